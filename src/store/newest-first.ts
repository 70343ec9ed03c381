import type { ExpressionBuilder } from 'kysely';
import { readPaper } from './paper-row.ts';
import type { Database, PaperTable, Schema } from './schema.ts';
import type { HeldPaper } from './store.ts';

/** How many papers are read at once: a few pages of a list. */
const BATCH = 200;

/**
 * Every paper, newest first. Each batch goes on behind the last paper read, not after a number of papers, so that
 * papers which come and go meanwhile shift nothing.
 */
export async function* newestFirst(db: Database): AsyncGenerator<HeldPaper> {
  // A paper whose day moves back meanwhile comes up a second time.
  const seen = new Set<string>();
  let batch = await db
    .selectFrom('papers')
    .selectAll()
    .orderBy('newestOn', 'desc')
    .orderBy('id')
    .limit(BATCH)
    .execute();
  for (let last = batch.at(-1); last !== undefined; last = batch.at(-1)) {
    for (const row of batch) {
      if (!seen.has(row.id)) yield readPaper(row);
      seen.add(row.id);
    }
    batch = await db
      .selectFrom('papers')
      .selectAll()
      .where(behind(last))
      .orderBy('newestOn', 'desc')
      .orderBy('id')
      .limit(BATCH)
      .execute();
  }
}

/** In this form, not as `a or (b and c)`, both engines walk the index from the place of `last`. */
function behind({ newestOn, id }: PaperTable) {
  return (where: ExpressionBuilder<Schema, 'papers'>) =>
    where.and([
      where('newestOn', '<=', newestOn),
      where.or([where('newestOn', '<', newestOn), where('id', '>', id)]),
    ]);
}
