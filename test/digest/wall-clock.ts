const MINUTE = 60_000;

/**
 * Walks through time step by step and reads a zone's clock at each: for every local time, as if it were UTC, the first
 * moment at which the clock shows it or a later one. Slow and plain, by Intl and not by Temporal, to judge by.
 */
export function firstMoments(
  timeZone: string,
  from: number,
  until: number,
  step: number = MINUTE,
): Map<number, number> {
  const clock = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  });
  const read = (at: number) => Date.parse(`${clock.format(at).replace(' ', 'T')}Z`);
  const moments = new Map<number, number>();
  let highest = read(from);
  for (let at = from + step; at <= until; at += step) {
    for (const shown = read(at); highest < shown; ) {
      highest += step;
      moments.set(highest, at);
    }
  }
  return moments;
}

/** A local time of `firstMoments` as slots name it, `2026-11-25T09:00`. */
export function nameOf(local: number): string {
  return new Date(local).toISOString().slice(0, 16);
}
