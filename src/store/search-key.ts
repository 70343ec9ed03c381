import { sql } from 'kysely';
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
 * The key under which a paper's words are kept: whole numbers that grow with the day, so that an index over them gives
 * the newest papers first. A paper keeps its key as long as its day stays.
 */
export async function searchKeyFor(
  db: Database,
  id: string,
  day: string,
): Promise<{ key: number; old?: number }> {
  const first = firstKeyOf(day);
  const held = await db.selectFrom('papers').select('searchKey').where('id', '=', id).executeTakeFirst();
  const old = held?.searchKey == null ? undefined : Number(held.searchKey);
  if (old !== undefined && old >= first && old < first + DAY - 1) return { key: old, old };
  const { last } = await db
    .selectFrom('papers')
    .select(sql<number | null>`max(search_key)`.as('last'))
    .where('searchKey', '>=', first)
    .where('searchKey', '<', first + DAY - 1)
    .executeTakeFirstOrThrow();
  return { key: last === null ? first : Number(last) + 1, ...(old !== undefined && { old }) };
}
