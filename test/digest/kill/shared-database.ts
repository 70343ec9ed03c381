import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore, type SqliteConfig } from '../../../src/store/open-sqlite.ts';
import type { Store } from '../../../src/store/store.ts';

/** What many processes work on: `database` is a SQLite file, or the address of a PostgreSQL database. */
export function isPostgres(database: string): boolean {
  return database.startsWith('postgres');
}

export async function openShared(database: string, patience?: SqliteConfig['patience']): Promise<Store> {
  if (isPostgres(database)) {
    const { openPostgres } = await import('../../../src/store/open-postgres.ts');
    return (await openPostgres({ url: database, connections: 4 })).store;
  }
  return openSqliteStore({ file: database, ...(patience && { patience }) });
}

/** The steps of the ledger that are not sent. */
export async function unsentSteps(database: string): Promise<object[]> {
  const asked = "select channel, kind, state, problem from steps where state <> 'sent'";
  if (isPostgres(database)) {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: database });
    await client.connect();
    try {
      return (await client.query<object>(asked)).rows;
    } finally {
      await client.end();
    }
  }
  const file = new DatabaseSync(database, { readOnly: true });
  try {
    return file.prepare(asked).all();
  } finally {
    file.close();
  }
}

/** The same store, which tells of each of its calls how long it is under way. */
export function watchCalls(store: Store, hold: <T>(work: Promise<T>) => Promise<T>): Store {
  return new Proxy(store, {
    get(target, name) {
      const part: unknown = Reflect.get(target, name);
      if (typeof part === 'function') return held(target, part, hold);
      if (typeof part !== 'object' || part === null) return part;
      return new Proxy(part, {
        get: (methods, method) => held(methods, Reflect.get(methods, method), hold),
      });
    },
  });
}

function held(target: object, method: unknown, hold: <T>(work: Promise<T>) => Promise<T>): unknown {
  if (typeof method !== 'function') return method;
  return (...given: unknown[]) => {
    const result: unknown = method.apply(target, given);
    return result instanceof Promise ? hold(result) : result;
  };
}
