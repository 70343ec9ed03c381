import { type BaseInteraction, type Channel, ChannelType, type Client } from 'discord.js';
import type { ChannelRef } from '../../src/platform/platform.ts';

/** A channel of ours, and the place on Discord where something was said: the channel itself or a thread in it. */
export interface Place {
  readonly ref: ChannelRef;
  readonly id: string;
}

/** Where an interaction happened. A thread speaks for its channel (DESIGN section 2). */
export function placeOf({ channel, channelId, guildId }: BaseInteraction): Place {
  return place(channelId ?? '', channel, guildId);
}

/** Where a reaction stands; asks Discord about threads that are not known, such as old ones that came to life. */
export async function findPlace(client: Client, id: string, guildId: string | null): Promise<Place> {
  const known = client.channels.cache.get(id);
  const channel = known ?? (guildId === null ? null : await client.channels.fetch(id));
  return place(id, channel, guildId);
}

/** A message's id for the core. Discord's ids of messages are of use only together with the thread that holds them. */
export function messageIdIn({ ref, id }: Place, messageId: string): string {
  return id === ref.id ? messageId : `${id}/${messageId}`;
}

/** The place and Discord's id of a message, from its id for the core. */
export function whereIs(ref: ChannelRef, messageId: string): { place: Place; id: string } {
  const [thread, inThread] = messageId.split('/');
  return inThread === undefined
    ? { place: { ref, id: ref.id }, id: messageId }
    : { place: { ref, id: thread ?? ref.id }, id: inThread };
}

/** The place that posts go to. */
export function placeIn(ref: ChannelRef, thread: string | undefined): Place {
  return { ref, id: thread ?? ref.id };
}

/** Direct messages belong to no server: there the conversation is the community too. */
function place(id: string, channel: Channel | null, guildId: string | null): Place {
  const channelId = channel?.isThread() && !isForumPost(channel.parent) ? (channel.parentId ?? id) : id;
  return { ref: { platform: 'discord', community: guildId ?? channelId, id: channelId }, id };
}

function isForumPost(parent: { readonly type: ChannelType } | null): boolean {
  return parent?.type === ChannelType.GuildForum || parent?.type === ChannelType.GuildMedia;
}
