import { UserError } from '../../command/user-error.ts';

export interface FetchTrouble {
  /** Whether the same request may succeed a little later. */
  readonly passes: boolean;
  /** The server wants no request earlier: milliseconds since 1970. */
  readonly retryAt?: number | undefined;
  /** The answer's, where there was one. */
  readonly status?: number | undefined;
}

/** Why an address did not give what was due, in words that `status` shows. */
export class FetchError extends UserError {
  readonly passes: boolean;
  readonly retryAt?: number | undefined;
  readonly status?: number | undefined;

  constructor(message: string, { passes, retryAt, status }: FetchTrouble, cause?: unknown) {
    super(message, { cause });
    this.passes = passes;
    this.retryAt = retryAt;
    this.status = status;
  }
}

/** What went wrong below HTTP, in words; a failure that is none of the network's is passed on as it is. */
export function networkError(host: string, error: unknown): unknown {
  if (error instanceof FetchError) return error;
  const code = codeOf(error);
  const words = WORDS[code] ?? (isNetworkCode(code) ? `failed (${code})` : undefined);
  if (words === undefined) return error;
  return new FetchError(`${host} ${words}.`, { passes: !LASTING.has(code) }, error);
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  // Where a name has several addresses, each has an error of its own.
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  const code = 'code' in error ? String(error.code) : '';
  // Brotli has many names for what zlib calls by one.
  return code.startsWith('ERR__ERROR_') ? 'Z_DATA_ERROR' : code;
}

function isNetworkCode(code: string): boolean {
  return /^(?:E[A-Z]+|ERR_SSL_\w+|ERR_TLS_\w+|HPE_\w+|CERT_\w+|Z_\w+|UNABLE_TO_\w+)$/.test(code);
}

const NO_NAME = 'cannot be found: there is no network, or no such host';
const CERTIFICATE = 'has a certificate that is not trusted';
const CUT = 'ended its answer in the middle';

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: NO_NAME,
  EAI_AGAIN: NO_NAME,
  ENODATA: NO_NAME,
  ECONNREFUSED: 'takes no connections',
  ECONNRESET: 'broke the connection off',
  EPIPE: 'broke the connection off',
  ECONNABORTED: CUT,
  ETIMEDOUT: 'does not answer',
  EHOSTUNREACH: 'cannot be reached from here',
  ENETUNREACH: 'cannot be reached from here',
  CERT_HAS_EXPIRED: 'has a certificate that has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: CERTIFICATE,
  SELF_SIGNED_CERT_IN_CHAIN: CERTIFICATE,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: CERTIFICATE,
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a certificate of another host',
  ERR_STREAM_PREMATURE_CLOSE: CUT,
  Z_BUF_ERROR: CUT,
  Z_DATA_ERROR: 'sent a compressed answer that is damaged',
  ERR_INVALID_CHAR: 'cannot be asked: HF_TOKEN has characters that no token has',
};

const LASTING = new Set(
  Object.keys(WORDS).filter((code) => /CERT|SIGNATURE|CHAR/.test(code) && code !== 'CERT_HAS_EXPIRED'),
);
