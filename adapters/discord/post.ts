import { MessageFlags, type REST, Routes, ThreadAutoArchiveDuration } from 'discord.js';
import { z } from 'zod';
import type { Message } from '../../src/message/message.ts';
import { AdapterError } from '../../src/platform/adapter-error.ts';
import type { PostedMessage } from '../../src/platform/platform.ts';
import { cleanText } from '../../src/text/display.ts';
import { shorten } from '../../src/text/shorten.ts';
import { asAdapterError, asThreadError, hasThread } from './errors.ts';
import { LIMITS } from './limits.ts';
import { messageIdIn, type Place } from './places.ts';
import { renderMessage } from './render.ts';
import { inTime } from './rest.ts';

const Created = z.object({ id: z.string() });

const SILENT = { flags: MessageFlags.IsComponentsV2, allowed_mentions: { parse: [] } } as const;

/**
 * Posts a message, as several where it is too long for one.
 *
 * @throws AdapterError for the first that Discord does not take
 */
export async function postMessage(
  rest: REST,
  place: Place,
  message: Message,
  key?: string,
): Promise<PostedMessage[]> {
  const posted: PostedMessage[] = [];
  for (const [at, { components, parts }] of renderMessage(
    message,
    key === undefined ? {} : { key },
  ).entries()) {
    // Discord itself refuses to post the same nonce twice for some minutes.
    const once =
      at === 0 && key !== undefined && key.length <= LIMITS.nonce ? { nonce: key, enforce_nonce: true } : {};
    try {
      const body = { components, ...SILENT, ...once };
      const { id } = Created.parse(
        await rest.post(Routes.channelMessages(place.id), { body, signal: inTime() }),
      );
      posted.push({ id: messageIdIn(place, id), parts });
    } catch (error) {
      throw place.id === place.ref.id ? asAdapterError(error) : asThreadError(error);
    }
  }
  return posted;
}

/** Replaces a posted message; its reactions stay. */
export async function updateMessage(
  rest: REST,
  { place, id }: { readonly place: Place; readonly id: string },
  message: Message,
  key: string | undefined,
): Promise<void> {
  const [whole, ...more] = renderMessage(message, key === undefined ? {} : { key });
  if (!whole || more.length > 0)
    throw new AdapterError('refused', 'Discord: what replaces one message must fit into one');
  try {
    const body = { components: whole.components, ...SILENT };
    await rest.patch(Routes.channelMessage(place.id, id), { body, signal: inTime() });
  } catch (error) {
    throw asAdapterError(error);
  }
}

/**
 * Opens the thread of a message; one that is open already has the message's id.
 *
 * @throws AdapterError of kind `refused` where none can be opened: the digest stays a list
 */
export async function openThread(
  rest: REST,
  channel: string,
  messageId: string,
  name: string,
): Promise<string> {
  try {
    const body = {
      name: shorten(cleanText(name).trim(), LIMITS.threadName) || 'Papers',
      auto_archive_duration: ThreadAutoArchiveDuration.OneWeek,
    };
    const created = await rest.post(Routes.threads(channel, messageId), { body, signal: inTime() });
    return Created.parse(created).id;
  } catch (error) {
    if (hasThread(error)) return messageId;
    throw asThreadError(error);
  }
}
