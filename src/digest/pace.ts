/** Waits for the caller's turn. */
export type Pace = () => Promise<void>;

export interface PaceConfig {
  readonly callsPerSecond: number;
  /** Milliseconds on a clock that never goes back. */
  readonly elapsed: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** A little slower than the limit, so that two clocks that differ never let one call too many through. */
const SHARE = 0.98;
/** Milliseconds that calls may be late by all together and still make up for it: a disk that is slow, a busy process. */
const MADE_UP = 250;
/** Those that make up for it come no nearer to each other than this share of the usual distance. */
const NEAREST = 0.5;

/**
 * Lets calls through at even distances, in the order in which they came. Some that were late are made up for by the next
 * ones; but of any `callsPerSecond` calls and the one behind them, first and last are more than a second apart.
 */
export function createPace({ callsPerSecond, elapsed, sleep }: PaceConfig): Pace {
  const gap = 1000 / (callsPerSecond * SHARE);
  const most = Math.max(1, Math.floor(callsPerSecond));
  /** When the last `most` calls went through, the oldest first. */
  const recent: number[] = [];
  let due = Number.NEGATIVE_INFINITY;
  let queue: Promise<void> = Promise.resolve();

  function next(): number {
    const nearest = (recent.at(-1) ?? Number.NEGATIVE_INFINITY) + gap * NEAREST;
    const crowded = recent.length < most ? Number.NEGATIVE_INFINITY : (recent[0] as number) + most * gap;
    return Math.max(due, nearest, crowded);
  }

  return () => {
    queue = queue.then(async () => {
      const at = next();
      for (let wait = at - elapsed(); wait > 0; wait = at - elapsed()) await sleep(wait);
      const now = elapsed();
      due = Math.max(due, now - MADE_UP) + gap;
      recent.push(now);
      if (recent.length > most) recent.shift();
    });
    return queue;
  };
}
