import type { Log } from '../command/desk.ts';
import {
  type ChannelRef,
  channelKey,
  channelOfKey,
  type HeldBy,
  type Inbound,
  type ReactionState,
} from '../platform/platform.ts';
import type { Store } from '../store/store.ts';
import { replaceReactions } from '../votes/reaction-state.ts';
import { communityKey } from '../votes/voting.ts';
import type { HeldNotices } from './held-notice.ts';
import { upcoming } from './schedules.ts';

/** Without notices nobody is told. */
export interface PresenceConfig extends Partial<HeldNotices> {
  readonly store: Store;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onVotes: (community: string, paperId: string) => void;
}

export type Presence = Pick<
  Inbound,
  | 'reactionState'
  | 'channelLost'
  | 'channelRegained'
  | 'channelMoved'
  | 'communityLost'
  | 'communityRegained'
  | 'heldChannels'
>;

const REMOVED = 'Paperboy was removed';

/** Follows where Paperboy may be: what it cannot reach is held, and comes again when it can. */
export function createPresence({ store, log, now, onVotes, onHeld, onBack }: PresenceConfig): Presence {
  async function guarded(work: () => Promise<void>, context: Record<string, unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.error({ error, ...context }, 'could not follow what changed on the platform');
    }
  }

  return {
    reactionState: (state: ReactionState) =>
      guarded(
        async () => {
          const changed = await replaceReactions(store, state, now());
          for (const paperId of changed) onVotes(communityKey(state.channel), paperId);
        },
        { channel: channelKey(state.channel) },
      ),
    channelLost: (channel, reason, remedy) =>
      guarded(
        async () => {
          const key = channelKey(channel);
          const isNew = await hold(store, key, reasonOf(channel, reason));
          if (isNew && remedy) await onHeld?.(key, reasonOf(channel, reason), remedy);
        },
        { channel: channelKey(channel) },
      ),
    channelRegained: (channel) =>
      guarded(
        async () => {
          const key = channelKey(channel);
          if (await release(store, key, channel, now())) await onBack?.(key);
        },
        { channel: channelKey(channel) },
      ),
    channelMoved: (channel, id) =>
      guarded(
        () =>
          store.transaction(async (inside) => {
            const to = channelKey({ ...channel, id });
            await inside.communities.moveChannel(channelKey(channel), to);
            // Whoever posted under the old id in the meantime was told that there is no such channel.
            await releaseInside(inside, to, channel, now());
          }),
        { channel: channelKey(channel), id },
      ),
    communityLost: (ref) =>
      guarded(
        async () => {
          const community = communityOf(ref);
          await store.communities.lose(community, now());
          for (const channel of await store.communities.channels(community))
            await hold(store, channel, reasonOf(ref, REMOVED));
        },
        { ...ref },
      ),
    communityRegained: (ref) =>
      guarded(
        async () => {
          const community = communityOf(ref);
          if (!(await store.communities.regain(community))) return;
          for (const channel of await store.communities.channels(community))
            await release(store, channel, ref, now());
        },
        { ...ref },
      ),
    async heldChannels(by) {
      try {
        return (await keysOf(store, by)).map(channelOfKey);
      } catch (error) {
        log.error({ error, ...by }, 'could not read which channels follow something');
        return [];
      }
    },
  };
}

/** A platform's name is the beginning of its communities' keys, as a community's is of its channels'. */
function keysOf(store: Store, { platform, community }: HeldBy): Promise<readonly string[]> {
  const of = community === undefined ? encodeURIComponent(platform) : communityOf({ platform, community });
  return store.communities.channels(of);
}

type Community = Pick<ChannelRef, 'platform' | 'community'>;

function communityOf(ref: Community): string {
  return communityKey({ ...ref, id: '' });
}

/** A reason of the platform's begins with its name, as those of failed posts do: a person's pause is never ended by it. */
function reasonOf({ platform }: Community, reason: string): string {
  return `${platform.charAt(0).toUpperCase()}${platform.slice(1)}: ${reason}`;
}

/** Whether it was not held before. */
async function hold(store: Store, channel: string, pauseReason: string): Promise<boolean> {
  return store.transaction(async (inside) => {
    const schedule = await inside.schedules.get(channel);
    if (schedule?.nextAt === undefined) return false;
    const { nextAt, nextSlot, pausedUntil, ...rest } = schedule;
    await inside.schedules.put({ ...rest, pauseReason });
    return true;
  });
}

/** Whether it was held by the platform. */
async function release(store: Store, channel: string, ref: Community, now: number): Promise<boolean> {
  return store.transaction((inside) => releaseInside(inside, channel, ref, now));
}

async function releaseInside(inside: Store, channel: string, ref: Community, now: number): Promise<boolean> {
  const schedule = await inside.schedules.get(channel);
  const byPlatform = schedule?.pauseReason?.startsWith(reasonOf(ref, '')) ?? false;
  if (!schedule || schedule.nextAt !== undefined || !byPlatform) return false;
  const { pauseReason, ...rest } = schedule;
  await inside.schedules.put({ ...rest, ...upcoming(schedule, now) });
  return true;
}
