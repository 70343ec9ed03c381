import type { ShownPaper } from '../message/paper-parts.ts';
import { matches, type Reason } from '../query/matcher.ts';
import { parseQuery } from '../query/parser.ts';
import type { HeldPaper, Store, Subscription } from '../store/store.ts';

/** A subscription, ready to match. */
export interface Follower {
  readonly subscription: Subscription;
  readonly matches: (paper: HeldPaper) => readonly Reason[] | undefined;
}

/** The channel's subscriptions, ready to match. */
export async function followersOf(store: Store, channel: string): Promise<Follower[]> {
  const subscriptions = await store.channels.subscriptions(channel);
  return subscriptions.map((subscription) => {
    const query = parseQuery(subscription.query);
    return { subscription, matches: (paper) => matches(query, paper) };
  });
}

/** Why a channel's subscriptions want a paper; empty where none does. */
export function reasonsFor(followers: readonly Follower[], paper: HeldPaper): readonly Reason[] {
  return followers.flatMap((follower) => follower.matches(paper) ?? []);
}

/** Papers with their votes in a community; the reasons come from `reasons`. */
export async function withVotes(
  store: Store,
  community: string,
  papers: readonly HeldPaper[],
  reasons: (paper: HeldPaper) => readonly Reason[],
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
