import { inTiers, type Narrowing } from '../query/narrow.ts';
import { newestFirst } from './newest-first.ts';
import { newestOn, readPaper } from './paper-row.ts';
import type { Database } from './schema.ts';
import { firstKeyOf } from './search-key.ts';
import type { Session } from './session.ts';
import type { HeldPaper, SearchOrder } from './store.ts';

/** Papers that are read at first; each further batch is twice as many, up to `LARGEST`. */
const SMALLEST = 25;
const LARGEST = 400;
/** To find the best of all that fit, all are weighed: so their keys are asked for at once, which are small. */
const BEST_KEYS = 2_000;

/** Papers whose words fit, in batches, so that whoever has enough stops the search. */
export async function* candidates(
  { db, searchText }: Session,
  narrowing: Narrowing | undefined,
  order: SearchOrder,
  since = '',
): AsyncGenerator<HeldPaper> {
  if (narrowing === undefined) {
    for await (const paper of newestFirst(db)) {
      if (newestOn(paper) < since) return;
      yield paper;
    }
    return;
  }
  const from = since === '' ? 0 : firstKeyOf(since);
  for (const tier of order === 'best' ? inTiers(narrowing) : [narrowing]) {
    for (let offset = 0, limit = SMALLEST; ; limit = Math.min(LARGEST, limit * 2)) {
      const most = order === 'best' ? BEST_KEYS : limit;
      const keys = await searchText.find(db, tier, { order, from, limit: most, offset });
      for await (const paper of inBatches(db, keys, limit)) if (newestOn(paper) >= since) yield paper;
      if (keys.length < most) break;
      offset += keys.length;
    }
  }
}

/** The papers under these keys, in their order; the first batch is of `size`. */
async function* inBatches(db: Database, keys: readonly number[], size: number): AsyncGenerator<HeldPaper> {
  for (let from = 0, limit = size; from < keys.length; from += limit, limit = Math.min(LARGEST, limit * 2)) {
    const batch = keys.slice(from, from + limit);
    const rows = await db.selectFrom('papers').selectAll().where('searchKey', 'in', batch).execute();
    const byKey = new Map(rows.map((row) => [Number(row.searchKey), row]));
    for (const key of batch) {
      const row = byKey.get(key);
      if (row) yield readPaper(row);
    }
  }
}
