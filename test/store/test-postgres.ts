import { onTestFinished } from 'vitest';
import { openPostgres } from '../../src/store/open-postgres.ts';
import type { Store } from '../../src/store/store.ts';
import { createTestDatabase, TEST_POSTGRES_URL, type TestDatabase } from './test-database.ts';

export { createTestDatabase, TEST_POSTGRES_URL, type TestDatabase };

/** For the name of a test that is skipped without a server. */
export const NEEDS_POSTGRES = TEST_POSTGRES_URL ? '' : ' [skipped: TEST_POSTGRES_URL is not set]';

/** The same for one test. */
export async function useTestDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  onTestFinished(database.drop);
  return database;
}

/** The store over a database, emptied. */
export async function openEmptyPostgres({ url, query }: TestDatabase): Promise<Store> {
  const { store } = await openPostgres({ url });
  const tables = (await query(
    "select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%'",
  )) as { tablename: string }[];
  await query(`truncate ${tables.map(({ tablename }) => tablename).join(', ')} restart identity`);
  return store;
}
