import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Inbound } from '../../src/platform/platform.ts';
import { channelOfKey } from '../../src/platform/platform.ts';
import type { Store } from '../../src/store/store.ts';
import { emojiOf } from './emoji.ts';
import { asAdapterError } from './errors.ts';
import type { SlackLog } from './log.ts';
import type { FindPerson } from './people.ts';

export interface RereadConfig {
  readonly clientOf: (community: string) => Promise<WebClient>;
  readonly inbound: Inbound;
  readonly store: Store;
  readonly findPerson: FindPerson;
  readonly log: SlackLog;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Ends early when the signal says so. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  readonly signal: AbortSignal;
}

const WEEK = 7 * 86_400_000;
/** Milliseconds between two calls of `reactions.get`, which takes 50 a minute. */
const GAP = 1_300;
/** So often a message is tried while Slack asks for patience. */
const MOST_TRIES = 3;

const Read = z.object({
  message: z.object({
    reactions: z.array(z.object({ name: z.string(), users: z.array(z.string()) })).default([]),
  }),
});

/** Reads the reactions of the last seven days' messages again: what happened while nobody listened. */
export async function rereadReactions(config: RereadConfig): Promise<void> {
  const { store, log, now, sleep, signal } = config;
  for (const { channel, messageId } of await store.posts.shownSince('slack', now() - WEEK)) {
    // What went through a response URL has no timestamp, and nobody can react to it.
    if (!/^\d+\.\d+$/.test(messageId)) continue;
    for (let tries = 1; tries <= MOST_TRIES && !signal.aborted; tries += 1) {
      try {
        await reread(config, channel, messageId);
        break;
      } catch (error) {
        const { kind, retryAfter, message } = asAdapterError(error);
        if (kind !== 'rate-limited') {
          log.warn({ platform: 'slack', channel, error: message }, 'could not read reactions again');
          break;
        }
        await sleep(retryAfter ?? GAP, signal);
      }
    }
    if (signal.aborted) return;
    await sleep(GAP, signal);
  }
}

async function reread(config: RereadConfig, key: string, messageId: string): Promise<void> {
  const { clientOf, inbound, findPerson, now } = config;
  const channel = channelOfKey(key);
  const client = await clientOf(channel.community);
  const order = now() / 1000;
  const answer = await client.reactions.get({ channel: channel.id, timestamp: messageId, full: true });
  const reactions: { personId: string; emoji: string }[] = [];
  for (const { name, users } of Read.parse(answer).message.reactions) {
    const emoji = emojiOf(name);
    if (emoji === undefined) continue;
    for (const personId of users) {
      const { isBot } = await findPerson(client, personId, channel.community);
      if (!isBot) reactions.push({ personId, emoji });
    }
  }
  await inbound.reactionState({ channel, messageId, reactions, order });
}
