import type { HTTPReceiver } from '@slack/bolt';
import { AdapterError } from '../../src/platform/adapter-error.ts';
import { userErrorIn } from './refusal.ts';

/** Finds a workspace's tokens, and renews them where they soon expire. */
export type Authorize = NonNullable<HTTPReceiver['installer']>['authorize'];

/** Lets all who ask for a workspace at the same moment share one answer: a refresh token is good for one use. */
export function askTogether(authorize: Authorize): Authorize {
  const asked = new Map<string, ReturnType<Authorize>>();
  return async (source) => {
    const key = JSON.stringify([source.enterpriseId, source.teamId]);
    const answer = asked.get(key) ?? authorize(source).finally(() => asked.delete(key));
    asked.set(key, answer);
    // Each gets its own: Bolt writes into it who acts.
    return { ...(await answer) };
  };
}

/**
 * The bot's token for a workspace, for calls that answer no event.
 *
 * @throws AdapterError where the app is not installed, or its token has expired and could not be renewed yet
 */
export async function tokenFor(authorize: Authorize, community: string, now: number): Promise<string> {
  const { botToken, botTokenExpiresAt } = await authorize({
    teamId: community,
    enterpriseId: undefined,
    isEnterpriseInstall: false,
  }).catch((error: unknown) => {
    throw userErrorIn(error) ? notInstalled(community) : error;
  });
  if (botToken === undefined) throw notInstalled(community);
  if (botTokenExpiresAt !== undefined && botTokenExpiresAt * 1000 <= now)
    throw new AdapterError('transient', `Slack: the token for ${community} expired and was not renewed`, {
      unsent: true,
    });
  return botToken;
}

function notInstalled(community: string): AdapterError {
  return new AdapterError('permanent', `Slack: Paperboy is not installed in ${community}`);
}
