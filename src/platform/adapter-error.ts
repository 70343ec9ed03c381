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

  constructor(kind: FailureKind, message: string, options: { cause?: unknown; retryAfter?: number } = {}) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.retryAfter = options.retryAfter;
  }
}
