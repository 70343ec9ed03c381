/** Tells whether one more call of somebody is within a limit for each minute, and counts it if so. */
export type RateLimit = (who: string, now: number) => boolean;

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
    if (recent.length >= perMinute) return false;
    calls.set(who, [...recent, now]);
    return true;
  };
}
