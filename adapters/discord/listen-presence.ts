import {
  type Channel,
  Events,
  GatewayDispatchEvents,
  type GuildChannel,
  type ThreadChannel,
} from 'discord.js';
import { z } from 'zod';
import type { ChannelRef } from '../../src/platform/platform.ts';
import { handle, type Listening } from './listening.ts';
import { lookAgain, lookAround, lookAt, sayDeleted } from './look-around.ts';
import { isForum, isPost } from './places.ts';

const Ready = z.object({ guilds: z.array(z.object({ id: z.string() })) });

/** Tells the core what Paperboy can reach (DESIGN sections 9 and 10). */
export function listenForPresence(listening: Listening): void {
  const { client, inbound } = listening;
  const platform = 'discord';
  const ref = (community: string, id: string): ChannelRef => ({ platform, community, id });
  /** The servers that each shard's session began with: discord.js keeps those that went while it was away. */
  const servers = new Map<number, ReadonlySet<string>>();

  function lose({ guild, id }: GuildChannel | ThreadChannel, what: string): void {
    handle(listening, () => inbound.channelLost(ref(guild.id, id), sayDeleted(what, guild), 'elsewhere'));
  }

  client.ws.on(GatewayDispatchEvents.Ready, (ready: unknown, shard: number) => {
    servers.set(shard, new Set(Ready.parse(ready).guilds.map(({ id }) => id)));
  });
  client.on(Events.ShardReady, (shard) =>
    handle(listening, () => lookAround(listening, shard, servers.get(shard) ?? new Set())),
  );
  client.on(Events.ChannelDelete, (channel) => {
    if (channel.isDMBased()) return;
    lose(channel, `the channel #${channel.name}`);
    // Discord tells nothing of its posts. That one is gone which slept, its next digest finds out.
    if (isForum(channel) && 'threads' in channel)
      for (const thread of channel.threads.cache.values()) lose(thread, `the post “${thread.name}”`);
  });
  client.on(Events.ThreadDelete, (thread) => {
    // Any other thread holds but the cards of a list.
    if (isPost(thread)) lose(thread, `the post “${thread.name}”`);
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
    handle(listening, async () => {
      await inbound.communityRegained({ platform, community: id });
      await lookAgain(listening, id);
    }),
  );
}
