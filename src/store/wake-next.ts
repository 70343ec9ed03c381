import type { Database } from './schema.ts';

/**
 * Makes a channel's next step due at a time, unless another one of its steps is under way: so its messages come one
 * after the other, in the order in which they were planned.
 */
export async function wakeNext(db: Database, channel: string, at: number): Promise<void> {
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
