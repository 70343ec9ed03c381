import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openSqliteStore } from '../src/store/open-sqlite.ts';
import { fillDatabase, loadOf, nameOf } from './load/database.ts';
import type { BenchOptions, BenchResult } from './result.ts';
import { median } from './seeded.ts';

const ROUNDS = 5;

interface Start {
  /** Milliseconds from the start of the process. */
  answered: number;
  matched: number;
  /** How many queries the first paper matched. */
  matches: number;
  /** Bytes, the highest. */
  memory: number;
}

/** How soon a process answers and matches over a full SQLite database, and how much memory it needs. */
export async function run(options: BenchOptions): Promise<BenchResult> {
  const load = loadOf(options);
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-'));
  const file = join(folder, 'bench.db');
  try {
    const store = await openSqliteStore({ file });
    await fillDatabase(store, load);
    await store.close();
    const starts: Start[] = [];
    for (let round = 0; round < ROUNDS; round += 1) starts.push(await startOnce(file, round));
    const of = (what: keyof Start) => median(starts.map((start) => start[what]));
    return {
      title: `${nameOf(load)}, on SQLite; medians of ${ROUNDS} starts`,
      rows: [
        ['first command answered', `${(of('answered') / 1000).toFixed(2)} s after the start`, 'at most 2 s'],
        [
          'first paper matched',
          `${(of('matched') / 1000).toFixed(1)} s after the start, with ${of('matches').toLocaleString('en')} queries`,
          'at most 15 s',
        ],
        ['memory, highest', `${(of('memory') / 2 ** 20).toFixed(0)} MB`, 'at most 600 MB'],
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startOnce(file: string, round: number): Promise<Start> {
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'start', 'process.ts'), file, String(round)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const start: Start = { answered: Number.NaN, matched: Number.NaN, matches: 0, memory: 0 };
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as { say: 'answered' | 'matched'; matches?: number; memory: number };
    start[said.say] = performance.now() - started;
    start.matches = said.matches ?? 0;
    start.memory = said.memory;
  }
  return start;
}
