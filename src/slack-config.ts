import { z } from 'zod';

/** Who may manage channels: every full member, those who administer the workspace, or guests as well. */
export type SlackManagers = 'members' | 'admins' | 'everyone';

/** How Paperboy hears from Slack, and whom it obeys. */
export type SlackConfig = { readonly apiUrl?: string; readonly managers: SlackManagers } & (
  | { readonly mode: 'socket'; readonly botToken: string; readonly appToken: string }
  | {
      readonly mode: 'http';
      readonly signingSecret: string;
      readonly clientId: string;
      readonly clientSecret: string;
      /** What the tokens of workspaces are encrypted with. */
      readonly secret: string;
      readonly port: number;
    }
);

const token = (prefix: string) =>
  z
    .string()
    .trim()
    .refine((value) => value.startsWith(prefix), `must begin with ${prefix}`)
    .optional();
const word = z.string().trim().optional();

const SOCKET = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'] as const;
const HTTP = [
  'SLACK_SIGNING_SECRET',
  'SLACK_CLIENT_ID',
  'SLACK_CLIENT_SECRET',
  'PAPERBOY_SECRET',
  'PORT',
] as const;
/** Any of these says that HTTP mode is meant; the other two may be set for other reasons. */
const MEANS_HTTP = ['SLACK_SIGNING_SECRET', 'SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET'] as const;

export const SlackEnvironment = {
  SLACK_BOT_TOKEN: token('xoxb-'),
  SLACK_APP_TOKEN: token('xapp-'),
  SLACK_SIGNING_SECRET: word,
  SLACK_CLIENT_ID: word,
  SLACK_CLIENT_SECRET: word,
  SLACK_API_URL: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
  SLACK_MANAGERS: z.enum(['members', 'admins', 'everyone'], 'must be members, admins or everyone').optional(),
  PAPERBOY_SECRET: z.string().trim().min(32, 'must have at least 32 characters').optional(),
  PORT: z.coerce
    .number('must be a port')
    .int('must be a port')
    .min(1, 'must be a port')
    .max(65_535, 'must be a port')
    .optional(),
};

/** Slack's part of the environment, and what is missing or too much in it; what is malformed is told elsewhere. */
export function readSlackConfig(environment: Readonly<Record<string, string>>): {
  readonly config: SlackConfig | undefined;
  readonly mistakes: readonly string[];
} {
  const isSet = (name: string) => environment[name] !== undefined;
  const bySocket = SOCKET.some(isSet);
  const byHttp = MEANS_HTTP.some(isSet);
  if (bySocket && byHttp) {
    const [socket, http] = [SOCKET, MEANS_HTTP].map((names) => names.filter(isSet).join(', '));
    return {
      config: undefined,
      mistakes: [`${socket} mean Socket Mode and ${http} mean HTTP: keep those of one of them`],
    };
  }
  const needed: readonly string[] = bySocket ? SOCKET : byHttp ? HTTP : [];
  const name = bySocket ? 'Socket Mode' : 'HTTP mode';
  const mistakes = needed
    .filter((one) => !isSet(one))
    .map((one) => `${one} is missing: Slack’s ${name} needs ${needed.join(', ')}`);
  const read = z.object(SlackEnvironment).safeParse(environment);
  return { mistakes, config: read.success ? configOf(read.data) : undefined };
}

function configOf(read: z.infer<z.ZodObject<typeof SlackEnvironment>>): SlackConfig | undefined {
  const shared = {
    managers: read.SLACK_MANAGERS ?? 'members',
    ...(read.SLACK_API_URL !== undefined && { apiUrl: read.SLACK_API_URL }),
  };
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken } = read;
  if (botToken && appToken) return { mode: 'socket', botToken, appToken, ...shared };
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_CLIENT_ID: clientId, PORT: port } = read;
  const { SLACK_CLIENT_SECRET: clientSecret, PAPERBOY_SECRET: secret } = read;
  return signingSecret && clientId && clientSecret && secret && port !== undefined
    ? { mode: 'http', signingSecret, clientId, clientSecret, secret, port, ...shared }
    : undefined;
}
