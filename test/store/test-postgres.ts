import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { openPostgres } from '../../src/store/open-postgres.ts';
import type { Store } from '../../src/store/store.ts';

/** A server for tests, whose user may create databases. */
export const TEST_POSTGRES_URL = process.env.TEST_POSTGRES_URL;

/** For the name of a test that is skipped without a server. */
export const NEEDS_POSTGRES = TEST_POSTGRES_URL ? '' : ' [skipped: TEST_POSTGRES_URL is not set]';

export interface TestDatabase {
  readonly url: string;
  query(sql: string): Promise<unknown[]>;
  /** Ends all connections that others have to it. */
  disconnectAll(): Promise<void>;
  drop(): Promise<void>;
}

/** A new database on the test server. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `paperboy_test_${randomUUID().replaceAll('-', '')}`;
  const server = TEST_POSTGRES_URL ?? '';
  const url = new URL(server);
  url.pathname = `/${name}`;
  await ask(server, `create database ${name}`);
  return {
    url: url.href,
    query: (sql) => ask(url.href, sql),
    disconnectAll: async () =>
      void (await ask(
        server,
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
      )),
    drop: async () => void (await ask(server, `drop database if exists ${name} with (force)`)),
  };
}

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

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
