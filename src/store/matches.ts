import { z } from 'zod';
import { inChunks } from './chunks.ts';
import type { FollowedQuery, MatchStore, WaitingPaper } from './digest-store.ts';
import { readPaper } from './paper-row.ts';
import { newestRevision } from './revision.ts';
import type { Session } from './session.ts';

const followedQuery = z.object({ canonical: z.string(), query: z.string(), through: z.coerce.number() });

const waitingPaper = z.object({
  id: z.string(),
  upvotes: z.coerce.number().nullable(),
  newestOn: z.string(),
  sources: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
});

/** Which distinct query wants which news. */
export function createMatchStore({ db, atomically }: Session): MatchStore {
  return {
    revision: () => newestRevision(db),

    async behind(revision, limit) {
      const rows = await db
        .selectFrom('subscriptions')
        .leftJoin('queries', 'queries.canonical', 'subscriptions.canonical')
        .select((select) => [
          'subscriptions.canonical',
          select.fn.min('subscriptions.query').as('query'),
          select.fn.coalesce('queries.through', select.val(0)).as('through'),
        ])
        .where('subscriptions.removedAt', 'is', null)
        .where((where) => where(where.fn.coalesce('queries.through', where.val(0)), '<', revision))
        .groupBy(['subscriptions.canonical', 'queries.through'])
        .orderBy('subscriptions.canonical')
        .limit(limit)
        .execute();
      return rows.map((row): FollowedQuery => followedQuery.parse(row));
    },

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

    async waiting(channel, since) {
      const rows = await db
        .selectFrom('subscriptions')
        .innerJoin('matches', 'matches.canonical', 'subscriptions.canonical')
        .innerJoin('papers', 'papers.id', 'matches.paperId')
        .leftJoin('claims', (join) =>
          join
            .onRef('claims.channel', '=', 'subscriptions.channel')
            .onRef('claims.paperId', '=', 'matches.paperId'),
        )
        .select(['papers.id', 'papers.upvotes', 'papers.newestOn', 'papers.sources'])
        .distinct()
        .where('subscriptions.channel', '=', channel)
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
            where.and([
              where('papers.listedOn', 'is not', null),
              where('subscriptions.startsWith', 'is', null),
            ]),
            where('papers.listedOn', '>=', where.ref('subscriptions.startsWith')),
          ]),
        )
        .execute();
      return rows.map((row): WaitingPaper => {
        const { upvotes, ...paper } = waitingPaper.parse(row);
        return { ...paper, upvotes: upvotes ?? 0 };
      });
    },
  };
}
