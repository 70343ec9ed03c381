/**
 * What a failed call to a platform means for whoever called (DESIGN section 9): `rate-limited` waits as told,
 * `transient` may be tried again, `permanent` concerns the whole channel, `refused` concerns this content.
 */
export type FailureKind = 'rate-limited' | 'transient' | 'permanent' | 'refused';

export class AdapterError extends Error {
  override readonly name = 'AdapterError';
  readonly kind: FailureKind;
  /** Milliseconds to wait, with `rate-limited`. */
  readonly retryAfter: number | undefined;
  /** With `transient`: the request did not reach the platform, or was turned away, so nothing of it can have landed. */
  readonly unsent: boolean;
  /** With `permanent`: there is no such channel any more. */
  readonly gone: boolean;

  constructor(
    kind: FailureKind,
    message: string,
    options: { cause?: unknown; retryAfter?: number; unsent?: boolean; gone?: boolean } = {},
  ) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.retryAfter = options.retryAfter;
    this.unsent = options.unsent ?? false;
    this.gone = options.gone ?? false;
  }
}

/** What a connection fails with before anything was sent over it. */
const UNSENT: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whether an error, or one that caused it, says that no connection was made, so that no request can have landed. */
export function neverReached(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 10; cause = cause.cause, depth += 1) {
    if ('code' in cause && UNSENT.has(cause.code)) return true;
    if ('original' in cause && neverReached(cause.original)) return true;
  }
  return false;
}
