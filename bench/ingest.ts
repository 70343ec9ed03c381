import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ingest } from '../src/catalog/ingest.ts';
import { search } from '../src/catalog/search.ts';
import { createPercolation } from '../src/digest/percolation.ts';
import { parseQuery } from '../src/query/parser.ts';
import { openSqliteStore } from '../src/store/open-sqlite.ts';
import type { Store } from '../src/store/store.ts';
import { benchPapers } from './papers.ts';
import type { BenchOptions, BenchResult } from './result.ts';
import { median, pick, seeded } from './seeded.ts';

const SUBSCRIPTIONS = 100_000;
const PER_CHANNEL = 10;
/** As many as a source hands over at once. */
const BATCH = 50;
const DAY = 86_400_000;

/**
 * All papers of the corpus taken in on SQLite, percolated against 100,000 subscriptions that are drawn from the papers'
 * own keywords, and searchable. `--subscriptions 1000` follows fewer.
 */
export async function run({ numbers }: BenchOptions): Promise<BenchResult> {
  const count = numbers.subscriptions ?? SUBSCRIPTIONS;
  const { papers, origin } = benchPapers();
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-'));
  const store = await openSqliteStore({ file: join(folder, 'bench.db') });
  try {
    await follow(
      store,
      papers.flatMap(({ keywords }) => keywords ?? []),
      count,
    );
    const arrivals = createPercolation();
    await arrivals.prepare(store);
    const now = Date.parse('2026-06-01T12:00Z');
    const rates: number[] = [];
    const memory: number[] = [];
    const started = process.cpuUsage();
    for (let from = 0; from < papers.length; from += BATCH) {
      const batch = papers.slice(from, from + BATCH);
      const at = now + (from / papers.length) * DAY;
      const before = performance.now();
      await ingest(
        store,
        { source: 'bench', papers: batch, seenAt: at, receivedAt: Math.round(at) },
        arrivals,
      );
      rates.push((batch.length / (performance.now() - before)) * 1000);
      if (from % (BATCH * 20) === 0) {
        globalThis.gc?.();
        memory.push(process.memoryUsage.rss() / 1e6);
      }
    }
    const { user, system } = process.cpuUsage(started);
    const seconds = (user + system) / 1e6;
    const { hits } = await search(store, parseQuery('diffusion OR graph OR language model'));
    const half = Math.floor(memory.length / 2);
    return {
      title: `${papers.length.toLocaleString('en')} ${origin} against ${count.toLocaleString('en')} subscriptions`,
      rows: [
        ['papers a second of one core', (papers.length / seconds).toFixed(0), '≥ 1,000'],
        [`papers a second, median of batches of ${BATCH}`, median(rates).toFixed(0), ''],
        [
          'memory in the first and second half',
          `${median(memory.slice(0, half)).toFixed(0)}, ${median(memory.slice(half)).toFixed(0)} MB`,
          'flat',
        ],
        ['found by a search right afterwards', String(hits.length), '> 0'],
      ],
    };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function follow(store: Store, keywords: readonly string[], count: number): Promise<void> {
  const random = seeded(17);
  let made = 0;
  for (let channel = 0; made < count; channel += 1) {
    const key = `bench/team/c${channel}`;
    await store.transaction(async (inside) => {
      await inside.channels.put({ platform: 'bench', community: 'team', id: `c${channel}` });
      for (let at = 0; at < PER_CHANNEL && made < count; ) {
        const text = keywords.length > 0 ? pick(keywords, random) : 'kalo';
        const query = read(text);
        if (!query) continue;
        await inside.channels.subscribe({
          ...{ channel: key, query: text, canonical: query.canonical },
          ...{ createdBy: 'u', createdByName: 'U', createdAt: 0 },
        });
        at += 1;
        made += 1;
      }
    });
  }
}

function read(text: string) {
  try {
    return parseQuery(text);
  } catch {
    return undefined;
  }
}
