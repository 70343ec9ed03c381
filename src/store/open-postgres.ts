import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import Cursor from 'pg-cursor';
import { UserError } from '../command/user-error.ts';
import { POSTGRES } from './engines.ts';
import { createCacheAdapter } from './keyv-adapter.ts';
import { createKyselyStore } from './kysely-store.ts';
import { createFollowedListener } from './listen-followed.ts';
import { type MigrationTarget, migrate } from './migrate.ts';
import { POSTGRES_TYPES } from './migrations/column-types.ts';
import type { OpenedStore } from './opened-store.ts';
import { codeOf } from './postgres-error.ts';
import { createPostgresTurn } from './postgres-turn.ts';
import { createTransfer } from './transfer.ts';

export interface PostgresConfig {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** Connections at most; as many things can be under way at once. */
  readonly connections?: number;
  /** Milliseconds since 1970: what the cache calls now. */
  readonly now?: () => number;
  /** Told of connections that broke while nobody used them; the next query opens a new one. */
  readonly onBroken?: (error: Error) => void;
}

const CONNECTIONS = 10;
/** Milliseconds after which a server that does not answer is taken for away. */
const CONNECT_TIMEOUT = 10_000;

/** The store on a PostgreSQL server. Rejects with a `UserError` that names the server where it cannot be used. */
export async function openPostgres(config: PostgresConfig): Promise<OpenedStore> {
  const { url, connections = CONNECTIONS, now = Date.now, onBroken = () => {} } = config;
  const pool = new pg.Pool({
    ...{ connectionString: url, max: connections, application_name: 'paperboy' },
    ...{ connectionTimeoutMillis: CONNECT_TIMEOUT, keepAlive: true },
  });
  // Without a listener a connection that breaks ends the process.
  pool.on('error', onBroken);
  pool.on('connect', (client) => void client.on('error', onBroken));
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool, cursor: Cursor }) });
  const name = nameOf(url);
  try {
    await migrateAmongOthers({ db, types: POSTGRES_TYPES, name });
  } catch (error) {
    await db.destroy();
    throw asUserError(error, name);
  }
  const { store, session } = createKyselyStore(db, POSTGRES);
  const { onFollowed, end } = createFollowedListener({ url, onBroken });
  return {
    store: {
      ...store,
      async close() {
        await end();
        await store.close();
      },
    },
    openCache: () => createCacheAdapter({ session, now }),
    transfer: createTransfer(db, POSTGRES.searchText, true),
    ingestTurn: createPostgresTurn(url),
    onFollowed,
  };
}

/** Who makes the same table at the same moment: one succeeds, and the others find it at their next try. */
const MADE_MEANWHILE = /^(?:23505|42P07|42710|40P01)$/;
const MOST_TRIES = 10;

async function migrateAmongOthers(target: MigrationTarget): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await migrate(target);
      return;
    } catch (error) {
      if (tries === MOST_TRIES || !MADE_MEANWHILE.test(codeOf(error))) throw error;
    }
  }
}

/** Host and database, without the password. */
function nameOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${decodeURIComponent(pathname.slice(1)) || 'postgres'} at ${host || 'localhost'}`;
}

function asUserError(error: unknown, name: string): unknown {
  if (error instanceof UserError || !(error instanceof Error)) return error;
  const trouble = TROUBLES.find(([pattern]) => pattern.test(codeOf(error) || error.message));
  return trouble ? new UserError(`The database ${name} ${trouble[1]}`, { cause: error }) : error;
}

/** By the code of Node.js or of PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const TROUBLES: readonly (readonly [code: RegExp, what: string])[] = [
  [
    /^(?:ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ECONNRESET|timeout|Connection terminated)/,
    'does not answer. Start it, or correct DATABASE_URL.',
  ],
  [/^(?:ENOTFOUND|EAI_AGAIN)/, 'has a host that is not known. Correct DATABASE_URL.'],
  [/^(?:28|SASL)/, 'does not take this user and password. Correct DATABASE_URL.'],
  [/^3D000/, 'does not exist. Create it (`createdb`), or correct DATABASE_URL.'],
  [/^(?:42501|25006)/, 'may not be changed by this user. Give the user the right to create tables.'],
  [/^(?:57P03|53300)/, 'takes no connection now. Try again soon.'],
];
