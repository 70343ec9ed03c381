import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** A server for tests and benchmarks, whose user may create databases. */
export const TEST_POSTGRES_URL = process.env.TEST_POSTGRES_URL;

export interface TestDatabase {
  readonly url: string;
  query(sql: string): Promise<unknown[]>;
  /** Ends all connections that others have to it. */
  disconnectAll(): Promise<void>;
  drop(): Promise<void>;
}

/** A new database on the test server: empty, or a copy of one that nobody is connected to. */
export async function createTestDatabase(original?: TestDatabase): Promise<TestDatabase> {
  const name = `paperboy_test_${randomUUID().replaceAll('-', '')}`;
  const server = TEST_POSTGRES_URL ?? '';
  const url = new URL(server);
  url.pathname = `/${name}`;
  const template = original ? ` template ${new URL(original.url).pathname.slice(1)}` : '';
  await ask(server, `create database ${name}${template}`);
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

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
