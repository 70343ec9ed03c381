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
/** The share of a gap by which a late call may come nearer to the next one. */
const MOST_GIVEN_BACK = 0.1;
/** What the share above leaves of a second, in milliseconds: giving back more would let one call too many through. */
const SPARE = 1000 / SHARE - 1000;

/** Lets calls through at even distances, in the order in which they came; a pause is never made up for by a burst. */
export function createPace({ callsPerSecond, elapsed, sleep }: PaceConfig): Pace {
  const gap = 1000 / (callsPerSecond * SHARE);
  const shortestGap = gap - Math.min(gap * MOST_GIVEN_BACK, SPARE);
  let free = Number.NEGATIVE_INFINITY;
  let queue: Promise<void> = Promise.resolve();
  return () => {
    queue = queue.then(async () => {
      for (let wait = free - elapsed(); wait > 0; wait = free - elapsed()) await sleep(wait);
      // Timers fire late by up to a millisecond or two: what is lost so is given back, and no more.
      free = Math.max(free + gap, elapsed() + shortestGap);
    });
    return queue;
  };
}
