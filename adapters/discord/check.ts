import { z } from 'zod';
import { UserError } from '../../src/command/user-error.ts';
import type { DiscordConfig } from '../../src/discord-config.ts';

export const UNKNOWN_TOKEN =
  'Discord does not know DISCORD_TOKEN. Make a new one with Reset Token under Bot at discord.com/developers, set it, and start Paperboy again.';

export function notInServer(guildId: string): string {
  return `Paperboy is not in the server ${guildId} that DISCORD_GUILD_ID names. \`paperboy discord invite\` prints the link that adds it; or unset that.`;
}

const TIMEOUT = 10_000;
const API = 'https://discord.com/api';
/** As many as Discord tells at once. */
const MOST_SERVERS = 200;

const Me = z.object({ username: z.string() });
const Servers = z.array(z.object({ id: z.string() }));

/**
 * Asks Discord whether it knows the token, and where the bot is; what was found, in words.
 *
 * @throws UserError that says how to mend it
 */
export async function checkDiscord({ token, apiUrl = API, guildId }: DiscordConfig): Promise<string> {
  const { username } = Me.parse(await get(apiUrl, '/users/@me', token));
  const servers = Servers.parse(await get(apiUrl, `/users/@me/guilds?limit=${MOST_SERVERS}`, token));
  if (servers.length === 0) {
    throw new UserError(
      `${username} is in no server yet. \`paperboy discord invite\` prints the link that adds it.`,
    );
  }
  if (guildId !== undefined && servers.length < MOST_SERVERS && !servers.some(({ id }) => id === guildId)) {
    throw new UserError(notInServer(guildId));
  }
  const most = servers.length === MOST_SERVERS ? ' or more' : '';
  return `${username}, in ${servers.length === 1 ? 'one server' : `${servers.length} servers${most}`}`;
}

async function get(apiUrl: string, path: string, token: string): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(`${apiUrl.replace(/\/$/, '')}/v10${path}`, {
      headers: { authorization: `Bot ${token}` },
      signal: AbortSignal.timeout(TIMEOUT),
    });
  } catch (error) {
    throw new UserError('Discord does not answer. Is there a network?', { cause: error });
  }
  if (response.status === 401) throw new UserError(UNKNOWN_TOKEN);
  if (!response.ok)
    throw new UserError(`Discord does not answer as it should (${response.status}). Try again soon.`);
  return response.json();
}
