import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from './schema.ts';

/** Of the index, with one statement: others wait for about ten milliseconds. */
const PAGES = 50;

/**
 * Makes one piece of the index, which FTS5 leaves in a dozen where many papers came in, and each search reads all of them. It
 * writes the index anew, a few seconds for 100,000 papers, and does nothing where it is in one piece already.
 */
export async function mergeFts5(db: Database): Promise<void> {
  // A negative number takes up all pieces there are, a positive one goes on with them.
  for (let pages = -PAGES; ; pages = PAGES) {
    const before = await changes(db);
    await sql`insert into paper_words (paper_words, rank) values ('merge', ${sql.lit(pages)})`.execute(db);
    // So FTS5 says that nothing is left to do.
    if ((await changes(db)) - before < 2) return;
    await setImmediate();
  }
}

async function changes(db: Database): Promise<number> {
  const { rows } = await sql<{ changes: number }>`select total_changes() as changes`.execute(db);
  return rows[0]?.changes ?? 0;
}
