import { sql } from 'kysely';
import { z } from 'zod';
import { inChunks } from './chunks.ts';
import type { WaitingPaper } from './digest-store.ts';
import type { Listed } from './listed.ts';
import type { Matches } from './match-index.ts';
import type { Database } from './schema.ts';

const waitingPaper = z.object({
  id: z.string(),
  upvotes: z.coerce.number().nullable(),
  newestOn: z.string(),
  sources: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
});

interface Waiting {
  readonly db: Database;
  readonly listed: Listed;
  readonly matches: Matches;
  readonly channels: readonly string[];
  readonly since: number;
}

/** See `MatchStore.waiting`. */
export async function waitingPapers(asked: Waiting): Promise<Map<string, WaitingPaper[]>> {
  const { db, listed, matches, channels, since } = asked;
  const followed = await inChunks(channels, (chunk) => followedIn(db, chunk));
  const begins = beginsOf(followed, matches);
  const wanted = [...begins].flatMap(([channel, papers]) =>
    [...papers.keys()].map((paperId): [string, string] => [channel, paperId]),
  );
  const waiting = new Map<string, WaitingPaper[]>();
  if (wanted.length === 0) return waiting;
  const { rows } = await sql<UnclaimedPaper>`
    select
      wanted.first as channel, papers.id, papers.upvotes, papers.newest_on, papers.sources,
      papers.listed_on, papers.news_at
    from (${listed(wanted)}) as wanted
    join papers on papers.id = wanted.second
    left join claims on claims.channel = wanted.first and claims.paper_id = wanted.second
    where claims.paper_id is null and papers.news_at >= ${since}
  `.execute(db);
  for (const { channel, listedOn, newsAt, ...row } of rows) {
    const isAwaited = begins
      .get(channel)
      ?.get(row.id)
      ?.some((begin) => isBehind(begin, listedOn, Number(newsAt)));
    if (!isAwaited) continue;
    const { upvotes, ...paper } = waitingPaper.parse(row);
    const ofChannel = waiting.get(channel) ?? [];
    if (ofChannel.length === 0) waiting.set(channel, ofChannel);
    ofChannel.push({ ...paper, upvotes: upvotes ?? 0 });
  }
  return waiting;
}

/** A row of a paper that no digest has claimed for a channel. */
interface UnclaimedPaper {
  readonly channel: string;
  readonly id: string;
  readonly upvotes: number | null;
  readonly newestOn: string;
  readonly sources: string;
  readonly listedOn: string | null;
  readonly newsAt: number;
}

/** Which news a subscription begins with: with an edition, and with what came in after it was made. */
interface Begin {
  readonly startsWith: string | null;
  readonly createdAt: number;
}

function isBehind({ startsWith, createdAt }: Begin, listedOn: string | null, newsAt: number): boolean {
  // In no edition: it begins with what came in after it.
  if (listedOn === null) return newsAt >= createdAt;
  return startsWith === null || listedOn >= startsWith;
}

function followedIn(db: Database, channels: readonly string[]) {
  return db
    .selectFrom('subscriptions')
    .innerJoin('queries', 'queries.canonical', 'subscriptions.canonical')
    .select(['channel', 'queries.id as query', 'startsWith', 'createdAt'])
    .where('channel', 'in', channels)
    .where('removedAt', 'is', null)
    .execute();
}

/** By channel and paper that one of its subscriptions wants, how these subscriptions begin. */
function beginsOf(
  followed: Awaited<ReturnType<typeof followedIn>>,
  matches: Matches,
): Map<string, Map<string, Begin[]>> {
  const begins = new Map<string, Map<string, Begin[]>>();
  for (const { channel, query, startsWith, createdAt } of followed) {
    const papers = begins.get(channel) ?? new Map<string, Begin[]>();
    begins.set(channel, papers);
    const begin = { startsWith, createdAt: Number(createdAt) };
    for (const paper of matches.papersOf(query)) {
      const known = papers.get(paper);
      if (known) known.push(begin);
      else papers.set(paper, [begin]);
    }
  }
  return begins;
}
