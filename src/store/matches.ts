import type { ExpressionBuilder } from 'kysely';
import { z } from 'zod';
import { eachChunk, inChunks } from './chunks.ts';
import type { FollowedQuery, MatchStore, Verdict } from './digest-store.ts';
import type { JustPut } from './just-put.ts';
import type { Matches, MatchIndex } from './match-index.ts';
import { readPaper } from './paper-row.ts';
import { newestRevision, nextRevision, setRevision } from './revisions.ts';
import type { Database, Schema } from './schema.ts';
import type { Session } from './session.ts';
import { waitingPapers } from './waiting-papers.ts';

const followedText = z.object({ id: z.number(), canonical: z.string(), query: z.string() });

/** Instead of a revision, for queries that met no paper yet. */
export const NEVER_MET = -1;

/** Which distinct query wants which news. */
export function createMatchStore(
  { db, claimWork, listed, atomically }: Session,
  index: MatchIndex,
  justPut?: JustPut,
): MatchStore {
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
      return rows.flatMap(({ id, canonical, through }): FollowedQuery[] => {
        const query = texts.get(canonical);
        // Nobody follows it any more since the look before.
        if (query === undefined) return [];
        const isNew = Number(through) === NEVER_MET;
        return [{ id, canonical, query, through: isNew ? 0 : Math.max(Number(through), percolated) }];
      });
    },

    followed: () => followedAmong(db),

    async followChanges(after) {
      const changed = await db
        .selectFrom('subscriptions')
        .innerJoin('queries', 'queries.canonical', 'subscriptions.canonical')
        .select(['queries.id', 'queries.canonical'])
        .distinct()
        .where('revision', '>', after)
        .execute();
      const texts = await followedTexts(
        db,
        changed.map(({ canonical }) => canonical),
      );
      return changed.map(({ id, canonical }) => {
        const query = texts.get(canonical);
        return { id, canonical, ...(query !== undefined && { query }) };
      });
    },

    meet: (meetings, revision) =>
      atomically(async (inside) => {
        if (meetings.length > 0) {
          const before = meetings.some(({ isLate }) => isLate) ? await index.catchUp(inside) : undefined;
          index.changed();
          const matched = await nextRevision(inside, 'matched');
          const rows = meetings.map(({ paperId, wantedBy, isLate }) => {
            const wanted = isLate ? wantedBy.filter((query) => before?.wants(query, paperId)) : wantedBy;
            const queries = [...wanted].sort((left, right) => left - right);
            return { paperId, revision: matched, queries: JSON.stringify(queries) };
          });
          await eachChunk(rows, async (chunk) => {
            await inside
              .insertInto('paperMatches')
              .values(chunk)
              .onConflict((conflict) =>
                conflict.column('paperId').doUpdateSet((set) => ({
                  revision: set.ref('excluded.revision'),
                  queries: set.ref('excluded.queries'),
                })),
              )
              .execute();
          });
        }
        await setRevision(inside, 'percolated', revision);
      }),

    async news(since, after) {
      const news = await db
        .selectFrom('papers')
        .select(['id', 'revision'])
        .where('newsAt', '>=', since)
        .where('revision', '>', after)
        .orderBy('revision')
        .orderBy('id')
        .execute();
      const known = news.map(({ id, revision }) => justPut?.get(id, Number(revision)));
      const others = news.flatMap(({ id }, at) => (known[at] ? [] : [id]));
      const rows = await inChunks(others, (chunk) =>
        db.selectFrom('papers').selectAll().where('id', 'in', chunk).execute(),
      );
      const read = new Map(rows.map((row) => [row.id, readPaper(row)]));
      return news.flatMap(({ id }, at) => known[at] ?? read.get(id) ?? []);
    },

    record: (verdicts, through) =>
      atomically(async (inside) => {
        if (verdicts.length === 0) return;
        const before = verdicts.some(({ query }) => query.through > 0)
          ? await index.catchUp(inside)
          : undefined;
        index.changed();
        const matched = await nextRevision(inside, 'matched');
        const rows = verdicts.map((verdict) => ({
          query: verdict.query.id,
          revision: matched,
          papers: JSON.stringify(wantedNow(verdict, before)),
        }));
        await eachChunk(rows, async (chunk) => {
          await inside
            .insertInto('queryMatches')
            .values(chunk)
            .onConflict((conflict) =>
              conflict.column('query').doUpdateSet((set) => ({
                revision: set.ref('excluded.revision'),
                papers: set.ref('excluded.papers'),
              })),
            )
            .execute();
          await inside
            .updateTable('queries')
            .set({ through })
            .where(
              'id',
              'in',
              chunk.map(({ query }) => query),
            )
            .execute();
        });
      }),

    forget: (before) =>
      atomically(async (inside) => {
        index.changed();
        const { numDeletedRows: ofPapers } = await inside
          .deleteFrom('paperMatches')
          .where('paperId', 'not in', (kept) =>
            kept.selectFrom('papers').select('id').where('newsAt', '>=', before),
          )
          .executeTakeFirstOrThrow();
        const { oldest } = await inside
          .selectFrom('papers')
          .leftJoin('paperMatches', 'paperMatches.paperId', 'papers.id')
          .where('newsAt', '>=', before)
          .select(({ fn, val }) => fn.min(fn.coalesce('paperMatches.revision', val(0))).as('oldest'))
          .executeTakeFirstOrThrow();
        // Every paper that is still news met all queries after them.
        const { numDeletedRows: ofQueries } = await inside
          .deleteFrom('queryMatches')
          .$if(oldest !== null, (rows) => rows.where('revision', '<', Number(oldest)))
          .executeTakeFirstOrThrow();
        if (ofPapers + ofQueries > 0n) await nextRevision(inside, 'forgotten');
      }),

    waiting: async (channels, since) =>
      waitingPapers({ db, listed, matches: await index.catchUp(db), channels, since }),
  };
}

/** All papers that a query wants after it met some of them; `before` is undefined where it met all. */
function wantedNow({ query, wanted, unwanted }: Verdict, before: Matches | undefined): string[] {
  if (query.through === 0 || !before) return [...wanted];
  const kept = new Set([...before.papersOf(query.id), ...wanted]);
  for (const paper of unwanted) kept.delete(paper);
  return [...kept];
}

async function followedAmong(db: Database, canonicals?: readonly string[]) {
  const rows = await db
    .selectFrom((from) => {
      const followed = from
        .selectFrom('subscriptions')
        .select((select) => ['canonical', select.fn.min('query').as('query')])
        .where('removedAt', 'is', null)
        .groupBy('canonical');
      return (canonicals ? followed.where('canonical', 'in', canonicals) : followed).as('followed');
    })
    .innerJoin('queries', 'queries.canonical', 'followed.canonical')
    .select(['queries.id', 'followed.canonical', 'followed.query'])
    .execute();
  return rows.map((row) => followedText.parse(row));
}

/** The texts of those of the queries that somebody follows. */
async function followedTexts(db: Database, canonicals: readonly string[]): Promise<Map<string, string>> {
  const followed = await inChunks(canonicals, (chunk) => followedAmong(db, chunk));
  return new Map(followed.map(({ canonical, query }) => [canonical, query]));
}
