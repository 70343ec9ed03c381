import type { Log } from '../command/desk.ts';
import { code, textMessage, withCode } from '../message/build.ts';
import type { Message } from '../message/message.ts';
import { AdapterError } from '../platform/adapter-error.ts';
import { channelOfKey, type PlatformAdapter, type Remedy } from '../platform/platform.ts';
import type { Store, Subscription } from '../store/store.ts';
import { communityOf } from '../votes/voting.ts';
import { sayNext } from './schedules.ts';

export interface HeldNoticesConfig {
  readonly store: Store;
  /** Those that run; may be filled later. */
  readonly adapters: readonly PlatformAdapter[];
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Tells whoever can mend it that a channel's digests are held; the channel by its key, the reason as `status` shows it. */
export type HeldNotice = (channel: string, reason: string, remedy: Remedy) => Promise<void>;

export interface HeldNotices {
  /** Called for each channel whose digests are held, where somebody can do something about it. */
  readonly onHeld: HeldNotice;
  /** Called for each channel whose digests come again: whoever was told that they are held is told so. */
  readonly onBack: (channel: string) => Promise<void>;
}

/** Where many channels are lost at once, a person hears of one of them: milliseconds until the next. */
const QUIET = 3_600_000;
/** So many people are tried, for some take no messages. */
const MOST_TRIED = 3;
/** Characters of keywords that are given back; a form takes as many. */
const MOST_WORDS = 1_000;

/**
 * Writes in private to whoever subscribed last in a channel: that person wanted the digests, and knows whom to ask. Never
 * rejects: where nobody takes messages, the reason stands in `status`.
 */
export function createHeldNotices({ store, adapters, log, now }: HeldNoticesConfig): HeldNotices {
  const toldAt = new Map<string, number>();
  /** By the key of the channel of which they were told. */
  const told = new Map<string, string>();

  async function tell(key: string, person: string, message: Message, gone = false): Promise<boolean> {
    const channel = channelOfKey(key);
    const adapter = adapters.find(({ platform }) => platform === channel.platform);
    try {
      await adapter?.tell?.(channel, person, message, { gone });
      return true;
    } catch (error) {
      const context = { channel: key, error: error instanceof AdapterError ? error.message : error };
      log.error(context, 'somebody could not be told what became of a channel');
      return false;
    }
  }

  /** The first of these who takes the message is told; none where one of them was told a while ago. */
  async function tellOneOf(people: readonly string[], key: string, message: Message, gone: boolean) {
    const community = communityOf(key);
    for (const person of people) {
      const place = `${community}/${person}`;
      if (now() - (toldAt.get(place) ?? Number.NEGATIVE_INFINITY) < QUIET) return;
      // Before it is sent, for the next channel may be lost meanwhile, and this one be back.
      toldAt.set(place, now());
      told.set(key, person);
      if (await tell(key, person, message, gone)) return;
      toldAt.delete(place);
      told.delete(key);
    }
  }

  function canTell(key: string): boolean {
    return adapters.some(({ platform, tell }) => platform === channelOfKey(key).platform && tell);
  }

  async function guarded(key: string, work: () => Promise<void>): Promise<void> {
    try {
      if (canTell(key)) await work();
    } catch (error) {
      log.error({ channel: key, error }, 'nobody was told what became of a channel');
    }
  }

  return {
    onHeld: (key, reason, remedy) =>
      guarded(key, async () => {
        const followed = (await store.channels.subscriptions(key)).toReversed();
        const people = [...new Set(followed.map(({ createdBy }) => createdBy))].slice(0, MOST_TRIED);
        const message = remedy === 'mend' ? toMend(reason) : toFollowElsewhere(reason, followed);
        await tellOneOf(people, key, message, remedy === 'elsewhere');
      }),
    onBack: (key) =>
      guarded(key, async () => {
        const person = told.get(key);
        const schedule = person === undefined ? undefined : await store.schedules.get(key);
        told.delete(key);
        if (person === undefined || !schedule) return;
        const next = `I can post again there, and the digests come again: the next one on ${sayNext(schedule)}.`;
        await tell(
          key,
          person,
          textMessage(['The digests of a channel were held, of which I told you.', next]),
        );
      }),
  };
}

function toMend(reason: string): Message {
  return textMessage([
    'The digests of a channel that you subscribed are held, because I cannot post there:',
    reason,
    withCode(
      'Once that is mended they come again; where they do not, `/papers resume` there brings them back. `/papers status` tells more.',
    ),
  ]);
}

/** The keywords come along, the oldest first as they were, to be given in another channel. */
function toFollowElsewhere(reason: string, newestFirst: readonly Subscription[]): Message {
  const queries = newestFirst.map(({ query }) => query).toReversed();
  const words = queries.filter((_, at) => queries.slice(0, at + 1).join(', ').length <= MOST_WORDS);
  const rest = queries.length - words.length;
  return textMessage([
    'The digests of a channel that you subscribed have ended:',
    reason,
    'To have them elsewhere, write in another channel:',
    [code(`/papers subscribe ${words.join(', ')}`), { text: rest > 0 ? ` and ${rest} more` : '' }],
  ]);
}
