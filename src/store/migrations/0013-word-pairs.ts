import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { keepRows } from '../keep-rows.ts';
import { POSTGRES_SEARCH } from '../postgres-search.ts';
import type { Database } from '../schema.ts';
import { type SearchText, SQLITE_SEARCH } from '../search-text.ts';
import type { ColumnTypes } from './column-types.ts';

/** Words that hyphens join are indexed with their neighbours too: decision 0010. Writes the index of search anew. */
export function wordPairs({ search }: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const isFts5 = search === 'fts5';
      const engine = isFts5 ? SQLITE_SEARCH : POSTGRES_SEARCH;
      await (isFts5
        ? sql`insert into paper_words (paper_words) values ('delete-all')`
        : sql`truncate paper_words`
      ).execute(db);
      await engine.inBulk(db as unknown as Database, () => indexPapers(db, engine));
    },
  };
}

interface Schema {
  papers: {
    search_key: number;
    title: string;
    abstract: string | null;
    keywords: string | null;
    authors: string | null;
  };
}

const BATCH = 1_000;

/** Keeps the words of every paper that is held. */
async function indexPapers(db: Kysely<unknown>, engine: SearchText): Promise<void> {
  for (let last = -1; ; ) {
    const rows = await (db as Kysely<Schema>)
      .selectFrom('papers')
      .select(['search_key', 'title', 'abstract', 'keywords', 'authors'])
      .where('search_key', '>', last)
      .orderBy('search_key')
      .limit(BATCH)
      .execute();
    await keepRows(db, engine, rows);
    if (rows.length < BATCH) return;
    last = Number(rows.at(-1)?.search_key);
  }
}
