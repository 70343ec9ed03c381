import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { POSTGRES_SEARCH } from '../postgres-search.ts';
import { SQLITE_SEARCH } from '../search-text.ts';
import { indexPapers } from './0005-search.ts';
import type { ColumnTypes } from './column-types.ts';

/** Words of titles, keywords and authors get signs of their own, so that a search for them reads no abstracts: decision 0010. */
export function wordsByField({ search }: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      if (search === 'fts5') {
        await sql`insert into paper_words (paper_words) values ('delete-all')`.execute(db);
        await indexPapers(db, SQLITE_SEARCH);
        return;
      }
      // To make the index once is quicker by far than to change it with each paper.
      await sql`drop index paper_words_words`.execute(db);
      await sql`truncate paper_words`.execute(db);
      // Most are larger than what stays in its row otherwise, and a search for words in a row reads many of them.
      await sql`alter table paper_words alter column words set storage main`.execute(db);
      await indexPapers(db, POSTGRES_SEARCH);
      await sql`create index paper_words_words on paper_words using gin (words)`.execute(db);
      await sql`analyze paper_words`.execute(db);
    },
  };
}
