import { setImmediate } from 'node:timers/promises';

/** A clock that only goes on when everything waits for it. */
export interface VirtualClock {
  readonly now: () => number;
  /** Goes on as time passes, and is never set. */
  readonly elapsed: () => number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Time stands still until this work has ended: it takes time of the machine, such as what a server is asked. */
  readonly hold: <T>(work: Promise<T>) => Promise<T>;
  /** Sets it forwards or back, without waking anybody. */
  set(at: number): void;
  /** Lets time pass until the work has ended; resolves to what it gave. */
  run<T>(work: Promise<T>): Promise<T>;
}

/** Turns of the event loop in which nothing happens before it is believed that everything waits. */
const QUIET_TURNS = 3;
const MOST_IDLE = 1000;

export function createVirtualClock(start: number): VirtualClock {
  let elapsed = 0;
  /** What the clock shows when no time has passed. */
  let origin = start;
  /** `until` is told in elapsed time. */
  const held = new Set<Promise<unknown>>();
  const sleepers: { readonly until: number; readonly wake: () => void }[] = [];

  async function settle(): Promise<void> {
    for (let turn = 0; turn < QUIET_TURNS; turn += 1) await setImmediate();
  }

  return {
    // As the machine's own clock: in whole milliseconds.
    now: () => Math.floor(origin + elapsed),
    elapsed: () => elapsed,
    sleep(milliseconds, signal) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const sleeper = { until: elapsed + milliseconds, wake: resolve };
      sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        const at = sleepers.indexOf(sleeper);
        if (at >= 0) sleepers.splice(at, 1);
        resolve();
      });
      return promise;
    },
    async hold(work) {
      held.add(work);
      try {
        return await work;
      } finally {
        held.delete(work);
      }
    },
    set(at) {
      origin = at - elapsed;
    },
    async run(work) {
      let ended = false;
      let idle = 0;
      const watched = work.finally(() => {
        ended = true;
      });
      for (await settle(); !ended; await settle()) {
        if (held.size > 0) {
          await Promise.race([...held, watched]).catch(() => {});
          continue;
        }
        sleepers.sort((left, right) => left.until - right.until);
        const next = sleepers.shift();
        if (!next) {
          // Long work gives way to others now and then.
          idle += 1;
          if (idle > MOST_IDLE) throw new Error('Everything waits, and nobody for the clock');
          continue;
        }
        idle = 0;
        elapsed = Math.max(elapsed, next.until);
        next.wake();
      }
      return watched;
    },
  };
}
