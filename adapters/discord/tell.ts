import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Message } from '../../src/message/message.ts';
import type { ChannelRef } from '../../src/platform/platform.ts';
import { asAdapterError } from './errors.ts';
import { postMessage } from './post.ts';
import { inTime } from './rest.ts';

const Opened = z.object({ id: z.string() });

/**
 * Writes to a person in private about a channel of a server, with a link to it or, where it is gone, to the server.
 *
 * @throws AdapterError where they take no messages from the members of that server
 */
export async function tellPerson(
  rest: REST,
  { community, id }: ChannelRef,
  personId: string,
  message: Message,
  { gone }: { readonly gone: boolean },
): Promise<void> {
  const server = `https://discord.com/channels/${community}`;
  const way = gone
    ? { text: 'Open the server', link: server }
    : { text: 'Open the channel', link: `${server}/${id}` };
  const parts = [...message.parts, { kind: 'text', text: [way] } as const];
  const direct = await openDirect(rest, personId);
  const ref = { platform: 'discord', community: direct, id: direct };
  await postMessage(rest, { ref, id: direct }, { ...message, parts });
}

/** The conversation with a person, which stays the same. */
async function openDirect(rest: REST, personId: string): Promise<string> {
  try {
    const body = { recipient_id: personId };
    return Opened.parse(await rest.post(Routes.userChannels(), { body, signal: inTime() })).id;
  } catch (error) {
    throw asAdapterError(error);
  }
}
