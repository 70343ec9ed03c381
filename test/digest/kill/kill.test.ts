import { expect, onTestFinished, test } from 'vitest';
import { type KillRunConfig, runKills } from './kill-run.ts';
import { createKillWorld, type KillWorld, type KillWorldConfig } from './kill-world.ts';
import type { Point } from './protocol.ts';
import { judge } from './verdict.ts';

const CLEAN = { lost: 0, doubled: 0, outOfOrder: 0, problems: [] };
const MINUTE = 60_000;

async function world(config: KillWorldConfig): Promise<KillWorld> {
  const created = await createKillWorld(config);
  onTestFinished(created.close);
  return created;
}

test('however often the process is killed, each paper appears once, in order, and none is lost', async () => {
  const configs: KillRunConfig[] = [101, 102].map((seed) => ({ seed, kills: 30 }));
  const runs = await Promise.all(configs.map(runKills));
  for (const run of runs) {
    expect(run, `seed ${run.seed}`).toMatchObject(CLEAN);
    expect(run.papers).toBeGreaterThan(50);
  }
  // Every kind of moment had its turn.
  expect([...new Set(runs.flatMap(({ killsAt }) => [...killsAt.keys()]))].sort()).toEqual([
    'after a call of the store',
    'after a call to the platform',
    'at any moment',
    'before a call of the store',
    'before a call to the platform',
    'during a call to the platform',
  ]);
}, 120_000);

test('two processes on one SQLite file share the work and never post the same message', async () => {
  const shared = await world({ seed: 201, channels: 30 });
  for (const day of [0, 1]) {
    await shared.beginDay(day);
    const both = [1, 2].map(() => shared.workers.start(shared.plan()));
    const ends = await Promise.all(both.map(({ ended }) => ended));
    expect(ends.flatMap(({ logged }) => logged)).toEqual([]);
  }
  expect(await judge(shared), 'seed 201').toMatchObject(CLEAN);
  expect(new Set(shared.platform.landed.map(({ by }) => by)).size).toBe(4);
}, 60_000);

/** Stops one process at a point past its lease, while another one does its work, and lets it go on then. */
async function stopPastLease(stopping: KillWorld, stop: Point): Promise<void> {
  const { workers, plan, random } = stopping;
  const stopped = workers.start(plan({ stop }));
  expect(await stopped.stoppedOrEnded).toBe('stopped');
  workers.pass(random.between(MINUTE, 5 * MINUTE));
  const other = await workers.start(plan()).ended;
  stopped.goOn();
  expect([...other.logged, ...(await stopped.ended).logged]).toEqual([]);
}

const STOPS: readonly Point[] = [
  // About to take steps, and with steps that it took but did not send.
  { on: 'store', method: 'ledger.take', nth: 1, when: 'before' },
  { on: 'store', method: 'ledger.take', nth: 2, when: 'after' },
  // While it puts the message together, right before it asks itself whether it is late.
  { on: 'store', method: 'votes.countIn', nth: 3, when: 'after' },
  { on: 'store', method: 'ledger.getAll', nth: 3, when: 'after' },
  // The message is there, and it is not written down.
  { on: 'call', nth: 3, when: 'after' },
  { on: 'call', nth: 17, when: 'after' },
];

test('a process stopped past its lease and continued posts nothing that another one has posted', async () => {
  const stopping = await world({ seed: 301, moody: false });
  for (const [day, stop] of STOPS.entries()) {
    await stopping.beginDay(day);
    await stopPastLease(stopping, stop);
  }
  expect(await judge(stopping), 'seed 301').toMatchObject(CLEAN);
}, 60_000);

/** Handed to the network, but not there yet. */
const ON_ITS_WAY: Point = { on: 'call', nth: 3, when: 'before' };

test('a send already handed to the network when its process is stopped appears once where the platform has a nonce', async () => {
  const stopping = await world({ seed: 401, moody: false, hasNonce: true });
  await stopping.beginDay(0);
  await stopPastLease(stopping, ON_ITS_WAY);
  expect(await judge(stopping), 'seed 401').toMatchObject(CLEAN);
}, 60_000);

test('… and twice where it has none: the one case that may double', async () => {
  const stopping = await world({ seed: 501, moody: false });
  await stopping.beginDay(0);
  await stopPastLease(stopping, ON_ITS_WAY);
  const { landed } = stopping.platform;
  expect(landed.length - new Set(landed.map(({ key }) => key)).size).toBe(1);
}, 60_000);
