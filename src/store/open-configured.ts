import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { makeDataFolder } from '../data-folder.ts';
import { openSqlite } from './open-sqlite.ts';
import type { OpenedStore } from './opened-store.ts';

/** PostgreSQL where it is set; its client is loaded for those who use it. */
export async function openConfigured(
  { databaseUrl: url, dataFolder }: Config,
  log: Pick<Logger, 'warn'>,
): Promise<OpenedStore> {
  if (url === undefined) {
    makeDataFolder(dataFolder);
    return openSqlite({ file: join(dataFolder, 'paperboy.db') });
  }
  const { openPostgres } = await import('./open-postgres.ts');
  return openPostgres({
    url,
    onBroken: (error) => log.warn({ error }, 'a connection to the database broke'),
    onClocksDiffer: (ahead) =>
      log.warn(
        { secondsAhead: Math.round(ahead / 1_000) },
        'the clock of this machine differs from the one of the database: set both, or processes may send a message twice',
      ),
  });
}
