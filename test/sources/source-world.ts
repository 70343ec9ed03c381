import { onTestFinished } from 'vitest';
import type { Arrivals } from '../../src/catalog/ingest.ts';
import type { Asking, Haul, Source } from '../../src/sources/source.ts';
import { takeIn, takeInDay } from '../../src/sources/take-in.ts';
import { collect } from '../conformance/store-samples.ts';
import { openMemoryStore } from '../store/memory-store.ts';
import { fetchWorld } from './fetching/fetch-world.ts';

/** An empty catalog, and a fetcher on a clock that never waits. */
export async function sourceWorld(start = '2026-03-10T12:00:00Z') {
  const world = fetchWorld({ start: Date.parse(start) });
  const store = await openMemoryStore();
  onTestFinished(() => store.close());
  const taking = { store, now: world.now };
  return {
    ...world,
    store,
    take: (source: Source, arrivals?: Arrivals, asked: Pick<Asking, 'attempts' | 'signal'> = {}) =>
      takeIn({ ...taking, arrivals }, source, asked),
    takeDay: (source: Source, date: string) => takeInDay(taking, source, date),
    /** Ids of an edition, in its order. */
    edition: async (date: string) => (await store.papers.edition(date)).map(({ id }) => id),
    news: async () =>
      (await collect(store.papers.newestFirst()))
        .filter(({ newsAt }) => newsAt !== undefined)
        .map(({ id }) => id)
        .sort(),
    state: async (name: string) => (await store.sources.all()).find((state) => state.name === name),
  };
}

export async function collectHauls(hauls: AsyncIterable<Haul>): Promise<Haul[]> {
  return collect(hauls);
}
