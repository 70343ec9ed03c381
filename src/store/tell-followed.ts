import { sql } from 'kysely';
import type { Database } from './schema.ts';

/**
 * Tells all processes, once the transaction is kept, that what is followed changed: a hint that may be lost. What they
 * go by is the revision.
 */
export type TellFollowed = (db: Database, revision: number) => Promise<void>;

/** The name under which PostgreSQL tells it. */
export const FOLLOWED_CHANNEL = 'paperboy_followed';

/** SQLite cannot call another process. */
export const SQLITE_TELLS: TellFollowed = async () => {};

export const POSTGRES_TELLS: TellFollowed = async (db, revision) => {
  await sql`select pg_notify(${FOLLOWED_CHANNEL}, ${String(revision)})`.execute(db);
};
