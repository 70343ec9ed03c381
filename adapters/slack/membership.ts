import type { WebClient } from '@slack/web-api';
import { UserError } from '../../src/command/user-error.ts';
import { asAdapterError, isNotMember, slackCode } from './errors.ts';

/**
 * Makes sure that Paperboy is in a conversation, joining it where it is a public channel: reactions are told to members
 * alone (FACTS section 5).
 *
 * @throws UserError that names the next step where Paperboy cannot get in
 */
export async function joinConversation(client: WebClient, channel: string): Promise<void> {
  try {
    const { channel: known } = await client.conversations.info({ channel });
    if (known?.is_archived) throw new UserError('This channel is archived, so nothing can be posted here.');
    if (known?.is_member || known?.is_im) return;
    if (known?.is_private || known?.is_mpim) throw notInvited();
    await client.conversations.join({ channel });
  } catch (error) {
    throw refusal(error);
  }
}

function notInvited(): UserError {
  return new UserError(
    'I am not in this conversation, so I could not post here, and nothing was saved. Write `/invite @Paperboy`, then try again.',
  );
}

function refusal(error: unknown): Error {
  if (error instanceof UserError) return error;
  if (isNotMember(error)) return notInvited();
  const code = slackCode(error);
  if (code === 'missing_scope')
    return new UserError(
      'Slack does not let me see whether I am in this conversation, and nothing was saved. The app needs the scopes `channels:read`, `groups:read` and `channels:join`: whoever installed it adds them and installs it again.',
    );
  if (code === 'is_archived')
    return new UserError('This channel is archived, so nothing can be posted here.');
  if (code === 'method_not_supported_for_channel_type' || code === 'restricted_action') return notInvited();
  return asAdapterError(error);
}
