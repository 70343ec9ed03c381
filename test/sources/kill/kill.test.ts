import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { openSqliteStore } from '../../../src/store/open-sqlite.ts';
import { addDays } from '../../../src/time/plain-date.ts';
import { collect } from '../../conformance/store-samples.ts';
import { loopback } from '../fetching/loopback.ts';
import { dailyPapers, type Editions } from '../hugging-face-server.ts';

const TODAY = '2026-03-10';
const NOW = Date.parse(`${TODAY}T12:00:00Z`);
const A_DAY = 40;
const WORKER = join(import.meta.dirname, 'fetching-worker.ts');

/** Eight days of papers, each paper on two of them. */
const EDITIONS: Editions = Object.fromEntries(
  Array.from({ length: 8 }, (_, ago) => [
    addDays(TODAY, -ago),
    Object.fromEntries(
      Array.from({ length: A_DAY }, (_, at) => [`2603.${10_000 + ago * (A_DAY / 2) + at}`, at]),
    ),
  ]),
);
const ALL = [...new Set(Object.values(EDITIONS).flatMap((papers) => Object.keys(papers)))].sort();

test('a process that is killed while it fetches loses no paper that it had taken, and doubles none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-kill-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'paperboy.db');
  const server = await loopback(dailyPapers(EDITIONS));
  const channel = 'terminal/local/here';
  const before = await openSqliteStore({ file });
  await before.channels.put({ platform: 'terminal', community: 'local', id: 'here' });
  await before.channels.subscribe({
    ...{
      channel,
      query: 'made-up',
      canonical: 'made-up',
      createdBy: 'ada',
      createdByName: 'Ada',
      createdAt: 0,
    },
  });
  await before.close();

  /** Kills the process when it has acknowledged so many papers, or lets it end; what it acknowledged. */
  async function runUntil(papers: number): Promise<string[]> {
    const worker = spawn(process.execPath, [WORKER, file, server.origin, String(NOW)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    const closed = once(worker, 'close');
    for await (const line of createInterface(worker.stdout)) {
      lines.push(line);
      if (lines.length === papers) worker.kill('SIGKILL');
    }
    await closed;
    return lines;
  }

  const acknowledged = new Set<string>();
  for (const papers of [1, A_DAY + 1, 3 * A_DAY, 5 * A_DAY + 7]) {
    const lines = await runUntil(papers);
    expect(lines).not.toContain('done');
    for (const id of lines) acknowledged.add(id);
    const store = await openSqliteStore({ file });
    const held = (await collect(store.papers.newestFirst())).map(({ id }) => id);
    expect(held).toEqual(expect.arrayContaining([...acknowledged]));
    expect(new Set(held).size).toBe(held.length);
    // What is held has met the subscriptions in the same transaction.
    const waiting = ((await store.matches.waiting([channel], 0)).get(channel) ?? []).map(({ id }) => id);
    expect(waiting.sort()).toEqual(held.sort());
    // No fetch was whole.
    expect(await store.sources.anySucceeded([])).toBe(false);
    await store.close();
  }

  expect(await runUntil(Number.POSITIVE_INFINITY)).toContain('done');
  const store = await openSqliteStore({ file });
  expect((await collect(store.papers.newestFirst())).map(({ id }) => id).sort()).toEqual(ALL);
  for (const [date, papers] of Object.entries(EDITIONS))
    expect((await store.papers.edition(date)).map(({ id }) => id)).toEqual(Object.keys(papers));
  await store.close();
});
