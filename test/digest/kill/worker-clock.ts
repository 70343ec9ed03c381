import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Sleep } from '../../../src/digest/deliver.ts';
import { openSharedClock } from './shared-clock.ts';

/** The shared clock as a worker sees it: it goes on when all that all workers do waits for it. */
export interface WorkerClock {
  readonly now: () => number;
  readonly sleep: Sleep;
  /** Time stands still until this work has ended. */
  hold<T>(work: Promise<T>): Promise<T>;
  /** Waits on the machine's own clock, for another process's lock on the database. */
  readonly waitForLock: (milliseconds: number) => Promise<unknown>;
  /** Lets time pass until the work has ended. */
  run(work: Promise<void>): Promise<void>;
}

/** Turns of the event loop in which nothing happens before it is believed that everything waits. */
const QUIET_TURNS = 3;

/** `idle` tells that nothing happens before a time, and resolves once the clock has gone on. */
export function createWorkerClock(file: string, idle: (until: number) => Promise<unknown>): WorkerClock {
  const shared = openSharedClock(file);
  // As the machine's own clock: in whole milliseconds.
  const now = () => Math.floor(shared.now());
  const held = new Set<Promise<unknown>>();
  let sleepers: { readonly until: number; readonly wake: () => void }[] = [];

  async function settle(): Promise<void> {
    for (let turn = 0; turn < QUIET_TURNS; turn += 1) await setImmediate();
  }

  async function hold<T>(work: Promise<T>): Promise<T> {
    held.add(work);
    try {
      return await work;
    } finally {
      held.delete(work);
    }
  }

  async function passTime(): Promise<void> {
    const until = Math.min(...sleepers.map((sleeper) => sleeper.until));
    if (until === Number.POSITIVE_INFINITY) throw new Error('Everything waits, and nobody for the clock');
    await idle(until);
    const at = shared.now();
    const awake = sleepers.filter((sleeper) => sleeper.until <= at);
    sleepers = sleepers.filter((sleeper) => sleeper.until > at);
    for (const { wake } of awake) wake();
  }

  return {
    now,
    sleep(milliseconds, signal) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const sleeper = { until: shared.now() + milliseconds, wake: resolve };
      sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        sleepers = sleepers.filter((other) => other !== sleeper);
        resolve();
      });
      return promise;
    },
    hold,
    waitForLock: (milliseconds) => hold(setTimeout(milliseconds)),
    async run(work) {
      let ended = false;
      const watched = work.finally(() => {
        ended = true;
      });
      for (await settle(); !ended; await settle()) {
        if (held.size > 0) await Promise.race([...held, watched]);
        else await passTime();
      }
      await watched;
    },
  };
}
