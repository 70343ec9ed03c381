import { setImmediate } from 'node:timers/promises';

/** A clock that only goes on when everything waits for it. */
export interface VirtualClock {
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Sets it forwards or back, without waking anybody. */
  set(at: number): void;
  /** Lets time pass until the work has ended; resolves to what it gave. */
  run<T>(work: Promise<T>): Promise<T>;
}

/** Turns of the event loop in which nothing happens before it is believed that everything waits. */
const QUIET_TURNS = 3;

export function createVirtualClock(start: number): VirtualClock {
  let now = start;
  const sleepers: { readonly until: number; readonly wake: () => void }[] = [];

  async function settle(): Promise<void> {
    for (let turn = 0; turn < QUIET_TURNS; turn += 1) await setImmediate();
  }

  return {
    now: () => now,
    sleep(milliseconds, signal) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const sleeper = { until: now + milliseconds, wake: resolve };
      sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        const at = sleepers.indexOf(sleeper);
        if (at >= 0) sleepers.splice(at, 1);
        resolve();
      });
      return promise;
    },
    set(at) {
      now = at;
    },
    async run(work) {
      let ended = false;
      const watched = work.finally(() => {
        ended = true;
      });
      for (await settle(); !ended; await settle()) {
        sleepers.sort((left, right) => left.until - right.until);
        const next = sleepers.shift();
        if (!next) throw new Error('Everything waits, and nobody for the clock');
        now = Math.max(now, next.until);
        next.wake();
      }
      return watched;
    },
  };
}
