import { inChunks } from './chunks.ts';
import type { ClaimWork } from './claim-work.ts';
import type { Database } from './schema.ts';

/**
 * Makes each channel's next step due at a time, unless another one of its steps is under way: so its messages come one
 * after the other, in the order in which they were planned. Runs in a transaction.
 */
export async function wakeNext(
  db: Database,
  claimWork: ClaimWork,
  channels: readonly string[],
  at: number,
): Promise<void> {
  if (channels.length === 0) return;
  // A plan would otherwise count on the step before it, whose end in another process does not see the plan yet. Who waited
  // here sees an old state, and is run again.
  await claimWork.channels(db, channels);
  const open = await inChunks(channels, (chunk) =>
    db
      .selectFrom('steps')
      .select(['channel', 'key', 'dueAt'])
      .where('channel', 'in', chunk)
      .where('state', 'in', ['pending', 'sending'])
      .orderBy('channel')
      .orderBy('digest')
      .orderBy('place')
      .execute(),
  );
  const waiting = open.filter((step, index) => {
    const isFirst = step.channel !== open[index - 1]?.channel;
    return isFirst && step.dueAt === null;
  });
  await inChunks(waiting, (chunk) =>
    db
      .updateTable('steps')
      .set({ dueAt: at })
      .where(
        'key',
        'in',
        chunk.map(({ key }) => key),
      )
      .returning('key')
      .execute(),
  );
}
