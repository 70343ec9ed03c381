import type { Leaf, Narrowing } from '../query/narrow.ts';
import { inTiers, restricted } from '../query/tiers.ts';
import { newestFirst } from './newest-first.ts';
import { newestOn, readPaper } from './paper-row.ts';
import type { Database } from './schema.ts';
import { firstKeyOf } from './search-key.ts';
import type { SearchText } from './search-text.ts';
import type { Session } from './session.ts';
import type { HeldPaper, SearchOrder } from './store.ts';

/** Keys that are asked for at first: to find them takes most of the time, so few answers need more. */
const KEYS = 50;
/** Papers that are read at first. Each further batch of keys or papers is twice as many, up to `LARGEST`. */
const PAPERS = 35;
const LARGEST = 1_600;

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
  const seen = new Set<number>();
  for (const whole of order === 'best' ? inTiers(narrowing) : [narrowing]) {
    const tier = await withoutUnjoined(db, searchText, whole);
    if (tier === undefined) continue;
    for (let before = Number.MAX_SAFE_INTEGER, limit = KEYS; ; limit = doubled(limit)) {
      const keys = await searchText.find(db, tier, { from, before, limit });
      const unseen = keys.filter((key) => !seen.has(key));
      for (const key of unseen) seen.add(key);
      for await (const paper of papersUnder(db, unseen)) if (newestOn(paper) >= since) yield paper;
      if (keys.length < limit) break;
      before = keys.at(-1) as number;
    }
  }
}

/**
 * Without words that no paper joins by hyphens, which are most: beside each that is asked for, both engines walk through many
 * papers that have the other words.
 */
async function withoutUnjoined(
  db: Database,
  searchText: SearchText,
  narrowing: Narrowing,
): Promise<Narrowing | undefined> {
  const asked = new Set<string>();
  restricted(narrowing, (leaf) => {
    for (const word of joinedIn(leaf)) asked.add(word);
    return leaf.in;
  });
  // There are no other words beside a single one.
  if (asked.size < 2) return narrowing;
  const held = new Set(await searchText.joinedAmong(db, [...asked]));
  return restricted(narrowing, (leaf) =>
    joinedIn(leaf).every((word) => held.has(word)) ? leaf.in : leaf.in.filter((field) => field !== 'joined'),
  );
}

/** The words that a leaf looks for among those that hyphens join: one, if any. */
function joinedIn(leaf: Leaf): readonly string[] {
  return leaf.kind === 'row' && leaf.in.includes('joined') ? leaf.words : [];
}

function doubled(count: number): number {
  return Math.min(LARGEST, count * 2);
}

/** The papers under these keys, in their order. */
async function* papersUnder(db: Database, keys: readonly number[]): AsyncGenerator<HeldPaper> {
  for (let from = 0, size = PAPERS; from < keys.length; from += size, size = doubled(size)) {
    const batch = keys.slice(from, from + size);
    const rows = await db.selectFrom('papers').selectAll().where('searchKey', 'in', batch).execute();
    const byKey = new Map(rows.map((row) => [Number(row.searchKey), row]));
    for (const key of batch) {
      const row = byKey.get(key);
      if (row) yield readPaper(row);
    }
  }
}
