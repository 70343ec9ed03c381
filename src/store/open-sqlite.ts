import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { UserError } from '../command/user-error.ts';
import { makeDataFolder } from '../data-folder.ts';
import { SQLITE } from './engines.ts';
import { ALWAYS_MINE } from './ingest-turn.ts';
import { createCacheAdapter } from './keyv-adapter.ts';
import { createKyselyStore } from './kysely-store.ts';
import { migrate } from './migrate.ts';
import { SQLITE_TYPES } from './migrations/column-types.ts';
import { NodeSqliteDialect, PATIENCE, type Patience } from './node-sqlite.ts';
import type { OpenedStore } from './opened-store.ts';
import { fileTrouble } from './sqlite-error.ts';
import type { Store } from './store.ts';
import { createTransfer } from './transfer.ts';

/**
 * SQLite's own busy wait, in milliseconds. It blocks the event loop, so it only spans another process's usual
 * transaction; what takes longer is waited for without blocking.
 */
const BUSY_TIMEOUT = 50;

export interface SqliteConfig {
  /** The database's path, or `:memory:`. The folder is made where it is missing. */
  readonly file: string;
  /** It, where it is open already. */
  readonly database?: DatabaseSync;
  readonly patience?: Patience;
  /** Milliseconds since 1970: what the cache calls now. */
  readonly now?: () => number;
}

/** The store in one SQLite file. Rejects with a `UserError` that names the file where it cannot be used. */
export async function openSqliteStore(config: SqliteConfig): Promise<Store> {
  return (await openSqlite(config)).store;
}

/** As `openSqliteStore`, with room for Keyv beside the store. */
export async function openSqlite(config: SqliteConfig): Promise<OpenedStore> {
  const { file, patience = PATIENCE, now = Date.now } = config;
  if (file !== ':memory:') makeDataFolder(dirname(file));
  const database = config.database ?? openDatabase(file);
  const db = new Kysely<unknown>({ dialect: new NodeSqliteDialect({ database, file, patience }) });
  try {
    await sql`pragma journal_mode = wal`.execute(db);
    // In WAL a power cut would otherwise lose the newest commits.
    await sql`pragma synchronous = full`.execute(db);
    await migrate({ db, types: SQLITE_TYPES, name: file });
    // A file that can only be read would fail at the first change.
    await sql`delete from cache where false`.execute(db);
  } catch (error) {
    database.close();
    throw asUserError(error, file);
  }
  const { store, session } = createKyselyStore(db, SQLITE);
  const explain = (error: unknown) => asUserError(error, file);
  return {
    store,
    openCache: () => createCacheAdapter({ session, now }),
    transfer: createTransfer({
      ...{ db, searchText: SQLITE.searchText },
      explain,
    }),
    explain,
    ingestTurn: ALWAYS_MINE,
  };
}

function openDatabase(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file, { timeout: BUSY_TIMEOUT });
  } catch (error) {
    throw asUserError(error, file);
  }
}

/** The error for people where the file is at fault, whether the driver has put it into words already or not. */
function asUserError(error: unknown, file: string): unknown {
  const fault = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const trouble = fileTrouble(fault, file) ?? fileTrouble(error, file);
  return error instanceof UserError || trouble === undefined
    ? error
    : new UserError(trouble, { cause: error });
}
