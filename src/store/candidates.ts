import type { Leaf, Narrowing } from '../query/narrow.ts';
import type { SearchField } from '../query/search-words.ts';
import { inTiers, restricted } from '../query/tiers.ts';
import { newestFirst } from './newest-first.ts';
import { newestOn, readPaper } from './paper-row.ts';
import type { Database } from './schema.ts';
import { firstKeyOf } from './search-key.ts';
import type { FieldWord } from './search-text.ts';
import type { Session } from './session.ts';
import type { HeldPaper, SearchOrder } from './store.ts';

/** Keys that are asked for at first: to find them takes most of the time, so few answers need more. */
const KEYS = 50;
/** Papers that are read at first. Each further batch of keys or papers is twice as many, up to `LARGEST`. */
const PAPERS = 35;
const LARGEST = 1_600;

/** Papers whose words fit, in batches, so that whoever has enough stops the search. */
export async function* candidates(
  session: Session,
  narrowing: Narrowing | undefined,
  order: SearchOrder,
  since = '',
): AsyncGenerator<HeldPaper> {
  const { db, searchText } = session;
  if (narrowing === undefined) {
    for await (const paper of newestFirst(db)) {
      if (newestOn(paper) < since) return;
      yield paper;
    }
    return;
  }
  const from = since === '' ? 0 : firstKeyOf(since);
  const seen = new Set<number>();
  const left = await withoutUnheld(session, narrowing);
  if (left === undefined) return;
  for (const tier of order === 'best' ? inTiers(left) : [left]) {
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
 * Without what no paper has, which is most of what hyphens could join: beside it, both engines walk through many papers that
 * have the other words. Undefined where nothing is left.
 */
async function withoutUnheld(
  { db, searchText }: Session,
  narrowing: Narrowing,
): Promise<Narrowing | undefined> {
  if (!searchText.heldAmong) return narrowing;
  const asked = new Map<string, FieldWord>();
  restricted(narrowing, (leaf) => {
    for (const field of leaf.in)
      for (const word of wordsOf(leaf)) asked.set(keyOf(field, word), { field, word });
    return leaf.in;
  });
  const held = await searchText.heldAmong(db, [...asked.values()]);
  const keys = new Set(held.map(({ field, word }) => keyOf(field, word)));
  return restricted(narrowing, (leaf) =>
    leaf.in.filter((field) => wordsOf(leaf).every((word) => keys.has(keyOf(field, word)))),
  );
}

/** The whole words of a leaf. */
function wordsOf(leaf: Leaf): readonly string[] {
  return leaf.kind === 'row' ? leaf.words : [];
}

function keyOf(field: SearchField, word: string): string {
  return `${field} ${word}`;
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
