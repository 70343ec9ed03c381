import { reasonsOf } from '../catalog/matched.ts';
import type { ShownPaper } from '../message/paper-parts.ts';
import type { Store } from '../store/store.ts';
import { communityOf } from '../votes/voting.ts';

/** What channels see of the papers of their digests. */
export interface DigestPapers {
  /** Those of the papers that are held, each once: why the channel's subscriptions want them, and its community's votes. */
  shownIn(channel: string, ids: readonly string[]): ShownPaper[];
}

/** Reads it for all of them together. `wanted` gives the ids of papers by channel. */
export async function readDigestPapers(
  store: Store,
  wanted: ReadonlyMap<string, readonly string[]>,
): Promise<DigestPapers> {
  const channels = [...wanted.keys()];
  const held = await store.papers.named([...new Set([...wanted.values()].flat())]);
  const subscriptions = await store.channels.subscriptionsIn(channels);
  const votes = await store.votes.countIn(
    [...new Set(channels.map(communityOf))],
    [...new Set([...held.values()].map(({ id }) => id))],
  );
  return {
    shownIn(channel, ids) {
      const papers = new Map(ids.flatMap((id) => held.get(id) ?? []).map((paper) => [paper.id, paper]));
      const reasonsFor = reasonsOf(subscriptions.get(channel) ?? []);
      const votesFor = votes.get(communityOf(channel));
      return [...papers.values()].map((paper) => ({
        paper,
        reasons: reasonsFor(paper),
        votes: votesFor?.get(paper.id) ?? 0,
      }));
    },
  };
}
