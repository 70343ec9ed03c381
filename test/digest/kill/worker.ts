import { flushCompileCache } from 'node:module';
import { inspect } from 'node:util';
import { createClockwork } from '../../../src/digest/clockwork.ts';
import { createDelivery } from '../../../src/digest/deliver.ts';
import { newStepKey } from '../../../src/digest/step-keys.ts';
import { PATIENCE } from '../../../src/store/node-sqlite.ts';
import { createFate } from './fate.ts';
import { createLineAdapter } from './line-adapter.ts';
import { openParentLine } from './parent-line.ts';
import { PLATFORM, type WorkerPlan } from './protocol.ts';
import { createSeededRandom } from './seeded-random.ts';
import { isPostgres, openShared, watchCalls } from './shared-database.ts';
import { createWorkerClock } from './worker-clock.ts';

/** One process of Paperboy's digests: ticks each minute until nothing is left to do, unless its plan ends it before. */
const plan: WorkerPlan = JSON.parse(process.argv[2] ?? '');

/** A day of minutes. */
const MOST_TICKS = 24 * 60;

// Killed processes keep nothing of what they compiled.
flushCompileCache();
const line = openParentLine();
const clock = createWorkerClock(plan.clockFile, line.idle);
const { now, sleep } = clock;
const fate = createFate({ plan, now, sayStopped: () => line.say({ say: 'stopped' }) });
const shared = await openShared(plan.database, { ...PATIENCE, sleep: clock.waitForLock });
// What a server is asked takes time of the machine, in which the clock stands still.
const opened = isPostgres(plan.database) ? watchCalls(shared, clock.hold) : shared;
const store = fate.watch(opened);
const logged: string[] = [];
const log = {
  error: (context: unknown, message: string) => void logged.push(`${message} ${inspect(context)}`),
};
const delivery = createDelivery({
  ...{ store, adapters: [createLineAdapter({ line, clock, fate })], owner: plan.name, log },
  ...{ now, elapsed: now, sleep, random: createSeededRandom(plan.seed).next },
});
const clockwork = createClockwork({ store, platforms: [PLATFORM], delivery, log, now, newKey: newStepKey });

async function workUntilNothingIsLeft(): Promise<void> {
  for (let tick = 0; tick < MOST_TICKS; tick += 1) {
    await clockwork.tick();
    const isPlanned = (await opened.schedules.due([PLATFORM], now(), 1)).length === 0;
    if (isPlanned && (await opened.ledger.nextDueAt([PLATFORM])) === undefined) return;
    await sleep(60_000);
  }
  throw new Error('A day has gone by and there is still something to do');
}

await clock.run(workUntilNothingIsLeft());
await opened.close();
await line.say({ say: 'done', logged });
process.disconnect();
