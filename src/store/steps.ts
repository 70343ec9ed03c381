import { inChunks } from './chunks.ts';
import type { ClaimWork } from './claim-work.ts';
import type { LedgerStore, Step, StepState, Taking } from './digest-store.ts';
import type { Database } from './schema.ts';
import type { Session } from './session.ts';
import { readStep } from './step-row.ts';
import type { PostedPaper } from './store.ts';
import { wakeNext } from './wake-next.ts';

type StepStore = Pick<
  LedgerStore,
  'take' | 'nextDueAt' | 'dueBy' | 'sent' | 'putBack' | 'askAgain' | 'end' | 'papersOf'
>;

/** The life of each step: taken, tried, and ended. */
export function createStepStore({ db, claimWork, atomically }: Session): StepStore {
  const change = (key: string, owner: string, state: StepState, dueAt: number) =>
    db
      .updateTable('steps')
      .set({ state, dueAt, owner: null })
      .where('key', '=', key)
      .where('owner', '=', owner)
      .where('state', '=', 'sending')
      .execute();

  return {
    take: (taking) => atomically((inside) => take(inside, claimWork, taking)),

    async nextDueAt(platforms) {
      if (platforms.length === 0) return undefined;
      const { next } = await db
        .selectFrom('steps')
        .select((select) => select.fn.min('dueAt').as('next'))
        .where('platform', 'in', platforms)
        .executeTakeFirstOrThrow();
      return next === null ? undefined : Number(next);
    },

    async dueBy(latest) {
      await db.updateTable('steps').set({ dueAt: latest }).where('dueAt', '>', latest).execute();
    },

    sent: (key, messageId, nextAt) =>
      atomically(async (inside) => {
        const step = await inside
          .updateTable('steps')
          .set({ state: 'sent', messageId, dueAt: null, owner: null, problem: null })
          .where('key', '=', key)
          .where('state', '!=', 'sent')
          .returning(['channel', 'digest', 'kind'])
          .executeTakeFirst();
        if (!step) return undefined;
        const ids =
          step.kind === 'list'
            ? { listId: messageId }
            : step.kind === 'thread'
              ? { threadId: messageId }
              : undefined;
        if (ids) await inside.updateTable('digests').set(ids).where('id', '=', step.digest).execute();
        await wakeNext(inside, claimWork, [step.channel], nextAt);
        return step.channel;
      }),

    async putBack(key, owner, at) {
      await change(key, owner, 'pending', Math.ceil(at));
    },

    async askAgain(key, owner, at) {
      await change(key, owner, 'sending', Math.ceil(at));
    },

    end: (key, state, problem, nextAt) =>
      atomically(async (inside) => {
        const step = await inside
          .updateTable('steps')
          .set({ state, problem, dueAt: null, owner: null })
          .where('key', '=', key)
          .where('state', 'in', ['pending', 'sending'])
          .returning('channel')
          .executeTakeFirst();
        if (step) await wakeNext(inside, claimWork, [step.channel], nextAt);
      }),

    async papersOf(step) {
      if (step.kind === 'card') return step.paperId === undefined ? [] : [{ paperId: step.paperId }];
      if (step.kind !== 'list') return [];
      const shown = await db
        .selectFrom('claims')
        .select('paperId')
        .where('digest', '=', step.digest)
        .where('isShown', '=', 1)
        .orderBy('place')
        .execute();
      return shown.map(({ paperId }, at): PostedPaper => ({ row: at + 1, paperId }));
    },
  };
}

async function take(db: Database, claimWork: ClaimWork, taking: Taking): Promise<Step[]> {
  const { platforms, owner, now, heldUntil, limit, listsOnly } = taking;
  if (platforms.length === 0 || limit <= 0) return [];
  const rows = await db
    .selectFrom('steps')
    .selectAll()
    .where('platform', 'in', platforms)
    .where('dueAt', '<=', now)
    .$if(listsOnly, (query) => query.where('phase', '=', 0))
    .orderBy('phase')
    .orderBy('dueAt')
    .orderBy('digest')
    .limit(limit)
    .$call(claimWork.rows)
    .execute();
  const held = { state: 'sending', owner, dueAt: heldUntil };
  const keysIn = (isPending: boolean) =>
    rows.filter(({ state }) => (state === 'pending') === isPending).map(({ key }) => key);
  await inChunks(keysIn(false), (chunk) =>
    db.updateTable('steps').set(held).where('key', 'in', chunk).returning('key').execute(),
  );
  await inChunks(keysIn(true), (chunk) =>
    db
      .updateTable('steps')
      .set((set) => ({
        ...held,
        tries: set('tries', '+', 1),
        triedAt: now,
        firstTriedAt: set.fn.coalesce('firstTriedAt', set.val(now)),
      }))
      .where('key', 'in', chunk)
      .returning('key')
      .execute(),
  );
  return rows.map((row) => {
    const begun = { tries: row.tries + 1, triedAt: now, firstTriedAt: row.firstTriedAt ?? now };
    return readStep(row.state === 'pending' ? { ...row, ...begun } : row);
  });
}
