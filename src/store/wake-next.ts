import type { ClaimWork } from './claim-work.ts';
import type { Database } from './schema.ts';

/**
 * Makes a channel's next step due at a time, unless another one of its steps is under way: so its messages come one
 * after the other, in the order in which they were planned. Runs in a transaction.
 */
export async function wakeNext(
  db: Database,
  claimWork: ClaimWork,
  channel: string,
  at: number,
): Promise<void> {
  // A plan would otherwise count on the step before it, whose end in another process does not see the plan yet.
  await claimWork.channel(db, channel);
  const open = await db
    .selectFrom('steps')
    .select(['key', 'dueAt'])
    .where('channel', '=', channel)
    .where('state', 'in', ['pending', 'sending'])
    .orderBy('digest')
    .orderBy('place')
    .limit(1)
    .executeTakeFirst();
  if (!open || open.dueAt !== null) return;
  await db.updateTable('steps').set({ dueAt: at }).where('key', '=', open.key).execute();
}
