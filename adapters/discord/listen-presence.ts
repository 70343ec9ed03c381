import { Events } from 'discord.js';
import type { ChannelRef } from '../../src/platform/platform.ts';
import { handle, type Listening } from './listening.ts';
import { lackingIn } from './permissions.ts';
import { isPost } from './places.ts';

/** Tells the core what Paperboy can reach (DESIGN sections 9 and 10). */
export function listenForPresence(listening: Listening): void {
  const { client, inbound } = listening;
  const platform = 'discord';
  const ref = (community: string, id: string): ChannelRef => ({ platform, community, id });

  client.on(Events.ChannelDelete, (channel) => {
    if (channel.isDMBased()) return;
    handle(listening, () => inbound.channelLost(ref(channel.guildId, channel.id), 'the channel is deleted'));
  });
  client.on(Events.ThreadDelete, (thread) => {
    // Any other thread holds but the cards of a list.
    if (!isPost(thread)) return;
    handle(listening, () => inbound.channelLost(ref(thread.guildId, thread.id), 'the post is deleted'));
  });
  client.on(Events.ChannelUpdate, (_, channel) => {
    const held = channel.isDMBased() ? undefined : channel.guild.members.me?.permissionsIn(channel);
    if (channel.isDMBased() || !held || lackingIn(channel, held).length > 0) return;
    handle(listening, () => inbound.channelRegained(ref(channel.guildId, channel.id)));
  });
  // A server that is only out of order is told in another way.
  client.on(Events.GuildDelete, ({ id }) =>
    handle(listening, () => inbound.communityLost({ platform, community: id })),
  );
  client.on(Events.GuildCreate, ({ id }) =>
    handle(listening, () => inbound.communityRegained({ platform, community: id })),
  );
}
