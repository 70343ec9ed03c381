import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { POSTGRES_SEARCH } from '../postgres-search.ts';
import { SQLITE_SEARCH } from '../search-text.ts';
import { indexPapers } from './0005-search.ts';
import type { ColumnTypes } from './column-types.ts';

/**
 * In FTS5, words that hyphens join get a sign of their own; in PostgreSQL, words behind the last place of a `tsvector` are
 * kept without a place.
 */
export function joinedWords({ search }: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      if (search === 'fts5')
        await sql`insert into paper_words (paper_words) values ('delete-all')`.execute(db);
      await indexPapers(db, search === 'fts5' ? SQLITE_SEARCH : POSTGRES_SEARCH);
    },
  };
}
