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
  /** With `transient`: the request certainly did not reach the platform, so nothing of it can have landed. */
  readonly unsent: boolean;

  constructor(
    kind: FailureKind,
    message: string,
    options: { cause?: unknown; retryAfter?: number; unsent?: boolean } = {},
  ) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.retryAfter = options.retryAfter;
    this.unsent = options.unsent ?? false;
  }
}
