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

/** Whether threads can be opened on messages of a channel, or on those of the channel that a thread speaks for. */
export function hasThreads(channel: Channel): boolean {
  return !channel.isDMBased() && !channel.isVoiceBased() && !isPost(channel);
}

/** Whether it takes no messages of its own, only posts, which are threads. */
export function isForum(channel: Pick<Channel, 'type'> | null): boolean {
  return channel?.type === ChannelType.GuildForum || channel?.type === ChannelType.GuildMedia;
}

/** Direct messages belong to no server: there the conversation is the community too. */
function place(id: string, channel: Channel | null, guildId: string | null): Place {
  const channelId = channel?.isThread() && !isPost(channel) ? (channel.parentId ?? id) : id;
  const isThreadless = channel ? !hasThreads(channel) : guildId === null;
  const ref = { platform: 'discord', community: guildId ?? channelId, id: channelId };
  return { ref: isThreadless ? { ...ref, threadless: true } : ref, id };
}

/** Whether it is a post in a forum, which is a channel of its own. */
export function isPost(channel: Channel): boolean {
  return channel.isThread() && isForum(channel.parent);
}
