import type { Arrivals } from '../catalog/ingest.ts';
import type { Log } from '../command/desk.ts';
import type { OpenedStore } from '../store/opened-store.ts';
import type { Store } from '../store/store.ts';
import { sleepAside } from '../time/sleep-aside.ts';
import type { Sleep } from './deliver.ts';

export interface KeepUpConfig {
  readonly store: Store;
  /** Without it nothing is told, and there is nothing to do. */
  readonly onFollowed: OpenedStore['onFollowed'];
  readonly arrivals: Arrivals;
  readonly log: Log;
  readonly sleep?: Sleep;
}

export interface KeepingUp {
  /** Ends what is under way and begins nothing more. */
  stop(): Promise<void>;
}

/** Milliseconds in which changes gather: as many people who subscribe at once are one piece of work. */
const GATHER = 250;

/**
 * Brings what papers are matched against up to date soon after what is followed changed, so that the transaction of the
 * next papers finds little left to do. Any process may be the next to take papers in, so each keeps up. Whatever it misses
 * or fails at, the tick of the minute and that transaction do.
 */
export function keepUp(config: KeepUpConfig): KeepingUp {
  const { store, onFollowed, arrivals, log, sleep = sleepAside } = config;
  const stopping = new AbortController();
  const { signal } = stopping;
  let isBehind = false;
  let running: Promise<void> | undefined;

  async function catchUp(): Promise<void> {
    while (isBehind && !signal.aborted) {
      await sleep(GATHER, signal);
      if (signal.aborted) break;
      isBehind = false;
      try {
        await arrivals.prepare(store);
      } catch (error) {
        log.error({ error }, 'keeping up with what is followed failed');
      }
    }
    running = undefined;
  }

  const end = onFollowed?.(() => {
    isBehind = true;
    running ??= catchUp();
  });

  return {
    async stop() {
      end?.();
      stopping.abort();
      await running;
    },
  };
}
