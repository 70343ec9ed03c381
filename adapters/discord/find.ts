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
  if (!(await mayRead(client, place))) return { state: 'unknown' };
  const end = snowflakeAt(sentAt + AFTER);
  let after = snowflakeAt(sentAt - BEFORE);
  try {
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const query = new URLSearchParams({ after: String(after), limit: String(LIMITS.historyPage) });
      const messages = History.parse(
        await client.rest.get(Routes.channelMessages(place.id), { query, signal: inTime() }),
      );
      const found = messages.find(({ components }) => holdsKey(components, key));
      if (found) return { state: 'found', messageId: messageIdIn(place, found.id) };
      after = messages.reduce((newest, { id }) => (BigInt(id) > newest ? BigInt(id) : newest), after);
      if (messages.length < LIMITS.historyPage || after > end) return { state: 'absent' };
    }
    return { state: 'unknown' };
  } catch (error) {
    if (isUnreadable(error)) return { state: 'unknown' };
    throw asAdapterError(error);
  }
}

/** To whoever may not read the history Discord shows an empty one; of other processes' servers we know nothing. */
async function mayRead(client: Client, { ref }: Place): Promise<boolean> {
  if (client.user === null || ref.community === ref.id) return true;
  const channel =
    client.channels.cache.get(ref.id) ?? (await client.channels.fetch(ref.id).catch(() => undefined));
  if (!channel || channel.isDMBased()) return false;
  return channel.permissionsFor(client.user)?.has(PermissionFlagsBits.ReadMessageHistory) ?? false;
}

/** The smallest id of that time: ids count milliseconds since 2015 above 22 other bits. */
function snowflakeAt(milliseconds: number): bigint {
  return (BigInt(Math.floor(milliseconds)) - 1_420_070_400_000n) << 22n;
}
