import { type RawBuilder, sql } from 'kysely';
import { inChunks } from './chunks.ts';
import type { ClaimWork } from './claim-work.ts';
import type { LandedMessage, LedgerStore, Step, StepState, Taking } from './digest-store.ts';
import type { Database } from './schema.ts';
import type { Session } from './session.ts';
import { readStep } from './step-row.ts';
import { wakeNext } from './wake-next.ts';

type StepStore = Pick<
  LedgerStore,
  'take' | 'nextDueAt' | 'dueBy' | 'sentAll' | 'putBack' | 'untake' | 'askAgain' | 'end'
>;

/** The life of each step: taken, tried, and ended. */
export function createStepStore({ db, claimWork, atomically, serially }: Session): StepStore {
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
        // Says what the index holds.
        .where('dueAt', 'is not', null)
        .executeTakeFirstOrThrow();
      return next === null ? undefined : Number(next);
    },

    async dueBy(latest) {
      await db.updateTable('steps').set({ dueAt: latest }).where('dueAt', '>', latest).execute();
    },

    sentAll: (landed, nextAt) => serially((inside) => sent(inside, claimWork, landed, nextAt)),

    async putBack(key, owner, at) {
      await change(key, owner, 'pending', Math.ceil(at));
    },

    async untake(key, owner, at) {
      await db
        .updateTable('steps')
        .set((set) => ({
          ...{ state: 'pending', dueAt: Math.ceil(at), owner: null },
          tries: set('tries', '-', 1),
          firstTriedAt: set.case().when('tries', '=', 1).then(null).else(set.ref('firstTriedAt')).end(),
        }))
        .where('key', '=', key)
        .where('owner', '=', owner)
        .where('state', '=', 'sending')
        .execute();
    },

    async askAgain(key, owner, at) {
      await change(key, owner, 'sending', Math.ceil(at));
    },

    end: (key, state, problem, nextAt) =>
      serially(async (inside) => {
        const step = await inside
          .updateTable('steps')
          .set({ state, problem, dueAt: null, owner: null })
          .where('key', '=', key)
          .where('state', 'in', ['pending', 'sending'])
          .returning('channel')
          .executeTakeFirst();
        if (step) await wakeNext(inside, claimWork, [step.channel], nextAt);
      }),
  };
}

async function sent(
  db: Database,
  claimWork: ClaimWork,
  landed: readonly LandedMessage[],
  nextAt: number,
): Promise<Map<string, string>> {
  const messageIds = new Map(landed.map(({ key, messageId }) => [key, messageId]));
  const steps = await inChunks([...messageIds.keys()], (chunk) =>
    db
      .updateTable('steps')
      .set({
        state: 'sent',
        messageId: valueBy('key', messageIds, chunk),
        dueAt: null,
        owner: null,
        problem: null,
      })
      .where('key', 'in', chunk)
      .where('state', '!=', 'sent')
      .returning(['key', 'channel', 'digest', 'kind'])
      .execute(),
  );
  for (const [kind, column] of [
    ['list', 'listId'],
    ['thread', 'threadId'],
  ] as const) {
    const ids = new Map(
      steps
        .filter((step) => step.kind === kind)
        .map(({ key, digest }) => [Number(digest), messageIds.get(key) as string]),
    );
    await inChunks([...ids.keys()], (chunk) =>
      db
        .updateTable('digests')
        .set({ [column]: valueBy('id', ids, chunk) })
        .where('id', 'in', chunk)
        .returning('id')
        .execute(),
    );
  }
  const channels = new Map(steps.map(({ key, channel }) => [key, channel]));
  await wakeNext(db, claimWork, [...new Set(channels.values())], nextAt);
  return channels;
}

/** For each row the value that belongs to what it has in a column. */
function valueBy<Key extends string | number>(
  column: string,
  values: ReadonlyMap<Key, string>,
  keys: readonly Key[],
): RawBuilder<string> {
  const cases = keys.map((key) => sql`when ${key} then ${values.get(key)}`);
  return sql`case ${sql.ref(column)} ${sql.join(cases, sql` `)} end`;
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
