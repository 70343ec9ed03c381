import { type ExpressionBuilder, sql } from 'kysely';
import { z } from 'zod';
import { inChunks } from './chunks.ts';
import type { FollowedQuery, MatchStore, Meeting, WaitingPaper } from './digest-store.ts';
import type { Listed } from './listed.ts';
import { readPaper } from './paper-row.ts';
import { newestRevision, setRevision } from './revisions.ts';
import type { Database, Schema } from './schema.ts';
import type { Session } from './session.ts';

const followedText = z.object({ canonical: z.string(), query: z.string() });

const waitingPaper = z.object({
  channel: z.string(),
  id: z.string(),
  upvotes: z.coerce.number().nullable(),
  newestOn: z.string(),
  sources: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
});

/** Instead of a revision, for queries that met no paper yet. */
export const NEVER_MET = -1;

/** Which distinct query wants which news. */
export function createMatchStore({ db, claimWork, listed, atomically }: Session): MatchStore {
  return {
    alone: () => claimWork.meeting(db),

    revision: () => newestRevision(db, 'catalog'),

    followedRevision: () => newestRevision(db, 'followed'),

    percolated: () => newestRevision(db, 'percolated'),

    async behind(revision, limit, channel) {
      const percolated = await newestRevision(db, 'percolated');
      // What all queries met counts for each that had met papers before.
      const before = percolated < revision ? revision : NEVER_MET + 1;
      const ofChannel = (select: ExpressionBuilder<Schema, 'queries'>) =>
        select
          .selectFrom('subscriptions')
          .select('subscriptions.canonical')
          .where('removedAt', 'is', null)
          .where('channel', '=', channel ?? '');
      const followed = (select: ExpressionBuilder<Schema, 'queries'>) =>
        select.exists(
          select
            .selectFrom('subscriptions')
            .select('number')
            .whereRef('subscriptions.canonical', '=', 'queries.canonical')
            .where('removedAt', 'is', null),
        );
      const behind = db.selectFrom('queries').selectAll().where('through', '<', before);
      const rows = await (channel === undefined
        ? behind.where(followed).orderBy('through').orderBy('canonical').limit(limit)
        : behind.where('canonical', 'in', ofChannel).limit(limit)
      ).execute();
      const texts = await followedTexts(
        db,
        rows.map(({ canonical }) => canonical),
      );
      return rows.flatMap(({ canonical, through }): FollowedQuery[] => {
        const query = texts.get(canonical);
        // Nobody follows it any more since the look before.
        if (query === undefined) return [];
        const isNew = Number(through) === NEVER_MET;
        return [{ canonical, query, through: isNew ? 0 : Math.max(Number(through), percolated) }];
      });
    },

    followed: () => followedAmong(db),

    async followChanges(after) {
      const changed = await db
        .selectFrom('subscriptions')
        .select('canonical')
        .distinct()
        .where('revision', '>', after)
        .execute();
      const canonicals = changed.map(({ canonical }) => canonical);
      const texts = await followedTexts(db, canonicals);
      return canonicals.map((canonical) => {
        const query = texts.get(canonical);
        return { canonical, ...(query !== undefined && { query }) };
      });
    },

    meet: (meetings, revision) =>
      atomically(async (inside) => {
        for (const meeting of meetings) await meetOne(inside, listed, meeting);
        await setRevision(inside, 'percolated', revision);
      }),

    async news(since, after) {
      const rows = await db
        .selectFrom('papers')
        .selectAll()
        .where('newsAt', '>=', since)
        .where('revision', '>', after)
        .orderBy('revision')
        .execute();
      return rows.map(readPaper);
    },

    record: ({ canonical }, through, wanted, unwanted) =>
      atomically(async (inside) => {
        await inside
          .insertInto('queries')
          .values({ canonical, through })
          .onConflict((conflict) => conflict.column('canonical').doUpdateSet({ through }))
          .execute();
        await inChunks(unwanted, (chunk) =>
          inside
            .deleteFrom('matches')
            .where('canonical', '=', canonical)
            .where('paperId', 'in', chunk)
            .returning('paperId')
            .execute(),
        );
        await inChunks(wanted, (chunk) =>
          inside
            .insertInto('matches')
            .values(chunk.map((paperId) => ({ canonical, paperId })))
            .onConflict((conflict) => conflict.columns(['canonical', 'paperId']).doNothing())
            .returning('paperId')
            .execute(),
        );
      }),

    async forget(before) {
      await db
        .deleteFrom('matches')
        .where('paperId', 'in', (papers) =>
          papers.selectFrom('papers').select('id').where('newsAt', '<', before),
        )
        .execute();
    },

    async waiting(channels, since) {
      const rows = await inChunks(channels, (chunk) => waitingRows(db, chunk, since));
      const waiting = new Map<string, WaitingPaper[]>();
      for (const row of rows) {
        const { channel, upvotes, ...paper } = waitingPaper.parse(row);
        const ofChannel = waiting.get(channel) ?? [];
        if (ofChannel.length === 0) waiting.set(channel, ofChannel);
        ofChannel.push({ ...paper, upvotes: upvotes ?? 0 });
      }
      return waiting;
    },
  };
}

