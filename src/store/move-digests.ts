import type { StepState } from './digest-store.ts';
import type { Database } from './schema.ts';

/** Where a message may stand on the platform, now or soon. */
const THERE: readonly StepState[] = ['sending', 'sent', 'uncertain'];

/** Hands the digests of the channel `from`, with claims and steps, to `to`, which may have its own. Runs in a transaction. */
export async function moveDigests(db: Database, from: string, to: string): Promise<void> {
  await dropDoubleClaims(db, from, to);
  // A channel has one digest of a slot: where both had one, seconds tell the one that moves apart.
  await db
    .updateTable('digests')
    .set((set) => ({ slot: set('slot', '||', ':00') }))
    .where('channel', '=', from)
    .where('slot', 'in', (where) =>
      where.selectFrom('digests as other').select('other.slot').where('other.channel', '=', to),
    )
    .execute();
  for (const table of ['digests', 'claims', 'steps'] as const)
    await db.updateTable(table).set({ channel: to }).where('channel', '=', from).execute();
  await waitInLine(db, to);
}

/** A paper that both channels claimed stays where it may be seen already, else with the older digest. */
async function dropDoubleClaims(db: Database, from: string, to: string): Promise<void> {
  const pairs = await db
    .selectFrom('claims as old')
    .innerJoin('claims as kept', 'kept.paperId', 'old.paperId')
    .select(['old.paperId', 'old.digest', 'kept.digest as other'])
    .where('old.channel', '=', from)
    .where('kept.channel', '=', to)
    .execute();
  if (pairs.length === 0) return;
  const begun = await db
    .selectFrom('steps')
    .select('digest')
    .distinct()
    .where('channel', 'in', [from, to])
    .where('state', 'in', THERE)
    .execute();
  const isSeen = (digest: number) => begun.some((row) => row.digest === digest);
  for (const { paperId, digest, other } of pairs) {
    const older = Math.min(digest, other);
    const stays = isSeen(digest) === isSeen(other) ? older : isSeen(digest) ? digest : other;
    const loser = stays === digest ? other : digest;
    await db.deleteFrom('claims').where('digest', '=', loser).where('paperId', '=', paperId).execute();
    // A card without a paper is not posted.
    await db
      .updateTable('steps')
      .set({ paperId: null })
      .where('digest', '=', loser)
      .where('paperId', '=', paperId)
      .where('state', '=', 'pending')
      .execute();
  }
}

/** Each channel had a step that was due; in one channel the others wait for the first. */
async function waitInLine(db: Database, channel: string): Promise<void> {
  const open = await db
    .selectFrom('steps')
    .select(['key', 'state'])
    .where('channel', '=', channel)
    .where('state', 'in', ['pending', 'sending'])
    .orderBy('digest')
    .orderBy('place')
    .execute();
  const behind = open.slice(1).filter(({ state }) => state === 'pending');
  if (behind.length === 0) return;
  await db
    .updateTable('steps')
    .set({ dueAt: null })
    .where(
      'key',
      'in',
      behind.map(({ key }) => key),
    )
    .execute();
}
