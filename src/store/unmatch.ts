import { eachChunk } from './chunks.ts';
import { nextRevision } from './revisions.ts';
import type { Database } from './schema.ts';

/**
 * No query wants these papers any more. Their rows stay for a while, so that what a query made of them before does not
 * count again. Runs in a transaction.
 */
export async function unmatch(db: Database, paperIds: readonly string[]): Promise<void> {
  if (paperIds.length === 0) return;
  const revision = await nextRevision(db, 'matched');
  await eachChunk(paperIds, (chunk) =>
    db
      .insertInto('paperMatches')
      .values(chunk.map((paperId) => ({ paperId, revision, queries: '[]' })))
      .onConflict((conflict) => conflict.column('paperId').doUpdateSet({ revision, queries: '[]' }))
      .execute(),
  );
}