function waitingRows(db: Database, channels: readonly string[], since: number) {
  return db
    .selectFrom('subscriptions')
    .innerJoin('matches', 'matches.canonical', 'subscriptions.canonical')
    .innerJoin('papers', 'papers.id', 'matches.paperId')
    .leftJoin('claims', (join) =>
      join
        .onRef('claims.channel', '=', 'subscriptions.channel')
        .onRef('claims.paperId', '=', 'matches.paperId'),
    )
    .select(['subscriptions.channel', 'papers.id', 'papers.upvotes', 'papers.newestOn', 'papers.sources'])
    .distinct()
    .where('subscriptions.channel', 'in', channels)
    .where('subscriptions.removedAt', 'is', null)
    .where('claims.paperId', 'is', null)
    .where('papers.newsAt', '>=', since)
    .where((where) =>
      where.or([
        // In no edition: it starts with what came in after it.
        where.and([
          where('papers.listedOn', 'is', null),
          where('papers.newsAt', '>=', where.ref('subscriptions.createdAt')),
        ]),
        where.and([where('papers.listedOn', 'is not', null), where('subscriptions.startsWith', 'is', null)]),
        where('papers.listedOn', '>=', where.ref('subscriptions.startsWith')),
      ]),
    )
    .execute();
}

async function followedAmong(db: Database, canonicals?: readonly string[]) {
  let followed = db
    .selectFrom('subscriptions')
    .select((select) => ['canonical', select.fn.min('query').as('query')])
    .where('removedAt', 'is', null)
    .groupBy('canonical');
  if (canonicals) followed = followed.where('canonical', 'in', canonicals);
  const rows = await followed.execute();
  return rows.map((row) => followedText.parse(row));
}

/** The texts of those of the queries that somebody follows. */
async function followedTexts(db: Database, canonicals: readonly string[]): Promise<Map<string, string>> {
  const followed = await inChunks(canonicals, (chunk) => followedAmong(db, chunk));
  return new Map(followed.map(({ canonical, query }) => [canonical, query]));
}

async function meetOne(db: Database, listed: Listed, { paperId, wantedBy, isLate }: Meeting): Promise<void> {
  const held = await db.selectFrom('matches').select('canonical').where('paperId', '=', paperId).execute();
  const known = new Set(held.map(({ canonical }) => canonical));
  const wanted = new Set(wantedBy);
  const gone = [...known].filter((canonical) => !wanted.has(canonical));
  await inChunks(gone, (chunk) =>
    db
      .deleteFrom('matches')
      .where('paperId', '=', paperId)
      .where('canonical', 'in', chunk)
      .returning('paperId')
      .execute(),
  );
  const added = isLate ? [] : wantedBy.filter((canonical) => !known.has(canonical));
  if (added.length === 0) return;
  // Thousands may want it: one parameter for all of them, in the order of the key, so that neighbours are written together.
  await sql`
    insert into matches (canonical, paper_id)
    select value, ${paperId} from (${listed(added.sort())}) as wanted where true
    on conflict (canonical, paper_id) do nothing
  `.execute(db);
}
