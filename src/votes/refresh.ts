import type { Log } from '../command/desk.ts';
import { papersOn, recount } from '../message/recount.ts';
import { AdapterError } from '../platform/adapter-error.ts';
import { channelOfKey, type PlatformAdapter } from '../platform/platform.ts';
import type { PostContent, Store } from '../store/store.ts';
import { communityKey } from './voting.ts';

export interface RefreshConfig {
  readonly store: Store;
  readonly adapters: readonly PlatformAdapter[];
  readonly log: Log;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

export interface Refresh {
  /** The votes of a paper changed in a community, named by `communityKey`: its messages will show them. */
  changed(community: string, paperId: string): void;
  /** Resolves when all changes so far are shown, or could not be. */
  settled(): Promise<void>;
}

/**
 * Brings counts on posted messages up to date, at most one edit of a message in each of the platform's gaps (DESIGN
 * section 8). Where an edit fails, the count waits for the next change.
 */
export function createRefresh({ store, adapters, log, sleep }: RefreshConfig): Refresh {
  const waiting = new Map<string, Set<string>>();
  const running = new Map<string, Promise<void>>();

  async function follow(community: string, adapter: PlatformAdapter, gap: number): Promise<void> {
    for (;;) {
      await sleep(gap);
      const papers = waiting.get(community);
      waiting.delete(community);
      if (!papers) return;
      const contents = new Map<string, PostContent>();
      for (const paperId of papers) {
        for (const content of await store.posts.contentsWith(community, paperId))
          contents.set(`${content.channel} ${content.messageId}`, content);
      }
      for (const content of contents.values()) await show(content, adapter);
    }
  }

  async function show(content: PostContent, adapter: PlatformAdapter): Promise<void> {
    const channel = channelOfKey(content.channel);
    const votes = await store.votes.count(communityKey(channel), papersOn(content.message));
    const message = recount(content.message, votes);
    if (message === content.message) return;
    try {
      const key = content.stepKey === undefined ? {} : { key: content.stepKey };
      await adapter.edit(channel, content.messageId, message, key);
      await store.posts.keepContent({ ...content, message });
    } catch (error) {
      if (!(error instanceof AdapterError)) throw error;
      log.error({ error: error.message, channel: content.channel }, 'a count was not brought up to date');
    }
  }

  return {
    changed(community, paperId) {
      const platform = decodeURIComponent(community.split('/')[0] ?? '');
      const adapter = adapters.find((candidate) => candidate.platform === platform);
      const gap = adapter?.limits.editGap;
      if (!adapter || gap === undefined) return;
      const papers = waiting.get(community) ?? new Set();
      waiting.set(community, papers.add(paperId));
      if (running.has(community)) return;
      const run = follow(community, adapter, gap)
        .catch((error: unknown) => log.error({ error, community }, 'refreshing counts failed'))
        .finally(() => running.delete(community));
      running.set(community, run);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running.values());
    },
  };
}
