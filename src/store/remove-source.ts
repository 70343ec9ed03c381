import { nextRevision } from './revisions.ts';
import type { Database } from './schema.ts';
import { unmatch } from './unmatch.ts';

/** Deletes the source's listings, and the papers that no other source delivered with all that hangs on them. */
export async function removeSource(db: Database, source: string): Promise<void> {
  const only = db
    .selectFrom('papers')
    .select('id')
    .where('sources', '=', JSON.stringify([source]));
  await db.deleteFrom('listings').where('source', '=', source).execute();
  await db.deleteFrom('listings').where('paperId', 'in', only).execute();
  await db.deleteFrom('postedPapers').where('paperId', 'in', only).execute();
  await db.deleteFrom('voteMarks').where('paperId', 'in', only).execute();
  await db.deleteFrom('claims').where('paperId', 'in', only).execute();
  await db.deleteFrom('paperAliases').where('paperId', 'in', only).execute();
  const gone = await db
    .deleteFrom('papers')
    .where('sources', '=', JSON.stringify([source]))
    .returning('id')
    .execute();
  await unmatch(
    db,
    gone.map(({ id }) => id),
  );
  // What was read of them before is not kept.
  if (gone.length > 0) await nextRevision(db, 'catalog');
}
