import { inTiers, type Narrowing } from '../query/narrow.ts';
import { newestFirst } from './newest-first.ts';
import { newestOn, readPaper } from './paper-row.ts';
import { firstKeyOf } from './search-key.ts';
import type { Session } from './session.ts';
import type { HeldPaper, SearchOrder } from './store.ts';

/** Papers that are read at first; each further batch is twice as many, up to `LARGEST`. */
const SMALLEST = 25;
const LARGEST = 400;

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
      const keys = await searchText.find(db, tier, { order, from, limit, offset });
      if (keys.length === 0) break;
      const rows = await db.selectFrom('papers').selectAll().where('searchKey', 'in', keys).execute();
      const byKey = new Map(rows.map((row) => [Number(row.searchKey), row]));
      for (const key of keys) {
        const row = byKey.get(key);
        if (row && row.newestOn >= since) yield readPaper(row);
      }
      if (keys.length < limit) break;
      offset += keys.length;
    }
  }
}
