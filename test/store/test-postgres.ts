import pg from 'pg';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { openPostgres } from '../../src/store/open-postgres.ts';
import type { Store } from '../../src/store/store.ts';
import { EMPTY_TABLES } from './empty-tables.ts';
import {
  createTestDatabase as createDatabase,
  TEST_POSTGRES_URL,
  type TestDatabase,
} from './test-database.ts';

export { TEST_POSTGRES_URL, type TestDatabase };

/** For the name of a test that is skipped without a server. */
export const NEEDS_POSTGRES = TEST_POSTGRES_URL ? '' : ' [skipped: TEST_POSTGRES_URL is not set]';

/** A new one, whose commits do not wait for the disk: no test cuts the server's power. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const database = await createDatabase();
  const url = new URL(database.url);
  url.searchParams.set('options', '-c synchronous_commit=off');
  return { ...database, url: url.href };
}

/** The same for one test. */
export async function useTestDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  onTestFinished(database.drop);
  return database;
}

export interface SharedPostgres {
  /** Opens the store over the database, which is empty again with each call. */
  openEmpty(): Promise<Store>;
  readonly url: () => string;
}

/** One database for a file's tests. */
export function sharedPostgres(): SharedPostgres {
  let database: TestDatabase;
  let emptying: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    emptying = new pg.Client({ connectionString: database.url });
    await emptying.connect();
  });
  afterAll(async () => {
    await emptying?.end();
    await database?.drop();
  });

  return {
    url: () => database.url,
    async openEmpty() {
      const { store } = await openPostgres({ url: database.url });
      await emptying.query(EMPTY_TABLES);
      return store;
    },
  };
}
