import type { RespondFn } from '@slack/bolt';
import { channelRef, type Listening, type Scene } from './listening.ts';
import { joinConversation } from './membership.ts';
import { homeState } from './refresh-home.ts';
import { createResponder, type Place } from './responder.ts';

export interface Line {
  readonly text: string;
  readonly share?: boolean;
}

/** Runs a command line where somebody gave it, and answers there. */
export async function runLine(
  { inbound, findPerson, store, refreshHome }: Listening,
  { client, community }: Scene,
  place: Place,
  { text, share = false }: Line,
  respond?: RespondFn,
): Promise<void> {
  const person = await findPerson(client, place.person, community);
  const channel = channelRef(community, place.channel);
  const before = await homeState(store, channel);
  await inbound.command(
    { channel, person, line: text, share, prepare: () => joinConversation(client, place.channel) },
    createResponder(client, place, respond),
  );
  if ((await homeState(store, channel)) !== before) refreshHome({ client, community }, place);
}
