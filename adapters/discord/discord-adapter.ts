import { Client, Events, GatewayIntentBits, Options, Partials, Routes } from 'discord.js';
import type { Command } from '../../src/command/command.ts';
import { AdapterError } from '../../src/platform/adapter-error.ts';
import type { Inbound, PlatformAdapter } from '../../src/platform/platform.ts';
import { asAdapterError } from './errors.ts';
import { findMessage } from './find.ts';
import { PACE } from './limits.ts';
import { listen } from './listen.ts';
import { type DiscordLog, logEvents } from './log.ts';
import { papersCommand } from './papers-command.ts';
import { placeIn, whereIs } from './places.ts';
import { openThread, postMessage, updateMessage } from './post.ts';
import { restOptions } from './rest.ts';

export interface DiscordAdapterConfig {
  readonly token: string;
  /** Where the API is, ending in `/api`; Discord's own where not given. */
  readonly apiUrl?: string;
  /** The one server where `/papers` is to be, for trying out; everywhere where not given. */
  readonly guildId?: string;
  readonly log: DiscordLog;
  /** What the subcommands of `/papers` are made from. */
  readonly commands: readonly Command[];
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Discord over its gateway. */
export function createDiscordAdapter({
  token,
  apiUrl,
  guildId,
  log,
  commands,
  now = Date.now,
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
  });
  const rest = client.rest.setToken(token);
  const underWay = new Set<Promise<void>>();
  let stopListening = () => {};
  logEvents(client, log);

  /** Work that `stop` waits for. */
  async function track(work: Promise<void>): Promise<void> {
    underWay.add(work);
    await work.finally(() => underWay.delete(work));
  }

  async function register(applicationId: string): Promise<void> {
    const route =
      guildId === undefined
        ? Routes.applicationCommands(applicationId)
        : Routes.applicationGuildCommands(applicationId, guildId);
    await rest.put(route, { body: [papersCommand(commands)] });
  }

  return {
    platform: 'discord',
    async start(inbound: Inbound) {
      stopListening = listen({ client, inbound, commands, log, track, now });
      try {
        await Promise.all([ready(client), client.login(token)]);
        await register(client.application?.id ?? '');
      } catch (error) {
        await client.destroy();
        throw asAdapterError(error);
      }
    },
    limits: PACE,
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
    async stop() {
      stopListening();
      await Promise.allSettled(underWay);
      await client.destroy();
    },
  };
}

/** Resolves once events flow. Rejects where Discord closes the connection for good, such as for an intent it denies. */
function ready(client: Client): Promise<void> {
  return new Promise((resolve, reject) => {
    client.once(Events.ClientReady, () => resolve());
    client.once(Events.ShardDisconnect, ({ code }) =>
      reject(new AdapterError('permanent', `Discord: the connection was closed with ${code}`)),
    );
  });
}
