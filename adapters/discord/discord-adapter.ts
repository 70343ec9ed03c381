import { setTimeout } from 'node:timers/promises';
import { Client, Events, GatewayIntentBits, Options, Partials } from 'discord.js';
import type { Command } from '../../src/command/command.ts';
import { UserError } from '../../src/command/user-error.ts';
import type { DiscordManagers, DiscordShards } from '../../src/discord-config.ts';
import type { ChannelRef, Inbound, PlatformAdapter } from '../../src/platform/platform.ts';
import { UNKNOWN_TOKEN } from './check.ts';
import { asAdapterError, isUnauthorized } from './errors.ts';
import { findMessage } from './find.ts';
import { paceOf } from './limits.ts';
import { listen } from './listen.ts';
import { handle } from './listening.ts';
import { type DiscordLog, logEvents } from './log.ts';
import { shardOf } from './look-around.ts';
import { type MenuMemory, moveMenu } from './move-menu.ts';
import { placeIn, whereIs } from './places.ts';
import { openThread, postMessage, updateMessage } from './post.ts';
import { type RereadConfig, rereadReactions } from './reread-reactions.ts';
import { restOptions } from './rest.ts';
import { tellPerson } from './tell.ts';
import { sayClosed, watchForTrouble } from './trouble.ts';

export interface DiscordAdapterConfig {
  readonly token: string;
  /** Where the API is, ending in `/api`; Discord's own where not given. */
  readonly apiUrl?: string;
  /** The one server where `/papers` is to be, for trying out; everywhere where not given. */
  readonly guildId?: string;
  /** Those that run here, of how many; as many as Discord recommends, all of them here, where not given. */
  readonly shards?: DiscordShards;
  /** Who may manage channels; whoever may manage them on Discord where not given. */
  readonly managers?: DiscordManagers;
  /** The messages whose reactions are read again after a start. */
  readonly posts: RereadConfig['posts'];
  /** Where `/papers` was put before, so that it does not stay there; forgotten where not given. */
  readonly menus?: MenuMemory;
  readonly log: DiscordLog;
  /** What the subcommands of `/papers` are made from. */
  readonly commands: readonly Command[];
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly sleep?: RereadConfig['sleep'];
}

/** Discord over its gateway. */
export function createDiscordAdapter({
  token,
  apiUrl,
  guildId,
  shards,
  managers = 'channel-managers',
  posts,
  menus,
  log,
  commands,
  now = Date.now,
  sleep = sleepQuietly,
}: DiscordAdapterConfig): PlatformAdapter {
  const client = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.GuildMessageReactions,
      GatewayIntentBits.DirectMessages,
      GatewayIntentBits.DirectMessageReactions,
    ],
    // Direct messages and unknown threads are otherwise not told with an interaction.
    partials: [Partials.Channel],
    // What was said is of no interest, and only grows.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
    }),
    rest: restOptions(apiUrl),
    shards: shards === undefined ? 'auto' : [...shards.ids],
    ...(shards !== undefined && { shardCount: shards.count }),
  });
  const rest = client.rest.setToken(token);
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();
  let trouble: PlatformAdapter['trouble'];
  logEvents(client, log);

  /** Work that `stop` waits for. */
  async function track(work: Promise<void>): Promise<void> {
    underWay.add(work);
    await work.finally(() => underWay.delete(work));
  }

  return {
    platform: 'discord',
    async start(inbound: Inbound) {
      const { signal } = stopping;
      const listening = { client, inbound, commands, managers, log, track, now, signal };
      listen(listening);
      // After a start, and where a session was lost, people may have reacted without being heard.
      client.on(Events.ShardReady, (shard) => {
        const isOurs = (channel: ChannelRef) => shardOf(client, channel) === shard;
        const config = { rest, inbound, posts, isOurs, log, now, sleep, signal };
        handle(listening, () => rereadReactions(config));
      });
      try {
        await Promise.all([ready(client), client.login(token)]);
        const applicationId = client.application?.id ?? '';
        await moveMenu({ rest, applicationId, guildId, commands, menus, log });
      } catch (error) {
        stopping.abort();
        await client.destroy();
        throw startError(error);
      }
      trouble = watchForTrouble(client, token, log);
    },
    limits: paceOf(shards),
    async post(channel, message, { key, thread }) {
      return postMessage(rest, placeIn(channel, thread), message, key);
    },
    async find(channel, key, { thread, sentAt }) {
      return findMessage(client, placeIn(channel, thread), key, sentAt);
    },
    async openThread(channel, messageId, name) {
      return openThread(rest, channel.id, messageId, name);
    },
    async edit(channel, messageId, message, { key } = {}) {
      await updateMessage(rest, whereIs(channel, messageId), message, key);
    },
    async tell(channel, personId, message, options = { gone: false }) {
      await tellPerson(rest, channel, personId, message, options);
    },
    trouble: () => trouble?.(),
    async stop() {
      stopping.abort();
      await Promise.allSettled(underWay);
      await client.destroy();
    },
  };
}

/** Resolves once events flow. Rejects where Discord closes the connection for good, such as for an intent it denies. */
function ready(client: Client): Promise<void> {
  return new Promise((resolve, reject) => {
    client.once(Events.ClientReady, () => resolve());
    client.once(Events.ShardDisconnect, ({ code }) => reject(new UserError(sayClosed(code))));
  });
}

/** What ends the start: whoever runs Paperboy mends what the settings say. */
function startError(error: unknown): Error {
  if (error instanceof UserError) return error;
  return isUnauthorized(error) ? new UserError(UNKNOWN_TOKEN, { cause: error }) : asAdapterError(error);
}

const sleepQuietly: RereadConfig['sleep'] = (milliseconds, signal) =>
  setTimeout(milliseconds, undefined, { signal, ref: false }).catch(() => {});
