import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
} from 'kysely';
import { fileTrouble, isBusy } from './sqlite-error.ts';

export interface Patience {
  /** How often a statement is tried while another process holds the lock. */
  readonly attempts: number;
  /** Waits that many milliseconds between two attempts. */
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** About half a minute, of which SQLite's own busy timeout is a part. */
export const PATIENCE: Patience = { attempts: 200, sleep: setTimeout };

export interface NodeSqliteDialectConfig {
  readonly database: DatabaseSync;
  /** For messages. */
  readonly file: string;
  readonly patience: Patience;
}

/**
 * Kysely's SQLite dialect over `node:sqlite`. Every transaction that may write begins `IMMEDIATE`: one that reads
 * first and writes then would fail as soon as another process wrote in between, whatever the timeout.
 */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #config: NodeSqliteDialectConfig;

  constructor(config: NodeSqliteDialectConfig) {
    super({ database: asKyselyExpects(config.database) });
    this.#config = config;
  }

  override createDriver(): Driver {
    return patientDriver(super.createDriver(), this.#config);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalDdlAdapter();
  }
}

/** SQLite does take back schema changes with their transaction, so the migrator may run each step in one. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Statements that are kept ready; to prepare one takes longer than to run it. */
const MOST_PREPARED = 300;

interface Prepared {
  readonly statement: StatementSync;
  /** Whether it gives rows. */
  readonly reader: boolean;
}

/** The part of better-sqlite3 that Kysely uses. */
function asKyselyExpects(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, Prepared>();

  function prepare(sql: string): Prepared {
    const known = prepared.get(sql);
    // The one that was used last stands last.
    prepared.delete(sql);
    const ready = known ?? prepareAnew(sql);
    prepared.set(sql, ready);
    const [oldest] = prepared.size > MOST_PREPARED ? prepared.keys() : [];
    if (oldest !== undefined) prepared.delete(oldest);
    return ready;
  }

  function prepareAnew(sql: string): Prepared {
    const statement = database.prepare(sql);
    return { statement, reader: statement.columns().length > 0 };
  }

  return {
    close: () => database.close(),
    prepare(sql) {
      const { statement, reader } = prepare(sql);
      return {
        reader,
        all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
        run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
        // Two walks over one statement would disturb each other.
        iterate: (parameters) => database.prepare(sql).iterate(...(parameters as SQLInputValue[])),
      };
    },
  };
}

function patientDriver(driver: Driver, config: NodeSqliteDialectConfig): Driver {
  let connection: DatabaseConnection | undefined;
  const run = (on: DatabaseConnection, sql: string) => on.executeQuery(CompiledQuery.raw(sql));
  return {
    init: () => driver.init(),
    async acquireConnection() {
      connection ??= patientConnection(await driver.acquireConnection(), config);
      return connection;
    },
    async beginTransaction(on, { accessMode }) {
      await run(on, accessMode === 'read only' ? 'begin' : 'begin immediate');
    },
    async commitTransaction(on) {
      await run(on, 'commit');
    },
    async rollbackTransaction(on) {
      // A full disk has made SQLite take the transaction back already; to do it again would hide that error.
      if (config.database.isTransaction) await run(on, 'rollback');
    },
    releaseConnection: (on) => driver.releaseConnection(on),
    destroy: () => driver.destroy(),
  };
}

function patientConnection(inner: DatabaseConnection, config: NodeSqliteDialectConfig): DatabaseConnection {
  const { file, patience } = config;
  return {
    async executeQuery<Row>(query: CompiledQuery) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await inner.executeQuery<Row>(query);
        } catch (error) {
          if (!isBusy(error) || attempt >= patience.attempts) {
            const trouble = fileTrouble(error, file);
            throw trouble === undefined ? error : new Error(trouble, { cause: error });
          }
          await patience.sleep(Math.min(2 ** attempt, 100));
        }
      }
    },
    streamQuery: (query, chunkSize) => inner.streamQuery(query, chunkSize),
  };
}
