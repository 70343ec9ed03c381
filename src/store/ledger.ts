import { z } from 'zod';
import { inChunks } from './chunks.ts';
import type { ClaimWork } from './claim-work.ts';
import {
  type Digest,
  LAYOUTS,
  type LedgerStore,
  type PlannedDigest,
  type StepState,
  type Trouble,
} from './digest-store.ts';
import { presentFields } from './present-fields.ts';
import type { Database } from './schema.ts';
import type { Session } from './session.ts';
import { STEP_KINDS, STEP_STATES } from './step-row.ts';
import { createStepStore } from './steps.ts';
import { wakeNext } from './wake-next.ts';

/** Where a message may stand on the platform. */
const THERE: readonly StepState[] = ['sent', 'uncertain'];
const UNFINISHED: readonly StepState[] = ['pending', 'sending'];

const digestRow = z.object({
  id: z.coerce.number(),
  channel: z.string(),
  slot: z.string(),
  plannedAt: z.coerce.number(),
  layout: z.enum(LAYOUTS),
  listId: z.string().exactOptional(),
  threadId: z.string().exactOptional(),
});

const troubleRow = z.object({
  slot: z.string(),
  kind: z.enum(STEP_KINDS),
  state: z.enum(STEP_STATES),
  problem: z.string().exactOptional(),
});

/** The ledger: what each digest claims, and what became of each of its messages. */
export function createLedgerStore(session: Session): LedgerStore {
  const { db, claimWork, serially } = session;
  return {
    ...createStepStore(session),

    plan: (...digests) => serially((inside) => plan(inside, claimWork, digests)),

    get: async (id) => (await getAll(db, [id])).get(id),

    getAll: (ids) => getAll(db, ids),

    async newest(channel) {
      const row = await db
        .selectFrom('digests')
        .select('id')
        .where('channel', '=', channel)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && (await getAll(db, [Number(row.id)])).get(Number(row.id));
    },

    release: (digest, problem) => serially((inside) => release(inside, claimWork, digest, problem)),

    releaseAll: (channel, problem) =>
      serially(async (inside) => {
        const open = await inside
          .selectFrom('steps')
          .select('digest')
          .distinct()
          .where('channel', '=', channel)
          .where('state', 'in', UNFINISHED)
          .execute();
        for (const { digest } of open) await release(inside, claimWork, digest, problem);
      }),

    async troubles(channel, limit) {
      const rows = await db
        .selectFrom('steps')
        .innerJoin('digests', 'digests.id', 'steps.digest')
        .select(['digests.slot', 'steps.kind', 'steps.state', 'steps.problem'])
        .where('steps.channel', '=', channel)
        .where((where) =>
          where.or([
            where('steps.state', 'in', ['uncertain', 'refused', 'dropped']),
            where.and([where('steps.problem', 'is not', null), where('steps.state', 'in', UNFINISHED)]),
          ]),
        )
        .orderBy('steps.digest', 'desc')
        .orderBy('steps.place')
        .limit(limit)
        .execute();
      return rows.map((row): Trouble => troubleRow.parse(presentFields(row)));
    },
  };
}

async function plan(db: Database, claimWork: ClaimWork, planned: readonly PlannedDigest[]): Promise<number> {
  const digests = await inChunks(planned, (chunk) =>
    db
      .insertInto('digests')
      .values(chunk.map(({ channel, slot, plannedAt, layout }) => ({ channel, slot, plannedAt, layout })))
      .onConflict((conflict) => conflict.columns(['channel', 'slot']).doNothing())
      .returning(['id', 'channel'])
      .execute(),
  );
  const ids = new Map(digests.map(({ id, channel }) => [channel, id]));
  const claims = planned.flatMap(({ channel, shown, passedOver }) => {
    const digest = ids.get(channel);
    if (digest === undefined) return [];
    return [...shown, ...passedOver].map((paperId, place) => ({
      ...{ channel, paperId, place, digest },
      isShown: place < shown.length ? 1 : 0,
    }));
  });
  await inChunks(claims, (chunk) => db.insertInto('claims').values(chunk).returning('paperId').execute());
  const steps = planned.flatMap(({ channel, platform, steps }) => {
    const digest = ids.get(channel);
    if (digest === undefined) return [];
    return steps.map(({ key, kind, paperId }, place) => ({
      ...{ key, place, channel, platform, kind, digest },
      ...{ phase: kind === 'list' ? 0 : 1, state: 'pending', tries: 0, paperId: paperId ?? null },
    }));
  });
  await inChunks(steps, (chunk) => db.insertInto('steps').values(chunk).returning('key').execute());
  for (const [plannedAt, together] of Map.groupBy(planned, (digest) => digest.plannedAt)) {
    const channels = together.map(({ channel }) => channel).filter((channel) => ids.has(channel));
    await wakeNext(db, claimWork, channels, plannedAt);
  }
  return digests.length;
}

async function getAll(db: Database, ids: readonly number[]): Promise<Map<number, Digest>> {
  const rows = await inChunks([...new Set(ids)], (chunk) =>
    db.selectFrom('digests').selectAll().where('id', 'in', chunk).execute(),
  );
  const digests = rows.map((row) => digestRow.parse(presentFields(row)));
  const claims = await inChunks(
    digests.map(({ id }) => id),
    (chunk) =>
      db
        .selectFrom('claims')
        .select(['digest', 'paperId', 'isShown'])
        .where('digest', 'in', chunk)
        .orderBy('digest')
        .orderBy('place')
        .execute(),
  );
  const claimsOf = Map.groupBy(claims, ({ digest }) => Number(digest));
  return new Map(
    digests.map((digest) => {
      const own = claimsOf.get(digest.id) ?? [];
      const papers = (isShown: number) =>
        own.filter((claim) => claim.isShown === isShown).map(({ paperId }) => paperId);
      return [digest.id, { ...digest, shown: papers(1), passedOver: papers(0) }];
    }),
  );
}

async function release(db: Database, claimWork: ClaimWork, digest: number, problem: string): Promise<void> {
  const dropped = await db
    .updateTable('steps')
    .set({ state: 'dropped', problem, dueAt: null, owner: null })
    .where('digest', '=', digest)
    .where('state', 'in', UNFINISHED)
    .returning('channel')
    .execute();
  const there = await db
    .selectFrom('steps')
    .select(['kind', 'paperId'])
    .where('digest', '=', digest)
    .where('state', 'in', THERE)
    .execute();
  if (!there.some(({ kind }) => kind === 'list')) {
    const shown = there.flatMap(({ paperId }) => paperId ?? []);
    const unseen = db.deleteFrom('claims').where('digest', '=', digest);
    if (shown.length === 0) await unseen.execute();
    else await unseen.where('isShown', '=', 1).where('paperId', 'not in', shown).execute();
  }
  const [first] = dropped;
  if (first) await wakeNext(db, claimWork, [first.channel], 0);
}
