import { type Channel, type Client, DiscordAPIError, type Guild, ShardClientUtil } from 'discord.js';
import type { ChannelRef } from '../../src/platform/platform.ts';
import { asAdapterError } from './errors.ts';
import type { Listening } from './listening.ts';
import { keptFromPosting } from './permissions.ts';

const UNKNOWN_CHANNEL = 10003;

/**
 * Tells the core what became of its servers and channels while nobody listened: after a start, and where a session was
 * lost.
 *
 * @param servers those that the shard's session began with
 */
export async function lookAround(
  listening: Listening,
  shard: number,
  servers: ReadonlySet<string>,
): Promise<void> {
  const { client, inbound, signal } = listening;
  const platform = 'discord';
  for (const community of servers) await inbound.communityRegained({ platform, community });
  const gone = new Set<string>();
  for (const ref of await inbound.heldChannels({ platform })) {
    if (signal.aborted) return;
    if (isDirect(ref) || shardOf(client, ref) !== shard) continue;
    if (servers.has(ref.community)) await look(listening, ref);
    else gone.add(ref.community);
  }
  for (const community of gone) await inbound.communityLost({ platform, community });
}

/** The same for the channels of one server, where what Paperboy may do there changed. */
export async function lookAt(
  listening: Listening,
  community: string,
  concerns: (channel: Channel) => boolean = () => true,
): Promise<void> {
  const { client, inbound } = listening;
  for (const ref of await inbound.heldChannels({ platform: 'discord', community })) {
    const channel = client.channels.cache.get(ref.id);
    if (channel && concerns(channel)) await look(listening, ref);
  }
}

/** The same for a server that took Paperboy back. What it deleted before that was told then. */
export async function lookAgain(listening: Listening, community: string): Promise<void> {
  for (const ref of await listening.inbound.heldChannels({ platform: 'discord', community }))
    await look(listening, ref, { tellsDeleted: false });
}

/** The shard that hears of a channel; direct messages come to the first one. */
export function shardOf(client: Client, ref: ChannelRef): number {
  const { shardCount = 1 } = client.options;
  return isDirect(ref) ? 0 : ShardClientUtil.shardIdForGuildId(ref.community, shardCount);
}

function isDirect({ community, id }: ChannelRef): boolean {
  return community === id;
}

async function look(
  { client, inbound, log }: Listening,
  ref: ChannelRef,
  { tellsDeleted } = { tellsDeleted: true },
): Promise<void> {
  // A server that is out of order tells nothing of its channels.
  const server = client.guilds.cache.get(ref.community);
  if (server?.available === false) return;
  try {
    const channel = client.channels.cache.get(ref.id) ?? (await client.channels.fetch(ref.id));
    const held = client.user && channel && !channel.isDMBased() && channel.permissionsFor(client.user);
    if (!channel || !held) return;
    const lacking = keptFromPosting(channel, held);
    if (lacking.length === 0) await inbound.channelRegained(ref);
    else {
      const reason = `I lack permissions there: ${lacking.join(', ')}. Edit Channel → Permissions adds them`;
      await inbound.channelLost(ref, reason, 'mend');
    }
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === UNKNOWN_CHANNEL)
      return inbound.channelLost(
        ref,
        sayDeleted('a channel', server),
        tellsDeleted ? 'elsewhere' : undefined,
      );
    log.info(
      { platform: 'discord', channel: ref.id, error: asAdapterError(error).message },
      'a channel shows nothing of itself',
    );
  }
}

/** Why digests ended, for those who were not there. */
export function sayDeleted(what: string, server: Pick<Guild, 'name'> | undefined): string {
  return `${what}${server ? ` of ${server.name}` : ''} is deleted`;
}
