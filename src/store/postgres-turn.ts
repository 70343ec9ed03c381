import pg from 'pg';
import type { IngestTurn } from './ingest-turn.ts';

/** Our advisory lock among those for anything else. */
const LOCK = [9_003, 0] as const;
const CONNECT_TIMEOUT = 10_000;

/**
 * The turn is an advisory lock, held by a connection of its own: where the process dies, the server ends the connection,
 * and whoever asks next has the turn.
 */
export function createPostgresTurn(url: string): IngestTurn {
  let held: pg.Client | undefined;

  async function tryToHold(): Promise<boolean> {
    const client = new pg.Client({
      ...{ connectionString: url, application_name: 'paperboy ingest', keepAlive: true },
      connectionTimeoutMillis: CONNECT_TIMEOUT,
    });
    client.on('error', () => {
      held = undefined;
    });
    await client.connect();
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1, $2) as mine', [
      ...LOCK,
    ]);
    if (rows[0]?.mine) held = client;
    else await client.end();
    return held !== undefined;
  }

  return {
    async isMine() {
      if (held === undefined) return tryToHold();
      try {
        await held.query('select 1');
        return true;
      } catch {
        held = undefined;
        return tryToHold();
      }
    },
    async end() {
      await held?.end();
      held = undefined;
    },
  };
}
