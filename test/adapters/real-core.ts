import { join } from 'node:path';
import { commands } from '../../commands/index.ts';
import { createDesk, type Desk } from '../../src/command/desk.ts';
import { loadSample } from '../../src/sources/load-files.ts';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import type { Store } from '../../src/store/store.ts';

export const SAMPLE_FILE = join(import.meta.dirname, '../../samples/daily-papers-sample.txt');

/** The core as the program puts it together, with the sample's papers in memory. */
export interface RealCore {
  readonly desk: Desk;
  readonly store: Store;
  readonly commands: typeof commands;
  /** What went wrong on our side. */
  readonly logged: readonly unknown[];
}

export async function startRealCore(): Promise<RealCore> {
  const store = await openSqliteStore({ file: ':memory:' });
  await loadSample(store, SAMPLE_FILE, Date.now());
  const logged: unknown[] = [];
  const desk = createDesk({
    store,
    commands,
    limits: { commandsPerMinute: 20, subscriptionsPerChannel: 100 },
    timeZone: 'UTC',
    log: { error: (context, message) => void logged.push([message, context]) },
    now: Date.now,
  });
  return { desk, store, commands, logged };
}
