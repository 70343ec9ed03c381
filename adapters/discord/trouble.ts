import { setImmediate } from 'node:timers/promises';
import { type Client, Events, GatewayCloseCodes, RESTEvents, Routes } from 'discord.js';
import type { Trouble } from '../../src/platform/platform.ts';
import { UNKNOWN_TOKEN } from './check.ts';
import { isUnauthorized } from './errors.ts';
import type { DiscordLog } from './log.ts';
import { inTime } from './rest.ts';

/** What ends a connection for good, and the next step. */
const CLOSED: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]: UNKNOWN_TOKEN,
  [GatewayCloseCodes.InvalidShard]:
    'Discord knows no such shard. DISCORD_SHARDS has to name the same number of all shards in each process.',
  [GatewayCloseCodes.ShardingRequired]:
    'Paperboy is in too many servers for so few shards. Unset DISCORD_SHARDS, or name more of them, and start Paperboy again.',
  [GatewayCloseCodes.InvalidAPIVersion]:
    'Discord does not speak this version of its gateway any more. Update Paperboy.',
  [GatewayCloseCodes.InvalidIntents]:
    'Discord does not know an intent that Paperboy asks for. Update Paperboy.',
  [GatewayCloseCodes.DisallowedIntents]:
    'Discord denies an intent that Paperboy asks for. None of them needed approval so far: look under Bot, Privileged Gateway Intents, at discord.com/developers, allow what is off there or update Paperboy, and start it again.',
};

/** Why Discord closed the connection, and what to do about it. */
export function sayClosed(code: number): string {
  return `${CLOSED[code] ?? 'Discord ended the connection for good. Start Paperboy again.'} (Gateway code ${code})`;
}

/** Follows what ends the work here until somebody mends it; resolves to nothing while all is well. */
export function watchForTrouble(client: Client, token: string, log: DiscordLog): () => Trouble | undefined {
  let trouble: Trouble | undefined;
  let isChecking = false;

  function note(problem: string, canPost: boolean): void {
    // A token that is of no use is worse than a connection that is closed.
    if (trouble && (canPost || !trouble.canPost)) return;
    trouble = { problem, canPost };
    log.error({ platform: 'discord' }, problem);
  }

  /** discord.js forgets a token that was refused once, by mistake too. */
  async function check(): Promise<void> {
    isChecking = true;
    await setImmediate();
    client.rest.setToken(token);
    await client.rest.get(Routes.user(), { signal: inTime() }).catch((error: unknown) => {
      if (isUnauthorized(error)) note(UNKNOWN_TOKEN, false);
    });
    isChecking = false;
  }

  client.on(Events.ShardDisconnect, ({ code }) =>
    note(sayClosed(code), code !== GatewayCloseCodes.AuthenticationFailed),
  );
  client.rest.on(RESTEvents.Response, ({ data }, { status }) => {
    if (status === 401 && data.auth && !isChecking && !trouble) void check();
  });
  return () => trouble;
}
