import type { Log } from '../command/desk.ts';
import { textMessage, withCode } from '../message/build.ts';
import { AdapterError } from '../platform/adapter-error.ts';
import { channelOfKey, type PlatformAdapter } from '../platform/platform.ts';
import type { Store } from '../store/store.ts';
import { communityKey } from '../votes/voting.ts';

export interface HeldNoticeConfig {
  readonly store: Store;
  /** Those that run; may be filled later. */
  readonly adapters: readonly PlatformAdapter[];
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Tells whoever can mend it that a channel's digests are held; the channel by its key, the reason as `status` shows it. */
export type HeldNotice = (channel: string, reason: string) => Promise<void>;

/** Where many channels are lost at once, a person hears of one of them: milliseconds until the next. */
const QUIET = 3_600_000;

/**
 * Writes in private to whoever subscribed last in a channel: that person wanted the digests, and knows whom to ask. Never
 * rejects: whoever takes no messages finds the reason in `status`.
 */
export function createHeldNotice({ store, adapters, log, now }: HeldNoticeConfig): HeldNotice {
  const toldAt = new Map<string, number>();

  return async (key, reason) => {
    const channel = channelOfKey(key);
    const adapter = adapters.find(({ platform }) => platform === channel.platform);
    if (!adapter?.tell) return;
    try {
      const follower = (await store.channels.subscriptions(key)).at(-1)?.createdBy;
      const person = `${communityKey(channel)}/${follower}`;
      if (follower === undefined || now() - (toldAt.get(person) ?? Number.NEGATIVE_INFINITY) < QUIET) return;
      toldAt.set(person, now());
      await adapter.tell(
        channel,
        follower,
        textMessage([
          'The digests of a channel that you subscribed are held, because I cannot post there:',
          reason,
          withCode(
            'Once that is mended, `/papers resume` there brings them back. `/papers status` tells more.',
          ),
        ]),
      );
    } catch (error) {
      const context = { channel: key, error: error instanceof AdapterError ? error.message : error };
      log.error(context, 'nobody was told that a channel is held');
    }
  };
}
