import { randomUUID } from 'node:crypto';
import type { HeldNotices } from '../channels/held-notice.ts';
import { createPresence } from '../channels/presence.ts';
import { textMessage, withCode } from '../message/build.ts';
import type { Message } from '../message/message.ts';
import {
  channelKey,
  type Inbound,
  type Invocation,
  type PostedMessage,
  type Press,
  type Reaction,
  type Responder,
  type Typing,
} from '../platform/platform.ts';
import { QueryError } from '../query/query-error.ts';
import type { LookUp } from '../sources/look-up.ts';
import type { Channel, PostedPaper, Store } from '../store/store.ts';
import { dayAt } from '../time/plain-date.ts';
import { communityKey, countReaction, toggleVote } from '../votes/voting.ts';
import type { Answer, Command, Limits } from './command.ts';
import { findCommand, readOptions } from './command-line.ts';
import { queryErrorMessage } from './query-error-message.ts';
import { createRateLimit } from './rate-limit.ts';
import { UserError } from './user-error.ts';

/** Where failures go that nobody can mend in the channel. */
export interface Log {
  error(context: Record<string, unknown>, message: string): void;
}

/** Without notices nobody is told of channels that are lost. */
export interface DeskConfig extends Partial<HeldNotices> {
  readonly store: Store;
  readonly commands: readonly Command[];
  readonly limits: Limits;
  /** The zone of channels that have none. */
  readonly timeZone: string;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told of each paper whose votes may have changed in a community. */
  readonly onVotes?: (community: string, paperId: string) => void;
  /** Fetches papers that are not held; absent where nobody on the network may be asked. */
  readonly lookUp?: LookUp | undefined;
}

/** What `answer` did, for callers such as `paperboy say` that end with it. */
export type Outcome = 'answered' | 'refused' | 'failed';

/** The core's side of every conversation: runs commands, counts votes, remembers what stands where. */
export interface Desk extends Inbound {
  /** As `command`, and tells how it went. */
  answer(invocation: Invocation, responder: Responder): Promise<Outcome>;
}

const REACTING = 'React with a row’s number, or with 👍 on a paper, to upvote it.';

export function createDesk(config: DeskConfig): Desk {
  const { store, commands, limits, timeZone, log, now, onVotes = () => {} } = config;
  const waitFor = createRateLimit(limits.commandsPerMinute);

  async function run(invocation: Invocation): Promise<Answer> {
    const { channel: ref, person, line } = invocation;
    const wait = waitFor(`${communityKey(ref)}/${person.id}`, now());
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1_000);
      throw new UserError(
        `That was more than ${limits.commandsPerMinute} commands in a minute. Please wait ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`,
      );
    }
    const { command, rest } = findCommand(commands, line);
    if (command.permission === 'managers' && !person.mayManage) {
      throw new UserError(
        `\`/papers ${command.name}\` is for those who may manage this channel. Ask one of them.`,
      );
    }
    const key = channelKey(ref);
    const channel: Channel = { ...(await store.channels.get(key)), ...ref, key };
    const zone = channel.timeZone ?? person.timeZone ?? timeZone;
    const today = dayAt(now(), zone);
    const values = readOptions(command, rest, today);
    if (command.needsPosting) await invocation.prepare?.();
    return command.run(
      {
        ...{ channel, person, now: now(), today, timeZone: zone, store, limits, commands },
        ...{ lookUp: config.lookUp, upvoting: invocation.upvoting ?? REACTING },
      },
      values,
    );
  }

  async function answer(invocation: Invocation, responder: Responder): Promise<Outcome> {
    try {
      const { audience, message } = await run(invocation);
      const toAll = audience === 'channel' || invocation.share === true;
      await send(invocation, responder, toAll, message);
      return 'answered';
    } catch (error) {
      return apologise(error, invocation, responder);
    }
  }

  async function send(
    invocation: Invocation,
    responder: Responder,
    toAll: boolean,
    message: Message,
  ): Promise<void> {
    const posted = await (toAll ? responder.toChannel(message) : responder.toAsker(message));
    await remember(invocation, message, posted, toAll ? undefined : invocation.person.id);
  }

  /** Records which papers the posted messages hold, so that numbers and reactions find them. */
  async function remember(
    { channel }: Invocation,
    message: Message,
    posted: readonly PostedMessage[],
    viewer?: string,
  ): Promise<void> {
    const held = posted.filter(({ parts }) => papersIn(parts).length > 0);
    if (held.length === 0) return;
    await store.transaction(async (inside) => {
      for (const { id, parts, fixed } of held) {
        const place = { channel: channelKey(channel), messageId: id, postedAt: now() };
        await inside.posts.record(communityKey(channel), {
          ...place,
          papers: papersIn(parts),
          ...(viewer !== undefined && { viewer }),
        });
        if (viewer === undefined && !fixed)
          await inside.posts.keepContent({ ...place, message: { fallback: message.fallback, parts } });
      }
    });
  }

  async function apologise(error: unknown, invocation: Invocation, responder: Responder): Promise<Outcome> {
    const refused = error instanceof UserError;
    const message = refused ? refusal(error) : bug(error, invocation);
    try {
      await (responder.refuse ?? responder.toAsker)(message);
    } catch (unsaid) {
      log.error({ error: unsaid, channel: channelKey(invocation.channel) }, 'could not answer');
    }
    return refused ? 'refused' : 'failed';
  }

  function bug(error: unknown, invocation: Invocation): Message {
    const id = randomUUID().slice(0, 8);
    log.error(
      { id, error, channel: channelKey(invocation.channel), line: invocation.line },
      'command failed',
    );
    return textMessage([`Something went wrong on our side; it is logged as ${id}. Please try again.`]);
  }

  return {
    ...createPresence({ ...config, onVotes }),
    answer,
    async command(invocation, responder) {
      await answer(invocation, responder);
    },
    async suggest({ channel: ref, command, option, text }: Typing) {
      const declared = commands.find(({ name }) => name === command)?.options[option];
      const channel: Channel = { ...ref, key: channelKey(ref) };
      try {
        return (await declared?.suggest?.({ channel, store }, text)) ?? [];
      } catch (error) {
        log.error({ error, channel: channel.key, command, option }, 'suggesting failed');
        return [];
      }
    },
    async vote(press: Press) {
      try {
        const votes = await toggleVote(store, press, now());
        onVotes(communityKey(press.channel), press.paperId);
        return votes;
      } catch (error) {
        log.error({ error, channel: channelKey(press.channel), paperId: press.paperId }, 'vote failed');
        return 0;
      }
    },
    async reaction(reaction: Reaction) {
      try {
        const paperId = await countReaction(store, reaction, now());
        if (paperId !== undefined) onVotes(communityKey(reaction.channel), paperId);
      } catch (error) {
        log.error(
          { error, channel: channelKey(reaction.channel), messageId: reaction.messageId },
          'reaction failed',
        );
      }
    },
  };
}

function refusal(error: UserError): Message {
  return error instanceof QueryError ? queryErrorMessage(error) : textMessage([withCode(error.message)]);
}

function papersIn(parts: PostedMessage['parts']): PostedPaper[] {
  return parts.flatMap((part) => {
    if (part.kind === 'row') return [{ row: part.row.number, paperId: part.row.paperId }];
    return part.kind === 'card' ? [{ paperId: part.card.paperId }] : [];
  });
}
