import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Arrivals, ingest } from '../../src/catalog/ingest.ts';
import { percolate } from '../../src/digest/percolate.ts';
import { createPercolation } from '../../src/digest/percolation.ts';
import { makePaper } from '../../src/sources/make-paper.ts';
import type { Store } from '../../src/store/store.ts';
import { withStore } from '../conformance/store-samples.ts';
import { openMemoryStore } from '../store/memory-store.ts';
import { addChannel, CHANNEL, MONDAY } from './digest-world.ts';

const open = withStore(() => openMemoryStore());
const DAY = 24 * 3_600_000;
const ALWAYS = 30 * DAY;

async function arrive(
  store: Store,
  arrivals = createPercolation(),
  titles = ['A network of rivers'],
  at = MONDAY,
) {
  const papers = titles.map((title) => makePaper({ title, authorCount: 2, sources: ['x'] }));
  await ingest(store, { source: 'x', papers, seenAt: at, receivedAt: at }, arrivals);
}

async function waiting(store: Store, channel = CHANNEL): Promise<number> {
  return ((await store.matches.waiting([channel], MONDAY - ALWAYS)).get(channel) ?? []).length;
}

test('a paper’s matches are there as soon as the paper is', async () => {
  const store = await open();
  await addChannel(store, ['network', 'protein']);
  await arrive(store);
  expect(await waiting(store)).toBe(1);
  // Nothing is left to do for any of the queries but the one look back of a new one.
  await percolate(store, MONDAY);
  expect(await store.matches.behind(await store.matches.revision(), 9)).toEqual([]);
});

test('paper and matches come together or not at all', async () => {
  const store = await open();
  await addChannel(store, ['network']);
  const broken = { ...createPercolation(), take: async () => Promise.reject(new Error('disk full')) };
  await expect(arrive(store, broken)).rejects.toThrow('disk full');
  expect(await store.papers.count()).toBe(0);
  await arrive(store);
  expect(await waiting(store)).toBe(1);
});

test('a subscription made between two papers meets the second on arrival and the first by looking back', async () => {
  const store = await open();
  const arrivals = createPercolation();
  await addChannel(store, ['protein']);
  await arrive(store, arrivals);
  const later = 'fake/team/later';
  await addChannel(store, ['network'], { channel: later });
  await arrive(store, arrivals, ['Another network of rivers'], MONDAY + 1);
  expect(await waiting(store, later)).toBe(1);
  await percolate(store, MONDAY + 1, arrivals);
  const all = await store.matches.followed();
  expect(all.map(({ canonical }) => canonical).length).toBe(2);
});

test('a query that nobody follows any more meets nothing, while another channel’s goes on', async () => {
  const store = await open();
  const arrivals = createPercolation();
  const met: (readonly string[])[] = [];
  const watched: Arrivals = {
    ...arrivals,
    take: (inside, now) => {
      const meet: typeof inside.matches.meet = async (meetings, revision) => {
        const texts = new Map((await inside.matches.followed()).map(({ id, query }) => [id, query]));
        met.push(
          meetings.flatMap(({ wantedBy }) => wantedBy.map((id) => texts.get(id) ?? 'nobody’s')).sort(),
        );
        return inside.matches.meet(meetings, revision);
      };
      return arrivals.take({ ...inside, matches: { ...inside.matches, meet } }, now);
    },
  };
  await addChannel(store, ['network', 'river']);
  await addChannel(store, ['river'], { channel: 'fake/team/other' });
  await arrive(store, watched, ['First network of rivers']);
  await store.channels.unsubscribe(CHANNEL, [1, 2], MONDAY);
  await arrive(store, watched, ['Second network of rivers']);
  expect(met).toEqual([['network', 'river'], ['river']]);
});

test('papers that came while nobody followed a query reach who follows it again', async () => {
  const store = await open();
  const arrivals = createPercolation();
  await addChannel(store, ['network']);
  await arrive(store, arrivals, ['First network of rivers']);
  await percolate(store, MONDAY, arrivals);
  await store.channels.unsubscribe(CHANNEL, [1], MONDAY);
  await arrive(store, arrivals, ['Second network of rivers']);
  await store.channels.restore(CHANNEL, [1]);
  await percolate(store, MONDAY, arrivals);
  expect(await waiting(store)).toBe(2);
});

test('papers that came without meeting anyone are met at the next tick', async () => {
  const store = await open();
  const arrivals = createPercolation();
  await addChannel(store, ['network']);
  await percolate(store, MONDAY, arrivals);
  await arrive(store, { prepare: async () => {}, take: async () => {} });
  expect(await waiting(store)).toBe(0);
  await percolate(store, MONDAY, arrivals);
  expect(await waiting(store)).toBe(1);
});

test('two processes with indexes of their own know each other’s subscriptions', async () => {
  const store = await open();
  const [one, other] = [createPercolation(), createPercolation()];
  await addChannel(store, ['network']);
  await arrive(store, one);
  await addChannel(store, ['delta'], { channel: 'fake/team/b' });
  await arrive(store, other, ['The delta of a network']);
  await arrive(store, one, ['The second delta']);
  expect(await waiting(store)).toBe(2);
  expect(await waiting(store, 'fake/team/b')).toBe(2);
});

test('a look at what is followed that comes back late takes nothing away that was followed since', async () => {
  const store = await open();
  const arrivals = createPercolation();
  await addChannel(store, ['network']);
  await arrivals.prepare(store);
  await store.channels.unsubscribe(CHANNEL, [1], MONDAY);
  const read = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const followChanges: typeof store.matches.followChanges = async (after) => {
    const changes = await store.matches.followChanges(after);
    read.resolve();
    await answered.promise;
    return changes;
  };
  const late = arrivals.prepare({ ...store, matches: { ...store.matches, followChanges } });
  await read.promise;
  await store.channels.restore(CHANNEL, [1]);
  // It comes back while papers are about to meet what is followed.
  const meanwhile: Arrivals = {
    prepare: async () => {},
    take: (inside, now) => {
      const news: typeof inside.matches.news = async (since, after) => {
        answered.resolve();
        for (let turn = 0; turn < 10; turn += 1) await setImmediate();
        return inside.matches.news(since, after);
      };
      return arrivals.take({ ...inside, matches: { ...inside.matches, news } }, now);
    },
  };
  await arrive(store, meanwhile);
  await late;
  expect(await waiting(store)).toBe(1);
});

test('whoever else needs what is followed at the start waits for the one who reads it', async () => {
  const store = await open();
  const arrivals = createPercolation();
  await addChannel(store, ['network']);
  let reads = 0;
  const followed: typeof store.matches.followed = () => {
    reads += 1;
    return store.matches.followed();
  };
  const watched = { ...store, matches: { ...store.matches, followed } };
  await Promise.all([arrivals.prepare(watched), arrivals.prepare(watched), arrivals.prepare(watched)]);
  expect(reads).toBe(1);
  await arrive(store, arrivals);
  expect(await waiting(store)).toBe(1);
});
