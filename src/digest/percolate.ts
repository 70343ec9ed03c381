import { setImmediate } from 'node:timers/promises';
import { matches } from '../query/matcher.ts';
import { parseQuery } from '../query/parser.ts';
import { QueryError } from '../query/query-error.ts';
import type { FollowedQuery } from '../store/digest-store.ts';
import type { HeldPaper, Store } from '../store/store.ts';
import { createPercolation } from './percolation.ts';
import { RULES } from './rules.ts';

/** Few enough that a transaction stays short and the event loop free. */
const BATCH = 50;

/**
 * Lets all queries meet the news that came without meeting them, and new queries the news that was there before them;
 * stores what each wants.
 */
export async function percolate(store: Store, now: number, arrivals = createPercolation()): Promise<void> {
  await arrivals.prepare(store);
  await store.transaction((inside) => arrivals.take(inside, now));
  await percolateNew(store, now);
}

/** Lets queries that have not met all news meet it: those of one channel, or all. */
export async function percolateNew(store: Store, now: number, channel?: string): Promise<void> {
  const since = now - RULES.newsWindow;
  for (;;) {
    const revision = await store.matches.revision();
    const behind = await store.matches.behind(revision, BATCH, channel);
    if (behind.length === 0) return;
    for (const [through, queries] of Map.groupBy(behind, (query) => query.through)) {
      const papers = await store.matches.news(since, through);
      const verdicts = queries.map((query) => ({ query, ...judge(query, papers, now) }));
      await store.transaction(async (inside) => {
        await inside.matches.alone();
        // What came in meanwhile would be missed: the next round sees it.
        if ((await inside.matches.revision()) !== revision) return;
        for (const { query, wanted, unwanted } of verdicts)
          await inside.matches.record(query, revision, wanted, unwanted);
      });
    }
    await setImmediate();
  }
}

/** A paper that changed long after it was listed makes no new match for a query that met it before. */
function judge({ query: text, through }: FollowedQuery, papers: readonly HeldPaper[], now: number) {
  const query = readAgain(text);
  const wanted: string[] = [];
  const unwanted: string[] = [];
  for (const paper of papers) {
    if (!query || !matches(query, paper)) unwanted.push(paper.id);
    else if (through === 0 || (paper.newsAt ?? 0) >= now - RULES.lateMatch) wanted.push(paper.id);
  }
  return { wanted, unwanted };
}

/** A query that an earlier version of the language took and this one does not finds nothing. */
function readAgain(text: string) {
  try {
    return parseQuery(text);
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}
