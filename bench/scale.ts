import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ingest } from '../src/catalog/ingest.ts';
import { percolate } from '../src/digest/percolate.ts';
import { planDue } from '../src/digest/plan.ts';
import { newStepKey } from '../src/digest/step-keys.ts';
import { paperId } from '../src/paper/identity.ts';
import { openPostgres } from '../src/store/open-postgres.ts';
import type { Store } from '../src/store/store.ts';
import { createTestDatabase, TEST_POSTGRES_URL, type TestDatabase } from '../test/store/test-database.ts';
import type { BenchOptions, BenchResult } from './result.ts';
import { serverCpu } from './scale/server-cpu.ts';
import { DUE, PLATFORM, type WorkerReport, type WorkerTask } from './scale/task.ts';
import { median } from './seeded.ts';

/** So many that three processes send for ten seconds and more. */
const CHANNELS = 6_000;
/** A process compiles its code while it sends for the first seconds: what was sent in them tells about Node. Milliseconds. */
const WARM_UP = 3_000;
const ROUNDS = 3;
const PROCESSES = 3;
const LATENCY = 100;

interface Delivered {
  /** Digests a second, once all processes are warm and as long as all of them have something to send. */
  readonly rate: number;
  /** Digests a second from the word to go to the last one. */
  readonly overall: number;
  /** Milliseconds of CPU for each digest, in the processes and in the server. */
  readonly own: number;
  readonly server: number | undefined;
}

/**
 * How many digests one process and three deliver from one PostgreSQL database to a platform that takes 100 ms a call, 20
 * calls at once for each process; and what a digest costs where the platform takes no time. Needs `TEST_POSTGRES_URL`.
 */
export async function run({ numbers }: BenchOptions): Promise<BenchResult> {
  if (!TEST_POSTGRES_URL)
    throw new Error('Set TEST_POSTGRES_URL to a PostgreSQL server on which databases may be made.');
  const channels = numbers.channels ?? CHANNELS;
  const rounds = numbers.rounds ?? ROUNDS;
  const results = { one: [] as Delivered[], three: [] as Delivered[], bare: [] as Delivered[] };
  const planned = await createTestDatabase();
  try {
    const { store } = await openPostgres({ url: planned.url });
    await fill(store, channels);
    await store.close();
    for (let round = 0; round < rounds; round += 1) {
      results.one.push(await deliverAll(planned, channels, 1, LATENCY));
      results.three.push(await deliverAll(planned, channels, PROCESSES, LATENCY));
      results.bare.push(await deliverAll(planned, channels, PROCESSES, 0));
    }
  } finally {
    await planned.drop();
  }
  const rate = (of: readonly Delivered[]) => median(of.map((delivered) => delivered.rate));
  const times = (of: (delivered: Delivered) => number) =>
    median(results.three.map((three, at) => of(three) / of(results.one[at] as Delivered)));
  const server = results.bare.flatMap((delivered) => delivered.server ?? []);
  return {
    title: `${channels.toLocaleString('en')} digests on PostgreSQL; medians of ${rounds} rounds`,
    rows: [
      ['one process', `${rate(results.one).toFixed(0)} digests a second`, ''],
      ['three processes', `${rate(results.three).toFixed(0)} digests a second`, ''],
      ['three beside one', `${times(({ rate }) => rate).toFixed(2)} times as many`, 'at least 2.7 times'],
      ['the same with the start', `${times(({ overall }) => overall).toFixed(2)} times as many`, ''],
      [
        'a digest without the platform: in the processes',
        `${median(results.bare.map(({ own }) => own)).toFixed(2)} ms of CPU`,
        '',
      ],
      [
        'a digest without the platform: in the server',
        server.length === 0
          ? 'not measured: it is not on this machine'
          : `${median(server).toFixed(2)} ms of CPU`,
        '',
      ],
    ],
  };
}

async function deliverAll(
  planned: TestDatabase,
  channels: number,
  processes: number,
  latency: number,
): Promise<Delivered> {
  const database = await createTestDatabase(planned);
  try {
    const task: WorkerTask = { url: database.url, latency };
    const workers = Array.from({ length: processes }, (_, at) =>
      fork(join(import.meta.dirname, 'scale', 'worker.ts'), [JSON.stringify({ ...task, name: `w${at}` })]),
    );
    // All begin at once, when each of them has opened the database.
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    const before = await serverCpu();
    const started = Date.now();
    for (const worker of workers) worker.send('go');
    const reports = (await Promise.all(workers.map((worker) => once(worker, 'message')))).map(
      ([report]) => report as WorkerReport,
    );
    await Promise.all(workers.map((worker) => worker.exitCode === null && once(worker, 'exit')));
    const after = await serverCpu();
    const postedAt = reports.flatMap((report) => report.postedAt);
    const posted = postedAt.length;
    if (posted !== channels) throw new Error(`${posted} digests were posted where ${channels} were due`);
    return {
      rate: steadyRate(reports, started),
      // A process whose work is done by others stays a minute for what may become due: that does not count.
      overall: (posted / (Math.max(...postedAt) - started)) * 1000,
      own: reports.reduce((sum, { cpu }) => sum + cpu, 0) / posted,
      server: before === undefined || after === undefined ? undefined : (after - before) / posted,
    };
  } finally {
    await database.drop();
  }
}

/** Between the end of the warm-up and the time at which the first process has nothing left. */
function steadyRate(reports: readonly WorkerReport[], started: number): number {
  const from = started + WARM_UP;
  const to = Math.min(...reports.map(({ postedAt }) => Math.max(...postedAt)));
  const within = reports.flatMap(({ postedAt }) => postedAt.filter((at) => at >= from && at < to));
  return (within.length / (to - from)) * 1000;
}

async function fill(store: Store, channels: number): Promise<void> {
  const title = 'An invented study of rivers for everyone';
  const papers = [
    { id: paperId({ title }), title, listedOn: '2026-03-02', url: 'https://example.org/', sources: ['x'] },
  ];
  for (let from = 0; from < channels; from += 200) {
    await store.transaction(async (inside) => {
      for (let at = from; at < Math.min(channels, from + 200); at += 1) {
        const ref = { platform: PLATFORM, community: `team${at % 100}`, id: `c${at}` };
        const { key: channel } = await inside.channels.put(ref);
        const asked = {
          channel,
          query: 'rivers',
          canonical: 'river',
          createdBy: 'ada',
          createdByName: 'Ada',
        };
        await inside.channels.subscribe({ ...asked, createdAt: DUE - 1 });
        await inside.schedules.put({
          ...{ channel, platform: PLATFORM, time: '09:00', timeZone: 'UTC', days: [1, 2, 3, 4, 5, 6, 7] },
          ...{ nextAt: DUE, nextSlot: '2026-03-02T09:00', layout: 'list', papers: 5, announceQuiet: false },
        });
      }
    });
  }
  await ingest(store, { source: 'x', papers, seenAt: DUE - 1, receivedAt: DUE - 1 });
  await percolate(store, DUE);
  await planDue({ store, platforms: [PLATFORM], now: DUE, newKey: newStepKey });
}
