import { z } from 'zod';
import { UserError } from '../../src/command/user-error.ts';
import type { SlackConfig } from '../../src/slack-config.ts';
import { BOT_SCOPES } from './scopes.ts';

const TIMEOUT = 10_000;
const API = 'https://slack.com/api/';

const Answer = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  team: z.string().optional(),
  user: z.string().optional(),
});

/**
 * Asks Slack whether it knows the tokens, and whether they may do what Paperboy needs; what was found, in words.
 *
 * @throws UserError that says how to mend it
 */
export async function checkSlack(config: SlackConfig): Promise<string> {
  if (config.mode === 'http') {
    return `HTTP mode on port ${config.port}; workspaces install it at /slack/install of its public address`;
  }
  const { botToken, appToken, apiUrl = API } = config;
  const bot = await call(apiUrl, 'auth.test', botToken);
  if (!bot.answer.ok) throw refusedToken('SLACK_BOT_TOKEN', bot.answer.error);
  const granted = bot.scopes;
  const missing = granted ? BOT_SCOPES.filter((scope) => !granted.includes(scope)) : [];
  if (missing.length > 0) {
    throw new UserError(
      `SLACK_BOT_TOKEN lacks ${missing.join(', ')}. Paste \`paperboy slack manifest\` into the app’s manifest, and install it again.`,
    );
  }
  const socket = await call(apiUrl, 'apps.connections.open', appToken);
  if (!socket.answer.ok) throw refusedToken('SLACK_APP_TOKEN', socket.answer.error);
  return `Socket Mode in ${bot.answer.team ?? 'a workspace'}, as ${bot.answer.user ?? 'its bot'}, with all scopes`;
}

async function call(apiUrl: string, method: string, token: string) {
  try {
    const response = await fetch(new URL(method, apiUrl.replace(/\/?$/, '/')), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const scopes = response.headers.get('x-oauth-scopes');
    return {
      answer: Answer.parse(await response.json()),
      scopes: scopes?.split(',').map((scope) => scope.trim()),
    };
  } catch (error) {
    throw new UserError(`Slack does not answer as it should (${method}). Is there a network?`, {
      cause: error,
    });
  }
}

const WHERE = {
  SLACK_BOT_TOKEN: 'the Bot User OAuth Token under Install App',
  SLACK_APP_TOKEN: 'an App-Level Token with connections:write under Basic Information',
} as const;

/** What to do about a token that Slack does not take, with Slack's code for why. */
export function refusedToken(name: keyof typeof WHERE, code = 'unknown'): UserError {
  return new UserError(`Slack refuses ${name} (${code}). Copy ${WHERE[name]} at api.slack.com/apps again.`);
}
