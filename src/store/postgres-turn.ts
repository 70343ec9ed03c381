import { Socket } from 'node:net';
import pg from 'pg';
import type { IngestTurn } from './ingest-turn.ts';
import { endSoon } from './postgres-connections.ts';

/** Our advisory lock among those for anything else, for each schema of the database. */
const TRY_TO_LOCK = 'select pg_try_advisory_lock(9003, hashtext(current_schema())) as mine';
/** Milliseconds after which a server that does not answer is taken for away. */
const PATIENCE = 10_000;
/** Where a whole machine goes, the server would find out after two hours. Seconds, and how often. */
const FIND_OUT_SOON = `
  select set_config('tcp_keepalives_idle', '30', false), set_config('tcp_keepalives_interval', '10', false),
    set_config('tcp_keepalives_count', '3', false)
`;

interface Connection {
  readonly client: pg.Client;
  readonly socket: Socket;
}

/**
 * The turn is an advisory lock, held by a connection of its own: where the process dies, the server ends the connection,
 * and whoever asks next has the turn.
 */
export function createPostgresTurn(url: string, patience = PATIENCE): IngestTurn {
  let held: Connection | undefined;

  /** The lock goes with the connection: one that is only forgotten would keep it from this process too. */
  async function letGo(connection: Connection): Promise<void> {
    if (held === connection) held = undefined;
    await endSoon(connection.client, connection.socket);
  }

  async function tryToHold(): Promise<boolean> {
    const socket = new Socket();
    const client = new pg.Client({
      ...{ connectionString: url, application_name: 'paperboy ingest', stream: () => socket },
      ...{ connectionTimeoutMillis: patience, query_timeout: patience, keepAlive: true },
    });
    const connection = { client, socket };
    client.on('error', () => {
      if (held === connection) held = undefined;
    });
    try {
      await client.connect();
      await client.query(FIND_OUT_SOON);
      const { rows } = await client.query<{ mine: boolean }>(TRY_TO_LOCK);
      if (rows[0]?.mine) held = connection;
    } finally {
      if (held !== connection) await letGo(connection);
    }
    return held !== undefined;
  }

  return {
    async isMine() {
      const connection = held;
      if (connection === undefined) return tryToHold();
      try {
        await connection.client.query('select 1');
        return true;
      } catch {
        await letGo(connection);
        return tryToHold();
      }
    },
    async end() {
      if (held) await letGo(held);
    },
  };
}
