import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { SEARCH_FIELDS } from '../../query/search-words.ts';
import { firstKeyOf } from '../search-key.ts';
import type { ColumnTypes } from './column-types.ts';

/** Full-text search: a key for each paper, and an index over their words, which step 0013 writes. */
export function search({ search }: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('papers').addColumn('search_key', 'bigint').execute();
      await numberPapers(db as Kysely<OldSchema>);
      await db.schema.createIndex('papers_search_key').unique().on('papers').column('search_key').execute();
      await (search === 'fts5' ? makeFts5 : makeVectors)(db);
    },
  };
}

async function makeFts5(db: Kysely<unknown>): Promise<void> {
  // Marks are letters in the scripts of India; + and # end words such as C++.
  await sql`
    create virtual table paper_words using fts5(
      ${sql.raw(SEARCH_FIELDS.join(', '))},
      content = '', contentless_delete = 1,
      tokenize = ${sql.raw(`"unicode61 remove_diacritics 0 categories 'L* N* M* Co' tokenchars '+#'"`)}
    )
  `.execute(db);
  await sql`
    create trigger paper_words_gone after delete on papers
    begin delete from paper_words where rowid = old.search_key; end
  `.execute(db);
}

async function makeVectors(db: Kysely<unknown>): Promise<void> {
  await sql`create table paper_words (search_key bigint primary key, words tsvector not null)`.execute(db);
  await sql`create index paper_words_words on paper_words using gin (words)`.execute(db);
  await sql`
    create function forget_paper_words() returns trigger language plpgsql as
    'begin delete from paper_words where search_key = old.search_key; return old; end'
  `.execute(db);
  await sql`
    create trigger paper_words_gone after delete on papers
    for each row execute function forget_paper_words()
  `.execute(db);
}

interface OldSchema {
  papers: { id: string; newest_on: string; search_key: number | null };
}

async function numberPapers(db: Kysely<OldSchema>): Promise<void> {
  const rows = await db.selectFrom('papers').select(['id', 'newest_on']).orderBy('id', 'desc').execute();
  const next = new Map<number, number>();
  for (const { id, newest_on: day } of rows) {
    const first = firstKeyOf(day);
    const key = next.get(first) ?? first;
    next.set(first, key + 1);
    await db.updateTable('papers').set({ search_key: key }).where('id', '=', id).execute();
  }
}
