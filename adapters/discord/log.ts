import { type Client, Events, RESTEvents } from 'discord.js';

/** Where the adapter tells what happened; pino's shape. */
export interface DiscordLog {
  info(context: Record<string, unknown>, message: string): void;
  warn(context: Record<string, unknown>, message: string): void;
  error(context: Record<string, unknown>, message: string): void;
}

/** discord.js tells through ours what it meets. Its debug lines hold parts of the token and are left out. */
export function logEvents(client: Client, log: DiscordLog): void {
  const platform = 'discord';
  client.on(Events.Error, (error) => log.error({ platform, error }, 'discord.js failed'));
  client.on(Events.Warn, (message) => log.warn({ platform }, message));
  client.on(Events.ShardError, (error, shard) =>
    log.warn({ platform, shard, reason: error.message }, 'the connection broke'),
  );
  client.on(Events.ShardReconnecting, (shard) => log.info({ platform, shard }, 'connecting again'));
  client.rest.on(RESTEvents.InvalidRequestWarning, ({ count, remainingTime }) =>
    log.warn(
      { platform, count, remainingTime },
      'many requests were refused; at 10,000 Discord bans the address',
    ),
  );
}
