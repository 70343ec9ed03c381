import { UserError } from '../../src/command/user-error.ts';
import { NEEDED_BITS } from './permissions.ts';

/**
 * The link by which an admin adds Paperboy to a server, with exactly the permissions that it needs. A bot's token begins
 * with the id of its application.
 *
 * @throws UserError where neither the id nor a token tells the application
 * @see https://discord.com/developers/docs/topics/oauth2#bot-authorization-flow
 */
export function inviteLink({
  applicationId,
  token,
}: {
  readonly applicationId?: string | undefined;
  readonly token?: string | undefined;
}): string {
  const id = applicationId ?? Buffer.from((token ?? '').split('.')[0] ?? '', 'base64').toString('latin1');
  if (!/^\d{15,22}$/.test(id)) {
    throw new UserError(
      token === undefined
        ? 'Which application? Set DISCORD_TOKEN, or name it with --application and its id from discord.com/developers.'
        : 'DISCORD_TOKEN does not begin with the id of an application. Copy the token again under Bot at discord.com/developers.',
    );
  }
  const link = new URL('https://discord.com/oauth2/authorize');
  link.searchParams.set('client_id', id);
  link.searchParams.set('scope', 'bot applications.commands');
  link.searchParams.set('permissions', String(NEEDED_BITS));
  return link.href;
}
