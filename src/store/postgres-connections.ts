import { Socket } from 'node:net';
import { Kysely, PostgresDialect, PostgresQueryCompiler } from 'kysely';
import pg from 'pg';

export interface ConnectConfig {
  readonly url: string;
  /** Connections at most. */
  readonly connections: number;
  /** Told of connections that broke while nobody used them; the next query opens a new one. */
  readonly onBroken: (error: Error) => void;
  /** Milliseconds after which a connection is given up on which nothing comes. */
  readonly silence?: number;
}

/** Milliseconds after which a server that takes no connection is taken for away. */
const CONNECT_TIMEOUT = 10_000;
/** No query of ours takes half as long. A server that is cut off breaks no connection, for a quarter of an hour or for ever. */
const SILENCE = 60_000;

/** Connections for what somebody waits for. */
export function connect({ url, connections, onBroken, silence = SILENCE }: ConnectConfig): Kysely<unknown> {
  const stream = () => socketThatEnds(silence);
  return overPool({ connectionString: url, max: connections, stream }, onBroken);
}

/** A connection for what may take long, such as a new index, or an export whose reader is slow. */
export function connectPatiently({
  url,
  onBroken,
}: Pick<ConnectConfig, 'url' | 'onBroken'>): Kysely<unknown> {
  const onConnect = async (client: pg.ClientBase) => {
    for (const statement of WITHOUT_LIMITS) await client.query(statement);
  };
  return overPool({ connectionString: url, max: 1, onConnect }, onBroken);
}

/** Milliseconds in which a server answers that a connection has ended. */
const LAST_ANSWER = 2_000;

/** Ends a connection; a server that does not answer is not waited for. */
export async function endSoon(client: pg.Client, socket: Socket): Promise<void> {
  socket.setTimeout(LAST_ANSWER, () => socket.destroy());
  await client.end();
}

function overPool(config: pg.PoolConfig, onBroken: (error: Error) => void): Kysely<unknown> {
  const pool = new pg.Pool({
    ...{ ...config, application_name: 'paperboy' },
    ...{ connectionTimeoutMillis: CONNECT_TIMEOUT, keepAlive: true },
  });
  // Without a listener a connection that breaks ends the process.
  pool.on('error', onBroken);
  pool.on('connect', (client) => void client.on('error', onBroken));
  return new Kysely({ dialect: new Dialect({ pool }) });
}

/** PostgreSQL refuses a text with NUL in it, which anybody may send. */
class NulFreeCompiler extends PostgresQueryCompiler {
  protected override appendValue(value: unknown): void {
    super.appendValue(typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value);
  }
}

class Dialect extends PostgresDialect {
  override createQueryCompiler(): PostgresQueryCompiler {
    return new NulFreeCompiler();
  }
}

/** The limits of a user are meant for queries of people. Not every version knows the last one. */
const WITHOUT_LIMITS = [
  'set statement_timeout = 0',
  `select set_config(name, '0', false) from pg_settings
    where name in ('lock_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')`,
];

function socketThatEnds(silence: number): Socket {
  const socket = new Socket();
  const giveUp = () => socket.destroy(new Error(`the database was silent for ${silence / 1000} s`));
  return socket.setTimeout(silence, giveUp);
}
