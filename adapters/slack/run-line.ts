import type { RespondFn } from '@slack/bolt';
import { channelRef, type Listening, type Scene } from './listening.ts';
import { joinConversation } from './membership.ts';
import { createResponder, type Place } from './responder.ts';

export interface Line {
  readonly text: string;
  readonly share?: boolean;
}

/** Runs a command line where somebody gave it, and answers there. */
export async function runLine(
  { inbound, findPerson }: Listening,
  { client, community }: Scene,
  place: Place,
  { text, share = false }: Line,
  respond?: RespondFn,
): Promise<void> {
  const person = await findPerson(client, place.person, community);
  await inbound.command(
    {
      channel: channelRef(community, place.channel),
      person,
      line: text,
      share,
      prepare: () => joinConversation(client, place.channel),
    },
    createResponder(client, place, respond),
  );
}
