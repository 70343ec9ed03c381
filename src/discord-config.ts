import { z } from 'zod';

/** Who may manage channels: whoever may on Discord, these and whoever has one of the roles, or everyone. */
export type DiscordManagers = 'channel-managers' | 'everyone' | { readonly roles: readonly string[] };

/** The shards that this process runs, of how many in all. */
export interface DiscordShards {
  readonly ids: readonly number[];
  readonly count: number;
}

export interface DiscordConfig {
  readonly token: string;
  readonly apiUrl?: string;
  /** The one server where the command is registered; everywhere where not given. */
  readonly guildId?: string;
  /** As many as Discord recommends, all in this process, where not given. */
  readonly shards?: DiscordShards;
  readonly managers: DiscordManagers;
}

const ID = /^\d{15,22}$/;

export const DiscordEnvironment = {
  DISCORD_TOKEN: z.string().trim().optional(),
  DISCORD_API_URL: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
  DISCORD_GUILD_ID: z
    .string()
    .trim()
    .regex(ID, 'must be a server’s id, a number of about 18 digits')
    .optional(),
  DISCORD_SHARDS: z
    .string()
    .transform(readShards)
    .refine(
      (shards) => shards !== undefined,
      'must be their number, such as 4, or those of this process of how many, such as 0-3/16',
    )
    .optional(),
  DISCORD_MANAGERS: z
    .string()
    .transform(readManagers)
    .refine(
      (managers) => managers !== undefined,
      'must be channel-managers, everyone, or ids of roles with commas between them',
    )
    .optional(),
};

/** Discord's part of the environment; undefined without a token. */
export function discordConfigOf(
  read: z.infer<z.ZodObject<typeof DiscordEnvironment>>,
): DiscordConfig | undefined {
  if (!read.DISCORD_TOKEN) return undefined;
  return {
    token: read.DISCORD_TOKEN,
    managers: read.DISCORD_MANAGERS ?? 'channel-managers',
    ...(read.DISCORD_API_URL && { apiUrl: read.DISCORD_API_URL }),
    ...(read.DISCORD_GUILD_ID && { guildId: read.DISCORD_GUILD_ID }),
    ...(read.DISCORD_SHARDS && { shards: read.DISCORD_SHARDS }),
  };
}

/** `4` means all four, `0-3/16` and `5/16` some of sixteen. */
function readShards(text: string): DiscordShards | undefined {
  const [, from, to = from, total] = /^(?:(\d{1,5})(?:-(\d{1,5}))?\/)?(\d{1,5})$/.exec(text.trim()) ?? [];
  const count = Number(total);
  const first = Number(from ?? 0);
  const last = from === undefined ? count - 1 : Number(to);
  if (total === undefined || count < 1 || last < first || last >= count) return undefined;
  return { ids: Array.from({ length: last - first + 1 }, (_, at) => first + at), count };
}

function readManagers(text: string): DiscordManagers | undefined {
  const managers = text.trim();
  if (managers === 'channel-managers' || managers === 'everyone') return managers;
  const roles = managers.split(',').map((role) => role.trim());
  return roles.every((role) => ID.test(role)) ? { roles } : undefined;
}
