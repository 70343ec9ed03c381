import type { Database } from './schema.ts';

/**
 * Numbers that only grow: of the catalog's newest change; of the newest change to what channels follow; of the change of
 * the catalog up to which every query that was met by then has its matches; of the newest change of matches; and how
 * often old matches were deleted.
 */
export type RevisionName = 'catalog' | 'followed' | 'percolated' | 'matched' | 'forgotten';

/** The newest number, 0 before the first one. It stays where rows go. */
export async function newestRevision(db: Database, name: RevisionName): Promise<number> {
  const row = await db.selectFrom('revisions').select('last').where('name', '=', name).executeTakeFirst();
  return Number(row?.last ?? 0);
}

/**
 * The number of a new change, higher than any before. Two statements, since one that returns what it writes makes SQLite
 * write out the words that FTS5 has gathered so far, each time.
 */
export async function nextRevision(db: Database, name: RevisionName): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('revisions')
    .set((set) => ({ last: set('last', '+', 1) }))
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n) return newestRevision(db, name);
  const { last } = await db
    .insertInto('revisions')
    .values({ name, last: 1 })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet((set) => ({ last: set('revisions.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return Number(last);
}

export async function setRevision(db: Database, name: RevisionName, last: number): Promise<void> {
  await db
    .insertInto('revisions')
    .values({ name, last })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ last }))
    .execute();
}
