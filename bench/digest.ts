import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ingest } from '../src/catalog/ingest.ts';
import { createDelivery } from '../src/digest/deliver.ts';
import { percolate } from '../src/digest/percolate.ts';
import { planDue } from '../src/digest/plan.ts';
import { newStepKey } from '../src/digest/step-keys.ts';
import { paperId } from '../src/paper/identity.ts';
import { parseQuery } from '../src/query/parser.ts';
import { openSqliteStore } from '../src/store/open-sqlite.ts';
import type { Store } from '../src/store/store.ts';
import { createMeteredPlatform } from './metered-platform.ts';
import type { BenchOptions, BenchResult } from './result.ts';

const CHANNELS = 10_000;
/** One channel in so many has cards in a thread; the others get the list alone. */
const WITH_CARDS = 10;
const QUERIES = 500;
const PAPERS = 70;
/** What a platform lets through in its second. */
const CALLS = 50;
const LATENCY = 100;
const DUE = Date.parse('2026-03-02T09:00:00Z');

/**
 * 10,000 channels due in the same minute, on SQLite: how long planning one takes, and how much of what a platform lets
 * through is used. `--second 100` shortens the platform's second to 100 ms, `--channels 500` takes fewer channels.
 */
export async function run({ numbers }: BenchOptions): Promise<BenchResult> {
  const channels = numbers.channels ?? CHANNELS;
  const second = numbers.second ?? 1000;
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-'));
  const store = await openSqliteStore({ file: join(folder, 'bench.db') });
  let rss = 0;
  const watch = setInterval(() => {
    rss = Math.max(rss, process.memoryUsage.rss());
  }, 200);
  try {
    await fill(store, channels);
    await percolate(store, DUE);
    const cpu = process.cpuUsage();
    const planned = await planDue({ store, platforms: ['metered'], now: DUE, newKey: newStepKey });
    const { user, system } = process.cpuUsage(cpu);

    const platform = createMeteredPlatform({ calls: CALLS, second, latency: (LATENCY * second) / 1000 });
    const started = performance.now();
    const delivery = createDelivery({
      ...{ store, adapters: [platform], owner: 'bench', random: Math.random },
      log: { error: (context, message) => console.error(message, context) },
      // The slot's minute, going on.
      now: () => DUE + performance.now() - started,
      elapsed: () => performance.now(),
      sleep: (milliseconds, signal) =>
        setTimeout(milliseconds, undefined, signal && { signal }).catch(() => {}),
    });
    await delivery.deliver();
    const { accepted, refused, firstCard, lastList, span } = platform.metered();
    const allowed = (span / second) * CALLS;
    return {
      title: `${channels} channels due in one minute, ${accepted} messages`,
      rows: [
        ['planning, CPU per channel', `${((user + system) / 1000 / planned).toFixed(3)} ms`, 'at most 1 ms'],
        [
          'used of what the platform lets through',
          `${((100 * accepted) / allowed).toFixed(1)} %`,
          'at least 95 %',
        ],
        ['calls refused for being too many', String(refused), '0'],
        ['lists after the first card', String(lastList > firstCard ? 'some' : 0), '0'],
        ['memory, highest', `${Math.round(rss / 2 ** 20)} MB`, 'below 300 MB'],
      ],
    };
  } finally {
    clearInterval(watch);
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

async function fill(store: Store, channels: number): Promise<void> {
  const papers = Array.from({ length: PAPERS }, (_, at) => {
    const title = `Invented study ${at} of topic${(at * 7) % QUERIES} and topic${(at * 13) % QUERIES} for everyone`;
    return {
      ...{ id: paperId({ title }), title, listedOn: '2026-03-02' },
      url: 'https://example.org/',
      sources: ['feed'],
    };
  });
  await ingest(store, { source: 'feed:bench', papers, seenAt: DUE - 1, receivedAt: DUE - 1 });
  for (let from = 0; from < channels; from += 500) {
    await store.transaction(async (inside) => {
      for (let at = from; at < Math.min(channels, from + 500); at += 1) await addChannel(inside, at);
    });
  }
}

async function addChannel(store: Store, at: number): Promise<void> {
  const ref = { platform: 'metered', community: `team${at % 100}`, id: `c${at}` };
  const { key: channel } = await store.channels.put(ref);
  // The first query surely matches, so that each channel has a digest; the others are like people's.
  for (const text of [`topic${((at % PAPERS) * 7) % QUERIES}`, `topic${at % QUERIES}`, `study ${at % 3}`]) {
    const { canonical } = parseQuery(text);
    await store.channels.subscribe({
      ...{ channel, query: text, canonical, createdBy: 'ada', createdByName: 'Ada', createdAt: DUE },
    });
  }
  await store.schedules.put({
    ...{ channel, platform: 'metered', time: '09:00', timeZone: 'UTC', days: [1, 2, 3, 4, 5, 6, 7] },
    ...{ nextAt: DUE, nextSlot: '2026-03-02T09:00', papers: 2, announceQuiet: false },
    layout: at % WITH_CARDS === 0 ? 'thread' : 'list',
  });
}
