import { PGlite, types } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { POSTGRES } from '../../src/store/engines.ts';
import { createKyselyStore } from '../../src/store/kysely-store.ts';
import { migrate } from '../../src/store/migrate.ts';
import { POSTGRES_TYPES } from '../../src/store/migrations/column-types.ts';
import type { Engine } from '../../src/store/session.ts';
import type { Store } from '../../src/store/store.ts';
import { EMPTY_TABLES } from './empty-tables.ts';

export interface SharedPglite {
  /** The store over the database, which is empty again with each call. */
  openEmpty(): Promise<Store>;
  /** The database itself, without the store's names for its columns. */
  database(): Kysely<unknown>;
  /** Calls `heard` with what NOTIFY says from then on. Gives what ends it. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
}

/**
 * One PGlite for a file's tests: PostgreSQL's dialect in this process, in memory, with one connection. To open it
 * takes seconds, to empty it milliseconds.
 */
export function sharedPglite(): SharedPglite {
  let pglite: PGlite;
  const database = () => new Kysely<unknown>({ dialect: new PGliteDialect({ pglite: unclosable(pglite) }) });

  beforeAll(async () => {
    // PostgreSQL's usual client gives 64-bit numbers as text, PGlite by itself does not.
    pglite = await PGlite.create({ parsers: { [types.INT8]: (text) => text } });
    await migrate({ db: database(), types: POSTGRES_TYPES, name: 'PGlite' });
  }, 60_000);
  afterAll(() => pglite.close());

  return {
    database,
    async listen(channel, heard) {
      const end = await pglite.listen(channel, heard);
      return () => end();
    },
    async openEmpty() {
      const db = database();
      await sql.raw(EMPTY_TABLES).execute(db);
      return createKyselyStore(db, UNDISTURBED).store;
    },
  };
}

/** On one connection nothing goes away by waiting. */
const UNDISTURBED: Engine = {
  ...POSTGRES,
  ...(POSTGRES.conflicts && { conflicts: { ...POSTGRES.conflicts, sleep: async () => {} } }),
};

/** Kysely closes its database at the end of each test. */
function unclosable(pglite: PGlite) {
  return {
    closed: false,
    ready: pglite.ready,
    waitReady: pglite.waitReady,
    query: pglite.query.bind(pglite),
    transaction: pglite.transaction.bind(pglite),
    close: async () => {},
  };
}
