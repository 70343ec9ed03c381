import type { ShownPaper } from '../message/paper-parts.ts';
import type { Query } from '../query/ast.ts';
import { matches, type Reason } from '../query/matcher.ts';
import { parseQuery } from '../query/parser.ts';
import { createPercolator } from '../query/percolator/percolator.ts';
import type { HeldPaper, Store, Subscription } from '../store/store.ts';

/** Why a channel's subscriptions want a paper, in their order; empty where none does. */
export type ReasonsFor = (paper: HeldPaper) => readonly Reason[];

export async function reasonsIn(store: Store, channel: string): Promise<ReasonsFor> {
  return reasonsOf(await store.channels.subscriptions(channel));
}

export function reasonsOf(subscriptions: readonly Subscription[]): ReasonsFor {
  const queries = subscriptions.map(({ query }) => parseQuery(query));
  // It reads a paper once for all of them; most want it not.
  const percolator = createPercolator();
  for (const [at, query] of queries.entries()) percolator.add(at, query);
  return (paper) =>
    [...percolator.match(paper).sort()].flatMap((at) => matches(queries[at] as Query, paper) ?? []);
}

/** Papers with their votes in a community; the reasons come from `reasons`. */
export async function withVotes(
  store: Store,
  community: string,
  papers: readonly HeldPaper[],
  reasons: ReasonsFor,
): Promise<ShownPaper[]> {
  const votes = await store.votes.count(
    community,
    papers.map((paper) => paper.id),
  );
  return papers.map((paper) => ({ paper, reasons: reasons(paper), votes: votes.get(paper.id) ?? 0 }));
}

/** Best first: votes and the source's upvotes together, then the newest, then by id. */
export function byWorth(left: ShownPaper, right: ShownPaper): number {
  const worth = (shown: ShownPaper): number => shown.votes + (shown.paper.upvotes ?? 0);
  const day = (shown: ShownPaper): string => shown.paper.listedOn ?? shown.paper.publishedOn ?? '';
  return (
    worth(right) - worth(left) ||
    (day(left) < day(right) ? 1 : day(left) > day(right) ? -1 : 0) ||
    (left.paper.id < right.paper.id ? -1 : 1)
  );
}
