import { setImmediate } from 'node:timers/promises';
import { parseQuery } from '../query/parser.ts';
import { createPercolator } from '../query/percolator/percolator.ts';
import { QueryError } from '../query/query-error.ts';
import type { FollowedQuery, Verdict } from '../store/digest-store.ts';
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
      const verdicts = judge(queries, papers, now);
      await store.transaction(async (inside) => {
        await inside.matches.alone();
        // What came in meanwhile would be missed: the next round sees it.
        if ((await inside.matches.revision()) !== revision) return;
        await inside.matches.record(verdicts, revision);
      });
    }
    await setImmediate();
  }
}

/** A paper that changed long after it was listed makes no new match for a query that met it before. */
function judge(queries: readonly FollowedQuery[], papers: readonly HeldPaper[], now: number): Verdict[] {
  const verdicts = queries.map((query) => ({ query, wanted: [] as string[], unwanted: [] as string[] }));
  const percolator = createPercolator();
  for (const [at, { query }] of queries.entries()) {
    const read = readAgain(query);
    if (read) percolator.add(at, read);
  }
  for (const paper of papers) {
    const isLate = (paper.newsAt ?? 0) < now - RULES.lateMatch;
    const wantedBy = new Set(percolator.match(paper));
    for (const [at, { query, wanted, unwanted }] of verdicts.entries()) {
      if (!wantedBy.has(at)) unwanted.push(paper.id);
      else if (query.through === 0 || !isLate) wanted.push(paper.id);
    }
  }
  return verdicts;
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
