import { type Client, PermissionFlagsBits, Routes } from 'discord.js';
import { z } from 'zod';
import type { Found } from '../../src/platform/platform.ts';
import { holdsKey } from './buttons.ts';
import { asAdapterError, isUnreadable } from './errors.ts';
import { LIMITS } from './limits.ts';
import { messageIdIn, type Place } from './places.ts';
import { inTime } from './rest.ts';

/** A message in so far as its key is looked for: `render.ts` writes it into a button. */
const History = z.array(z.object({ id: z.string(), components: z.array(z.unknown()).optional() }));

/** Discord's clock and ours may differ, and a request takes a while: milliseconds before and after the time of sending. */
const BEFORE = 60_000;
const AFTER = 180_000;
/** Beyond so many pages a busy channel is not searched: then nobody knows. */
const MOST_PAGES = 10;

/**
 * Looks for a message by its key around the time when it was sent. `unknown` where we may not read the place or there
 * is too much in it.
 *
 * @throws AdapterError where Discord does not answer
 */
export async function findMessage(client: Client, place: Place, key: string, sentAt: number): Promise<Found> {
  const readable = await mayRead(client, place);
  if (readable === false) return { state: 'unknown' };
  const end = snowflakeAt(sentAt + AFTER);
  let after = snowflakeAt(sentAt - BEFORE);
  try {
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const messages = await read(client, place, { after: String(after), limit: String(LIMITS.historyPage) });
      const found = messages.find(({ components }) => holdsKey(components, key));
      if (found) return { state: 'found', messageId: messageIdIn(place, found.id) };
      after = messages.reduce((newest, { id }) => (BigInt(id) > newest ? BigInt(id) : newest), after);
      if (messages.length < LIMITS.historyPage || after > end) {
        const isShown = readable ?? (page > 0 || messages.length > 0 || (await showsAnything(client, place)));
        return { state: isShown ? 'absent' : 'unknown' };
      }
    }
    return { state: 'unknown' };
  } catch (error) {
    if (isUnreadable(error)) return { state: 'unknown' };
    throw asAdapterError(error);
  }
}

async function read(client: Client, { id }: Place, query: Record<string, string>) {
  const options = { query: new URLSearchParams(query), signal: inTime() };
  return History.parse(await client.rest.get(Routes.channelMessages(id), options));
}

/** To whoever may not read the history Discord shows an empty one. */
async function showsAnything(client: Client, place: Place): Promise<boolean> {
  return (await read(client, place, { limit: '1' })).length > 0;
}

/** Undefined for servers of other processes, of whose permissions we know nothing. */
async function mayRead(client: Client, { ref }: Place): Promise<boolean | undefined> {
  if (client.user === null || ref.community === ref.id) return true;
  if (!client.guilds.cache.has(ref.community)) return undefined;
  const channel =
    client.channels.cache.get(ref.id) ?? (await client.channels.fetch(ref.id).catch(() => undefined));
  if (!channel || channel.isDMBased()) return false;
  return channel.permissionsFor(client.user)?.has(PermissionFlagsBits.ReadMessageHistory) ?? false;
}

/** The smallest id of that time: ids count milliseconds since 2015 above 22 other bits. */
function snowflakeAt(milliseconds: number): bigint {
  return (BigInt(Math.floor(milliseconds)) - 1_420_070_400_000n) << 22n;
}
