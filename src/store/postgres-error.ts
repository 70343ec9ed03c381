/**
 * The code of an error of PostgreSQL or of the connection to it; empty where it has none.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/**
 * Whether a transaction failed only because of another one at the same moment, so that it succeeds when run again. A
 * row that another one made first counts too: it is not seen before (PostgreSQL, "Serialization Failure Handling").
 */
export function isConflict(error: unknown): boolean {
  return /^(?:40001|40P01|23505)$/.test(codeOf(error));
}

/** What is wrong with a server and what to do about it, or undefined where the server is not at fault. */
export function serverTrouble(error: unknown, name: string): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const file = unreadFile(error);
  if (file !== undefined) return `DATABASE_URL names the file ${file}, which cannot be read. Correct it.`;
  const code = codeOf(error);
  const trouble = TROUBLES.find(([pattern]) => pattern.test(code) || pattern.test(error.message));
  if (trouble) return `The database ${name} ${trouble[1]}`;
  const refuses = 'severity' in error && error.severity === 'FATAL';
  return refuses ? `The database ${name} refuses: ${error.message}. Correct DATABASE_URL.` : undefined;
}

/** Of a certificate or key that the address names. */
function unreadFile(error: Error): string | undefined {
  return 'syscall' in error && /^(?:open|read)$/.test(String(error.syscall)) && 'path' in error
    ? String(error.path)
    : undefined;
}

export const READ_ONLY =
  'can only be read. Name the server that takes writes in DATABASE_URL, or take default_transaction_read_only from this user.';

/** By the code of Node.js or of PostgreSQL, or by the words of an error that has none. */
const TROUBLES: readonly (readonly [codeOrMessage: RegExp, what: string])[] = [
  [
    /^(?:ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET|EPIPE|ENOENT|timeout|Connection terminated|terminating connection|Client has encountered a connection error|the database was silent)/,
    'does not answer. Start it, or correct DATABASE_URL.',
  ],
  [/^(?:ENOTFOUND|EAI_AGAIN)/, 'has a host that is not known. Correct DATABASE_URL.'],
  [/^EACCES/, 'has a socket that this user may not use. Name another user or host in DATABASE_URL.'],
  [
    /^The server does not support SSL/,
    'takes no encrypted connections. Take sslmode out of DATABASE_URL, or turn SSL on in the server.',
  ],
  [
    /, no encryption$|SSL off$/,
    'takes only encrypted connections from here. Add ?sslmode=verify-full to DATABASE_URL.',
  ],
  [
    /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/,
    'has a certificate that is not trusted. Name the file of its authority as sslrootcert=… in DATABASE_URL, and the host that the certificate is for.',
  ],
  [/^(?:28|SASL)/, 'does not take this user and password. Correct DATABASE_URL.'],
  [/^3D000/, 'does not exist. Create it (`createdb`), or correct DATABASE_URL.'],
  [/^42501/, 'may not be changed by this user. Give the user the right to create tables.'],
  [/^25006/, READ_ONLY],
  [/^(?:57P0[123]|53300)/, 'takes no connection now. Try again soon.'],
  [/^53100/, 'has no space left on its disk. Free some, then try again.'],
];
