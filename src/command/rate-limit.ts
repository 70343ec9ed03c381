/** Counts one more call of somebody and gives 0, or the milliseconds to wait where it is too much for a minute. */
export type RateLimit = (who: string, now: number) => number;

const MINUTE = 60_000;

/** A sliding window of one minute, kept in memory; callers that were quiet for a minute are forgotten. */
export function createRateLimit(perMinute: number): RateLimit {
  const calls = new Map<string, number[]>();
  let sweptAt = 0;
  return (who, now) => {
    if (now - sweptAt >= MINUTE) {
      for (const [known, times] of calls) if ((times.at(-1) ?? 0) <= now - MINUTE) calls.delete(known);
      sweptAt = now;
    }
    const recent = (calls.get(who) ?? []).filter((time) => time > now - MINUTE);
    const first = recent[recent.length - perMinute];
    if (first !== undefined) return first + MINUTE - now;
    calls.set(who, [...recent, now]);
    return 0;
  };
}
