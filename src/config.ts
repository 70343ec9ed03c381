import { z } from 'zod';
import { UserError } from './command/user-error.ts';
import { type DiscordConfig, DiscordEnvironment, discordConfigOf } from './discord-config.ts';
import type { HealthAddress } from './health/health-server.ts';
import { readSlackConfig, type SlackConfig, SlackEnvironment } from './slack-config.ts';
import { type SourcesConfig, SourcesEnvironment, sourcesConfigOf } from './sources-config.ts';

/** Everything that whoever runs Paperboy can set, read once from the environment. */
export interface Config {
  /** Where papers come from, as written; empty where not set. */
  readonly sources: readonly string[];
  /** How those are asked. */
  readonly asking: SourcesConfig;
  /** The folder of the embedded database. */
  readonly dataFolder: string;
  /** The PostgreSQL database; the embedded one where it is not given. */
  readonly databaseUrl: string | undefined;
  readonly timeZone: string;
  readonly limits: { readonly commandsPerMinute: number; readonly subscriptionsPerChannel: number };
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent' | undefined;
  /** Where whoever looks after Paperboy can ask how it is; nowhere where it is not given. */
  readonly health: HealthAddress | undefined;
  readonly slack: SlackConfig | undefined;
  readonly discord: DiscordConfig | undefined;
}

const text = z.string().trim();
const number = (fallback: number) =>
  z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.coerce
      .number('must be a whole number')
      .int('must be a whole number')
      .positive('must be more than 0')
      .default(fallback),
  );

const Environment = z.object({
  PAPERBOY_SOURCES: text.default(''),
  PAPERBOY_DATA: text.default('').transform((folder) => folder || 'data'),
  PAPERBOY_TIME_ZONE: text
    .default('')
    .refine((zone) => zone === '' || isTimeZone(zone), 'must be an IANA time zone such as Europe/Berlin'),
  PAPERBOY_COMMANDS_PER_MINUTE: number(20),
  PAPERBOY_SUBSCRIPTIONS_PER_CHANNEL: number(100),
  PAPERBOY_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .optional(),
  PAPERBOY_HEALTH_PORT: text
    .refine((written) => healthAddress(written) !== undefined, 'must be a port such as 9464, or host:port')
    .transform(healthAddress)
    .optional(),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(?:ql)?$/,
      error:
        'must be the address of a PostgreSQL database: postgres://user@host/name. In a password # / ? are written %23 %2F %3F',
    })
    .optional(),
  ...SourcesEnvironment,
  ...SlackEnvironment,
  ...DiscordEnvironment,
});

/** The names of all variables that mean something. */
export const SETTINGS: readonly string[] = Object.keys(Environment.shape);

/**
 * Reads the configuration.
 *
 * @throws UserError with every mistake, one a line; values of secrets are not repeated
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const result = Environment.safeParse(withoutEmpty(environment));
  const mistakes = result.success
    ? []
    : result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  const slack = readSlackConfig(withoutEmpty(environment));
  mistakes.push(...slack.mistakes);
  if (!result.success || mistakes.length > 0) {
    throw new UserError(
      `The configuration has mistakes:\n${mistakes.map((mistake) => `- ${mistake}`).join('\n')}`,
    );
  }
  return configOf(result.data, slack.config);
}

function configOf(read: z.infer<typeof Environment>, slack: SlackConfig | undefined): Config {
  return {
    sources: read.PAPERBOY_SOURCES.split(',')
      .map((source) => source.trim())
      .filter(Boolean),
    asking: sourcesConfigOf(read),
    dataFolder: read.PAPERBOY_DATA,
    timeZone: read.PAPERBOY_TIME_ZONE || Intl.DateTimeFormat().resolvedOptions().timeZone,
    limits: {
      commandsPerMinute: read.PAPERBOY_COMMANDS_PER_MINUTE,
      subscriptionsPerChannel: read.PAPERBOY_SUBSCRIPTIONS_PER_CHANNEL,
    },
    databaseUrl: read.DATABASE_URL,
    logLevel: read.PAPERBOY_LOG_LEVEL,
    health: read.PAPERBOY_HEALTH_PORT,
    slack,
    discord: discordConfigOf(read),
  };
}

/** A variable that is set to nothing counts as not set. */
function withoutEmpty(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value?.trim() ? [[name, value]] : [])),
  );
}

/** `9464` is on this machine alone; `0.0.0.0:9464` and `[::]:9464` are for others too. */
function healthAddress(written: string): HealthAddress | undefined {
  const match = /^(?:(?:\[([\da-f:]+)\]|([\w.-]+)):)?(\d{1,5})$/i.exec(written);
  const port = Number(match?.[3]);
  if (!match || port < 1 || port > 65_535) return undefined;
  return { host: match[1] ?? match[2] ?? '127.0.0.1', port };
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
