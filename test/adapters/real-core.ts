import { join } from 'node:path';
import { commands } from '../../commands/index.ts';
import { createHeldNotices, type HeldNotices } from '../../src/channels/held-notice.ts';
import { createDesk, type Desk, type Log } from '../../src/command/desk.ts';
import type { PlatformAdapter } from '../../src/platform/platform.ts';
import { loadSample } from '../../src/sources/load-files.ts';
import type { Store } from '../../src/store/store.ts';
import { openMemoryStore } from '../store/memory-store.ts';

export const SAMPLE_FILE = join(import.meta.dirname, '../../samples/daily-papers-sample.txt');

/** The core as the program puts it together, with the sample's papers in memory. */
export interface RealCore {
  readonly desk: Desk;
  readonly store: Store;
  readonly commands: typeof commands;
  /** Those that tell people of channels that are lost; filled once they are there. */
  readonly adapters: PlatformAdapter[];
  readonly notices: HeldNotices;
  /** What went wrong on our side. */
  readonly logged: readonly unknown[];
}

export async function startRealCore(): Promise<RealCore> {
  const store = await openMemoryStore();
  await loadSample(store, SAMPLE_FILE, Date.now());
  const logged: unknown[] = [];
  const log: Log = { error: (context, message) => void logged.push([message, context]) };
  const adapters: PlatformAdapter[] = [];
  const notices = createHeldNotices({ store, adapters, log, now: Date.now });
  const desk = createDesk({
    store,
    commands,
    limits: { commandsPerMinute: 20, subscriptionsPerChannel: 100 },
    timeZone: 'UTC',
    log,
    now: Date.now,
    ...notices,
  });
  return { desk, store, commands, adapters, notices, logged };
}
