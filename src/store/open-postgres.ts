import { UserError } from '../command/user-error.ts';
import { POSTGRES } from './engines.ts';
import { createCacheAdapter } from './keyv-adapter.ts';
import { createKyselyStore } from './kysely-store.ts';
import { createFollowedListener } from './listen-followed.ts';
import { type MigrationTarget, migrate } from './migrate.ts';
import { POSTGRES_TYPES } from './migrations/column-types.ts';
import type { OpenedStore } from './opened-store.ts';
import { connect, connectPatiently } from './postgres-connections.ts';
import { codeOf, serverTrouble } from './postgres-error.ts';
import { askServer, clockAhead, usableSchema } from './postgres-server.ts';
import { createPostgresTurn } from './postgres-turn.ts';
import { createTransfer } from './transfer.ts';

export interface PostgresConfig {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** Connections at most; as many things can be under way at once. */
  readonly connections?: number;
  /** Milliseconds since 1970, by the clock of this machine. */
  readonly now?: () => number;
  /** Told of connections that broke while nobody used them; the next query opens a new one. */
  readonly onBroken?: (error: Error) => void;
  /** Told by how many milliseconds the clock is ahead of the server's, or behind, where that is much. */
  readonly onClocksDiffer?: (ahead: number) => void;
}

const CONNECTIONS = 10;
/** Milliseconds; a lease is held for sixty seconds by the clock of whoever took it. */
const CLOCKS_DIFFER = 5_000;

/** The store on a PostgreSQL server. Rejects with a `UserError` that names the server where it cannot be used. */
export async function openPostgres(config: PostgresConfig): Promise<OpenedStore> {
  const { url, connections = CONNECTIONS, now = Date.now, onBroken = () => {}, onClocksDiffer } = config;
  const name = nameOf(url);
  const patient = connectPatiently({ url, onBroken });
  let schema: string;
  try {
    schema = usableSchema(await askServer(patient), name);
    await migrateAmongOthers({ db: patient, types: POSTGRES_TYPES, name, schema });
    const ahead = await clockAhead(patient, now);
    if (Math.abs(ahead) > CLOCKS_DIFFER) onClocksDiffer?.(ahead);
  } catch (error) {
    throw asUserError(error, name);
  } finally {
    await patient.destroy();
  }
  // Connects once something is moved.
  const moving = connectPatiently({ url, onBroken });
  const db = connect({ url, connections, onBroken });
  const { store, session } = createKyselyStore(db, POSTGRES);
  const { onFollowed, end } = createFollowedListener({ url, onBroken });
  const explain = (error: unknown) => asUserError(error, name);
  return {
    store: {
      ...store,
      async close() {
        await end();
        await store.close();
        await moving.destroy();
      },
    },
    openCache: () => createCacheAdapter({ session, now }),
    transfer: createTransfer({
      ...{ db: moving, searchText: POSTGRES.searchText, schema },
      explain,
    }),
    explain,
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

/** Database and host, without the password. */
function nameOf(url: string): string {
  const { host, pathname, searchParams } = new URL(url);
  const database = decoded(pathname.slice(1)) || 'postgres';
  return `${database} at ${decoded(host) || searchParams.get('host') || 'localhost'}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function asUserError(error: unknown, name: string): unknown {
  const trouble = serverTrouble(error, name);
  return error instanceof UserError || trouble === undefined
    ? error
    : new UserError(trouble, { cause: error });
}
