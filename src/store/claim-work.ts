import { type SelectQueryBuilder, sql } from 'kysely';
import type { Database, Schema } from './schema.ts';

/** How several processes share work without doing any of it twice: the one thing that each engine does in its own way. */
export interface ClaimWork {
  /** The query's rows belong to its transaction until that ends; rows that belong to another one are passed over. */
  rows<Table extends keyof Schema, Row>(
    query: SelectQueryBuilder<Schema, Table, Row>,
  ): SelectQueryBuilder<Schema, Table, Row>;
  /** Waits until no other transaction orders the channels' steps, and keeps others waiting until this one ends. */
  channels(db: Database, channels: readonly string[]): Promise<void>;
  /** The same for whoever lets papers and queries meet. */
  meeting(db: Database): Promise<void>;
}

/** A writing transaction keeps all others out from its beginning (`BEGIN IMMEDIATE`), so there is nothing to claim. */
export const SQLITE_CLAIMS: ClaimWork = {
  rows: (query) => query,
  channels: async () => {},
  meeting: async () => {},
};

/** Mark our advisory locks among those for anything else. */
const CHANNEL_LOCKS = 9_001;
const MEETING_LOCK = 9_002;

export const POSTGRES_CLAIMS: ClaimWork = {
  rows: (query) => query.forUpdate().skipLocked(),
  async channels(db, channels) {
    // In one order, so that two transactions never wait for each other.
    await sql`
      select pg_advisory_xact_lock(${sql.lit(CHANNEL_LOCKS)}, lock)
      from (select distinct hashtext(value) as lock from jsonb_array_elements_text(${JSON.stringify(channels)}::jsonb) as value order by lock offset 0) as locks
    `.execute(db);
  },
  async meeting(db) {
    await sql`select pg_advisory_xact_lock(${sql.lit(MEETING_LOCK)}, 0)`.execute(db);
  },
};
