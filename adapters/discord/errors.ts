import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes, HTTPError, RateLimitError } from 'discord.js';
import { AdapterError, type FailureKind, neverReached } from '../../src/platform/adapter-error.ts';

/**
 * Discord's error codes by what they mean; all others may be tried again. So may 30046 (an old message was edited too
 * often) and 50083 (the thread is archived): they only delay what was to be shown.
 *
 * @see https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
 */
const KINDS: Readonly<Record<Exclude<FailureKind, 'transient'>, ReadonlySet<number | string>>> = {
  'rate-limited': new Set([20016, 20022, 20028, 20029]),
  permanent: new Set([
    10003, // unknown channel
    10004, // unknown server
    50001, // missing access
    50007, // this person takes no direct messages
    50008, // no text channel
    50013, // missing permissions
    50024, // not in this kind of channel, such as a forum
  ]),
  refused: new Set([
    10008, // unknown message
    10015, // unknown webhook: the interaction's 15 minutes are over
    10062, // unknown interaction: its 3 seconds are over
    40005, // too large
    40060, // already acknowledged
    50005, // another's message
    50006, // empty message
    50021, // not on a system message
    50027, // invalid webhook token: as 10015
    50035, // invalid form body
    160005, // the thread is locked
    160006, // too many threads
    200000, // the server's own filter
  ]),
};

/** Unknown channel, unknown server. */
const GONE: ReadonlySet<number | string> = new Set([10003, 10004]);

const THREAD_EXISTS = 160004;

/** Permanent for a channel, but of a thread they say only that it is gone, or that none can be opened here. */
const THREAD_ONLY: ReadonlySet<number | string> = new Set([10003, 50001, 50013, 50024]);

/** What a failed call to Discord means for whoever called. */
export function asAdapterError(error: unknown): AdapterError {
  if (error instanceof AdapterError) return error;
  const kind = kindOf(error);
  return new AdapterError(kind, `Discord: ${sayError(error)}`, {
    cause: error,
    ...(kind === 'rate-limited' && { retryAfter: waitOf(error) }),
    ...(error instanceof DiscordAPIError && GONE.has(error.code) && { gone: true }),
    ...(kind === 'transient' && (neverReached(error) || isUnauthorized(error)) && { unsent: true }),
  });
}

/** What it means that a thread could not be opened, or nothing posted in it: its channel is there all the same. */
export function asThreadError(error: unknown): AdapterError {
  const known = asAdapterError(error);
  const concernsThread = error instanceof DiscordAPIError && THREAD_ONLY.has(error.code);
  return concernsThread ? new AdapterError('refused', known.message, { cause: error }) : known;
}

/** Whether a thread was not opened because the message has one, whose id is the message's. */
export function hasThread(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === THREAD_EXISTS;
}

/** Whether Discord does not let us see a channel. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof DiscordAPIError && (error.code === 50001 || error.code === 50013);
}

/** Whether the token was refused, now or before: that concerns no channel, and digests wait for a better one. */
export function isUnauthorized(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status === 401 && !KINDS.refused.has(error.code);
  if (error instanceof DiscordjsError) return error.code === DiscordjsErrorCodes.TokenInvalid;
  return error instanceof Error && error.message.startsWith('Expected token to be set');
}

function kindOf(error: unknown): FailureKind {
  if (error instanceof RateLimitError) return 'rate-limited';
  if (error instanceof HTTPError) return error.status === 413 ? 'refused' : 'transient';
  if (!(error instanceof DiscordAPIError) || isUnauthorized(error)) return 'transient';
  if (KINDS.permanent.has(error.code)) return 'permanent';
  if (KINDS.refused.has(error.code)) return 'refused';
  return error.status === 429 || KINDS['rate-limited'].has(error.code) ? 'rate-limited' : 'transient';
}

/** Milliseconds. */
function waitOf(error: unknown): number {
  return error instanceof RateLimitError ? Math.max(error.retryAfter, error.timeToReset, 1) : 5_000;
}

function sayError(error: unknown): string {
  if (error instanceof DiscordAPIError) return `${error.code} ${error.message.split('\n', 1)[0]}`;
  if (error instanceof RateLimitError) return `rate limited on ${error.route}`;
  return error instanceof Error ? error.message : String(error);
}
