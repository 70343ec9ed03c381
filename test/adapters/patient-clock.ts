/** The machine's clock, which waiting sets forward instead of taking time, once nothing is under way. */
export interface PatientClock {
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Tells of a call to a peer, which takes as long as it takes. */
  underWay<T>(call: Promise<T>): Promise<T>;
  /** How far it was set forward, in milliseconds. */
  readonly ahead: () => number;
}

export function createPatientClock(): PatientClock {
  const inFlight = new Set<Promise<unknown>>();
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    ahead: () => ahead,
    async sleep(milliseconds, signal) {
      for (let turns = 0; turns < 100 && !signal?.aborted; turns += 1) {
        if (inFlight.size > 0) turns = 0;
        await Promise.allSettled(inFlight);
        await new Promise(setImmediate);
      }
      if (!signal?.aborted) ahead += milliseconds;
    },
    underWay(call) {
      const settled = call.then(
        () => {},
        () => {},
      );
      inFlight.add(settled);
      void settled.then(() => inFlight.delete(settled));
      return call;
    },
  };
}
