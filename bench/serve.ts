import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgres } from '../src/store/open-postgres.ts';
import { openSqlite } from '../src/store/open-sqlite.ts';
import type { OpenedStore } from '../src/store/opened-store.ts';
import type { Store } from '../src/store/store.ts';
import { createTestDatabase, TEST_POSTGRES_URL } from '../test/store/test-database.ts';
import { type Filled, fillDatabase, type Load, loadOf, nameOf } from './load/database.ts';
import { createBenchDesk } from './load/desk.ts';
import type { BenchOptions, BenchResult } from './result.ts';
import { pick, pickZipf, quantile, seeded } from './seeded.ts';

type Row = [what: string, value: string, goal: string];

/** Of each command so many. */
const ASKED = 200;
const MIXED = 3_000;
/** The first ones compile their code. */
const WARM_UP = 30;

/**
 * Commands answered inside the process over a full database: on SQLite, and on PostgreSQL where `TEST_POSTGRES_URL` names
 * a server. `--asked 50` asks less.
 */
export async function run(options: BenchOptions): Promise<BenchResult> {
  const load = loadOf(options);
  const asked = options.numbers.asked ?? ASKED;
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-'));
  const file = join(folder, 'bench.db');
  const opened = await openSqlite({ file });
  const rows: Row[] = [];
  try {
    const filled = await fillDatabase(opened.store, load);
    // As every night.
    await opened.store.papers.tidySearch();
    rows.push(...(await measure('SQLite', opened.store, filled, load, asked, 25)));
    rows.push(['SQLite: database', `${(statSync(file).size / 2 ** 20).toFixed(0)} MB`, '']);
    if (TEST_POSTGRES_URL) rows.push(...(await measurePostgres(opened, filled, load, asked)));
    else rows.push(['PostgreSQL', 'not measured: TEST_POSTGRES_URL is not set', '']);
  } finally {
    await opened.store.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return { title: `${nameOf(load)}; ${asked} of each command`, rows };
}

async function measurePostgres(from: OpenedStore, filled: Filled, load: Load, asked: number): Promise<Row[]> {
  const database = await createTestDatabase();
  const { store, transfer } = await openPostgres({ url: database.url });
  try {
    const started = performance.now();
    const moved = await transfer.import(from.transfer.export());
    const seconds = (performance.now() - started) / 1000;
    return [
      [
        'moved from SQLite to PostgreSQL',
        `${moved.toLocaleString('en')} rows in ${seconds.toFixed(0)} s`,
        '',
      ],
      ...(await measure('PostgreSQL', store, filled, load, asked, 50)),
    ];
  } finally {
    await store.close();
    await database.drop();
  }
}

async function measure(
  engine: string,
  store: Store,
  filled: Filled,
  load: Load,
  asked: number,
  goal: number,
): Promise<Row[]> {
  const answer = createBenchDesk(store);
  const random = seeded(31);
  const channel = () => Math.floor(random() * load.channels);
  const lines = linesFor(filled, random);
  const rows: Row[] = [];
  for (const [name, line] of Object.entries(lines)) {
    const times: number[] = [];
    for (let at = -WARM_UP; at < asked; at += 1) {
      const [where, text] = [channel(), line()];
      const started = performance.now();
      const outcome = await answer(where, text);
      if (at >= 0) times.push(performance.now() - started);
      if (outcome === 'failed') throw new Error(`“${text}” failed`);
    }
    const [half, most] = [0.5, 0.99].map((share) => quantile(times, share).toFixed(1));
    rows.push([`${engine}: ${name}, p50 / p99`, `${half} / ${most} ms`, `p99 ≤ ${goal} ms`]);
  }
  const names = Object.keys(lines);
  const { user, system } = process.cpuUsage();
  const count = Math.min(MIXED, asked * 15);
  const started = performance.now();
  for (let at = 0; at < count; at += 1) await answer(channel(), lines[pick(names, random)]?.() ?? 'help');
  const wall = (performance.now() - started) / 1000;
  const after = process.cpuUsage();
  const cpu = (after.user + after.system - user - system) / 1e6;
  rows.push([
    `${engine}: mixed commands`,
    `${(count / cpu).toFixed(0)} a second of CPU, ${(count / wall).toFixed(0)} a second one after another`,
    '≥ 300 a second on one core',
  ]);
  return rows;
}

/** What people type, by command. */
function linesFor({ keywords, paperIds }: Filled, random: () => number): Record<string, () => string> {
  const followed = () => pickZipf(keywords, random);
  return {
    today: () => 'today',
    'today page:2': () => 'today page:2',
    'today matching': () => 'today matching',
    search: () => `search ${followed()}`,
    show: () => `show ${pick(paperIds, random)}`,
    subscribe: () => `subscribe ${followed()}`,
    unsubscribe: () => `unsubscribe ${1 + Math.floor(random() * 10)}`,
    subscriptions: () => 'subscriptions',
    preview: () => 'preview',
    schedule: () => 'schedule',
    settings: () => 'settings',
    pause: () => 'pause',
    resume: () => 'resume',
    'top week': () => 'top week',
    'top all': () => 'top all',
    status: () => 'status',
    help: () => 'help',
  };
}
