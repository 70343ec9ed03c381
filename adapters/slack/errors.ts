import { RespondError } from '@slack/bolt';
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { AdapterError, type FailureKind, neverReached } from '../../src/platform/adapter-error.ts';

/**
 * Slack's error codes by what they mean; all others may be tried again.
 *
 * @see https://docs.slack.dev/reference/methods/chat.postMessage#errors
 * @see https://docs.slack.dev/reference/methods/chat.update#errors
 */
const KINDS: Readonly<Record<Exclude<FailureKind, 'transient'>, ReadonlySet<string>>> = {
  'rate-limited': new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']),
  permanent: new Set([
    'channel_not_found',
    'is_archived',
    'not_in_channel',
    'no_permission',
    'account_inactive',
    'token_revoked',
    'token_expired',
    'invalid_auth',
    'not_authed',
    'missing_scope',
    'team_access_not_granted',
    'team_not_found',
    'ekm_access_denied',
    'restricted_action',
    'restricted_action_read_only_channel',
  ]),
  refused: new Set([
    'invalid_blocks',
    'invalid_blocks_format',
    'invalid_arguments',
    'invalid_form_data',
    'msg_too_long',
    'msg_blocks_too_long',
    'no_text',
    'markdown_text_conflict',
    'message_not_found',
    'cant_update_message',
    'edit_window_closed',
  ]),
};

/** Whoever is not in a conversation gets one of these for posting there; a private one is as if it were not. */
const NOT_A_MEMBER: ReadonlySet<string> = new Set([
  'not_in_channel',
  'channel_not_found',
  'user_not_in_channel',
]);

/** What a failed call to Slack means for whoever called. */
export function asAdapterError(error: unknown): AdapterError {
  if (error instanceof AdapterError) return error;
  const message = `Slack: ${slackCode(error) ?? (error instanceof Error ? error.message : String(error))}`;
  if (error instanceof WebAPIRateLimitedError) {
    return new AdapterError('rate-limited', message, { cause: error, retryAfter: error.retryAfter * 1000 });
  }
  const kind = kindOf(error);
  const seconds = error instanceof WebAPIPlatformError ? error.data.response_metadata?.retryAfter : undefined;
  return new AdapterError(kind, message, {
    cause: error,
    unsent: neverReached(error),
    ...(kind === 'rate-limited' && { retryAfter: (seconds ?? 1) * 1000 }),
  });
}

/** Whether Slack refused a post because the bot is not in the conversation. */
export function isNotMember(error: unknown): boolean {
  const code = slackCode(error instanceof AdapterError ? error.cause : error);
  return code !== undefined && NOT_A_MEMBER.has(code);
}

function kindOf(error: unknown): FailureKind {
  const code = slackCode(error);
  if (code !== undefined) {
    if (KINDS.permanent.has(code)) return 'permanent';
    if (KINDS.refused.has(code)) return 'refused';
    return KINDS['rate-limited'].has(code) ? 'rate-limited' : 'transient';
  }
  const tooLarge = error instanceof WebAPIHTTPError && error.statusCode === 413;
  return tooLarge || (error instanceof RespondError && error.statusCode === 400) ? 'refused' : 'transient';
}

/** Slack's own name for what went wrong, such as `is_archived`. */
export function slackCode(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}
