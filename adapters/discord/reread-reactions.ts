import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import { type ChannelRef, channelOfKey, type Inbound } from '../../src/platform/platform.ts';
import type { PostStore } from '../../src/store/store.ts';
import { canonicalEmoji, rowOf, UPVOTE_EMOJI } from '../../src/votes/emoji.ts';
import { asAdapterError } from './errors.ts';
import { LIMITS } from './limits.ts';
import type { DiscordLog } from './log.ts';
import { whereIs } from './places.ts';
import { inTime } from './rest.ts';

export interface RereadConfig {
  readonly rest: REST;
  readonly inbound: Inbound;
  readonly posts: Pick<PostStore, 'shownSince'>;
  /** Whether reactions in a channel are heard by the shard that was away. */
  readonly isOurs: (channel: ChannelRef) => boolean;
  readonly log: DiscordLog;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Ends early when the signal says so. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  readonly signal: AbortSignal;
}

const WEEK = 7 * 86_400_000;
/** Milliseconds between two requests: digests and answers come first. */
const GAP = 250;
/** So often something is asked while Discord asks for patience. */
const MOST_TRIES = 5;

const Read = z.object({
  reactions: z
    .array(
      z.object({
        emoji: z.object({ id: z.string().nullish(), name: z.string().nullable() }),
        count_details: z.object({ burst: z.number() }).optional(),
      }),
    )
    .default([]),
});
const People = z.array(z.object({ id: z.string(), bot: z.boolean().optional() }));

/** Reads the reactions of the last seven days' messages again: what happened while nobody listened. */
export async function rereadReactions(config: RereadConfig): Promise<void> {
  const { posts, isOurs, log, now, signal } = config;
  for (const { channel: key, messageId } of await posts.shownSince('discord', now() - WEEK)) {
    const channel = channelOfKey(key);
    if (signal.aborted) return;
    if (!isOurs(channel)) continue;
    try {
      await reread(config, channel, messageId);
    } catch (error) {
      if (signal.aborted) return;
      const { message } = asAdapterError(error);
      log.info({ platform: 'discord', channel: key, error: message }, 'could not read reactions again');
    }
  }
}

async function reread(config: RereadConfig, channel: ChannelRef, messageId: string): Promise<void> {
  const { inbound, now } = config;
  const { place, id } = whereIs(channel, messageId);
  const order = now();
  const { reactions } = Read.parse(await ask(config, Routes.channelMessage(place.id, id)));
  const standing: { personId: string; emoji: string }[] = [];
  for (const { emoji, count_details } of reactions) {
    const { name } = emoji;
    if (emoji.id || name === null || !mayVote(name)) continue;
    const route = Routes.channelMessageReaction(place.id, id, encodeURIComponent(name));
    // Ordinary reactions, and those that Discord calls super.
    for (const type of count_details?.burst ? ['0', '1'] : ['0'])
      for (const personId of await people(config, route, type)) standing.push({ personId, emoji: name });
  }
  await inbound.reactionState({ channel, messageId, reactions: standing, order });
}

async function people(config: RereadConfig, route: `/${string}`, type: string): Promise<string[]> {
  const found: string[] = [];
  for (let after = '0'; ; ) {
    const query = new URLSearchParams({ type, after, limit: String(LIMITS.peoplePage) });
    const page = People.parse(await ask(config, route, query));
    found.push(...page.filter(({ bot }) => !bot).map(({ id }) => id));
    const last = page.at(-1);
    if (!last || page.length < LIMITS.peoplePage) return found;
    after = last.id;
  }
}

/** Asks Discord, and again after the time that it wants. */
async function ask(
  { rest, sleep, signal }: RereadConfig,
  route: `/${string}`,
  query = new URLSearchParams(),
): Promise<unknown> {
  for (let tries = 1; ; tries += 1) {
    await sleep(GAP, signal);
    signal.throwIfAborted();
    try {
      return await rest.get(route, { query, signal: inTime() });
    } catch (error) {
      const { kind, retryAfter } = asAdapterError(error);
      if (kind !== 'rate-limited' || tries === MOST_TRIES) throw error;
      await sleep(retryAfter ?? GAP, signal);
    }
  }
}

function mayVote(emoji: string): boolean {
  return rowOf(emoji) !== undefined || UPVOTE_EMOJI.has(canonicalEmoji(emoji));
}
