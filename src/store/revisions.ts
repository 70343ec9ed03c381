import type { Database } from './schema.ts';

const CATALOG = 1;

/** The number of the catalog's newest change, 0 before the first one. It stays where papers go. */
export async function newestRevision(db: Database): Promise<number> {
  const row = await db
    .selectFrom('catalogRevision')
    .select('last')
    .where('id', '=', CATALOG)
    .executeTakeFirst();
  return Number(row?.last ?? 0);
}

/** The number of a new change, higher than any before. */
export async function nextRevision(db: Database): Promise<number> {
  const { last } = await db
    .insertInto('catalogRevision')
    .values({ id: CATALOG, last: 1 })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((set) => ({ last: set('catalogRevision.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return Number(last);
}
