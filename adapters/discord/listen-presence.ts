import { type Channel, Events, GatewayDispatchEvents } from 'discord.js';
import { z } from 'zod';
import type { ChannelRef } from '../../src/platform/platform.ts';
import { handle, type Listening } from './listening.ts';
import { lookAround, lookAt } from './look-around.ts';
import { isPost } from './places.ts';

const Ready = z.object({ guilds: z.array(z.object({ id: z.string() })) });

/** Tells the core what Paperboy can reach (DESIGN sections 9 and 10). */
export function listenForPresence(listening: Listening): void {
  const { client, inbound } = listening;
  const platform = 'discord';
  const ref = (community: string, id: string): ChannelRef => ({ platform, community, id });
  /** The servers that each shard's session began with: discord.js keeps those that went while it was away. */
  const servers = new Map<number, ReadonlySet<string>>();

  client.ws.on(GatewayDispatchEvents.Ready, (ready: unknown, shard: number) => {
    servers.set(shard, new Set(Ready.parse(ready).guilds.map(({ id }) => id)));
  });
  client.on(Events.ShardReady, (shard) =>
    handle(listening, () => lookAround(listening, shard, servers.get(shard) ?? new Set())),
  );
  client.on(Events.ChannelDelete, (channel) => {
    if (channel.isDMBased()) return;
    handle(listening, () => inbound.channelLost(ref(channel.guildId, channel.id), 'the channel is deleted'));
  });
  client.on(Events.ThreadDelete, (thread) => {
    // Any other thread holds but the cards of a list.
    if (!isPost(thread)) return;
    handle(listening, () => inbound.channelLost(ref(thread.guildId, thread.id), 'the post is deleted'));
  });
  client.on(Events.ChannelUpdate, (_, changed) => {
    if (changed.isDMBased()) return;
    const concerns = (channel: Channel) =>
      channel.id === changed.id || (channel.isThread() && channel.parentId === changed.id);
    handle(listening, () => lookAt(listening, changed.guildId, concerns));
  });
  client.on(Events.GuildRoleUpdate, (before, { guild, permissions, id }) => {
    const isOurs = guild.members.me?.roles.cache.has(id);
    if (isOurs && !before.permissions.equals(permissions))
      handle(listening, () => lookAt(listening, guild.id));
  });
  client.on(Events.GuildMemberUpdate, (_, { id, guild }) => {
    if (id === client.user?.id) handle(listening, () => lookAt(listening, guild.id));
  });
  // A server that is only out of order is told in another way.
  client.on(Events.GuildDelete, ({ id }) =>
    handle(listening, () => inbound.communityLost({ platform, community: id })),
  );
  client.on(Events.GuildCreate, ({ id }) =>
    handle(listening, () => inbound.communityRegained({ platform, community: id })),
  );
}
