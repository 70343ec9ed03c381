import { sql } from 'kysely';
import { inChunks } from './chunks.ts';
import type { Database } from './schema.ts';

/** Places for the papers of one day. */
const DAY = 2 ** 22;
const MILLISECONDS = 86_400_000;

/** The first key of a day, `YYYY-MM-DD`, or of papers without one. */
export function firstKeyOf(day: string): number {
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? 1 : Math.max(0, Math.floor(time / MILLISECONDS)) * DAY + 1;
}

/**
 * The keys under which papers' words are kept, by id: whole numbers that grow with the day, so that an index over them
 * gives the newest papers first. A paper keeps its key as long as its day stays; `old` is the one that it has now.
 */
export async function searchKeysFor(
  db: Database,
  papers: readonly { readonly id: string; readonly day: string }[],
): Promise<Map<string, { key: number; old?: number }>> {
  const held = await inChunks(papers, (chunk) =>
    db
      .selectFrom('papers')
      .select(['id', 'searchKey'])
      .where(
        'id',
        'in',
        chunk.map(({ id }) => id),
      )
      .execute(),
  );
  const oldKeys = new Map(held.map(({ id, searchKey }) => [id, Number(searchKey)]));
  const next = new Map<number, number>();
  const keys = new Map<string, { key: number; old?: number }>();
  for (const { id, day } of papers) {
    const first = firstKeyOf(day);
    const old = oldKeys.get(id);
    if (old !== undefined && isOfDay(old, first)) {
      keys.set(id, { key: old, old });
      continue;
    }
    const key = next.get(first) ?? (await freeKey(db, first));
    next.set(first, key + 1);
    keys.set(id, { key, ...(old !== undefined && { old }) });
  }
  return keys;
}

function isOfDay(key: number, first: number): boolean {
  return key >= first && key < first + DAY - 1;
}

/** Behind all keys of the day that begins with `first`. */
async function freeKey(db: Database, first: number): Promise<number> {
  const { last } = await db
    .selectFrom('papers')
    .select(sql<number | null>`max(search_key)`.as('last'))
    .where('searchKey', '>=', first)
    .where('searchKey', '<', first + DAY - 1)
    .executeTakeFirstOrThrow();
  return last === null ? first : Number(last) + 1;
}
