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
