import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPace } from '../../src/digest/pace.ts';

/** When calls went through; timers come late, and the caller pauses between calls, both in milliseconds. */
async function callTimes(
  callsPerSecond: number,
  calls: number,
  lateness: () => number,
  pauseBefore: (call: number) => number = () => 0,
): Promise<number[]> {
  let elapsed = 5_000;
  const pace = createPace({
    callsPerSecond,
    elapsed: () => elapsed,
    sleep: async (milliseconds) => {
      elapsed += milliseconds + lateness();
    },
  });
  const times: number[] = [];
  for (let call = 0; call < calls; call += 1) {
    elapsed += pauseBefore(call);
    await pace();
    times.push(elapsed);
  }
  return times;
}

test('no second ever sees more calls than a platform lets through, however late timers and callers are', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 60 }),
      fc.array(fc.oneof(fc.nat(3), fc.nat(60), fc.nat(150)), { minLength: 1, maxLength: 30 }),
      fc.array(fc.oneof(fc.constant(0), fc.nat(40), fc.nat(3000)), { minLength: 1, maxLength: 30 }),
      async (callsPerSecond, late, pauses) => {
        let timer = 0;
        const times = await callTimes(
          callsPerSecond,
          200,
          () => late[timer++ % late.length] ?? 0,
          (call) => pauses[call % pauses.length] ?? 0,
        );
        for (const [at, time] of times.entries()) {
          const crowded = times[at + callsPerSecond];
          if (crowded !== undefined) expect(crowded - time).toBeGreaterThanOrEqual(1000);
        }
      },
    ),
    { numRuns: 300, seed: 9 },
  );
});

test.each([5, 20, 50])(
  'of %i calls a second at least 95 of 100 are used, also where timers are late',
  async (rate) => {
    let timer = 0;
    const times = await callTimes(rate, 1000, () => [0.1, 1.9, 0.8, 1.4, 0.3][timer++ % 5] ?? 0);
    const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
    expect(999 / seconds).toBeGreaterThanOrEqual(rate * 0.95);
  },
);

test('calls go through in the order in which they came', async () => {
  let elapsed = 0;
  const pace = createPace({
    callsPerSecond: 10,
    elapsed: () => elapsed,
    sleep: async (milliseconds) => {
      elapsed += milliseconds;
    },
  });
  const through: number[] = [];
  await Promise.all([1, 2, 3, 4].map((call) => pace().then(() => through.push(call))));
  expect(through).toEqual([1, 2, 3, 4]);
});
