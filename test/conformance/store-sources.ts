import { describe, expect, test } from 'vitest';
import type { OpenStore } from './store-samples.ts';

export function describeSources(open: OpenStore): void {
  describe('sources', () => {
    test('each tells its last success and its last error, by name', async () => {
      const store = await open();
      await store.sources.failed('b', 5, 'answered 503');
      await store.sources.succeeded('a', 1);
      await store.sources.succeeded('a', 2);
      await store.sources.succeeded('b', 6);
      await store.sources.failed('c', 7, 'first');
      await store.sources.failed('c', 8, 'second');
      expect(await store.sources.all()).toStrictEqual([
        { name: 'a', lastSuccessAt: 2 },
        { name: 'b', lastSuccessAt: 6, lastError: 'answered 503', lastErrorAt: 5 },
        { name: 'c', lastError: 'second', lastErrorAt: 8 },
      ]);
    });

    test('each tells what was odd about its last good fetch, and when it is asked again', async () => {
      const store = await open();
      await store.sources.plan('arxiv', 70);
      await store.sources.succeeded('arxiv', 5, 'nothing on a Tuesday');
      expect(await store.sources.all()).toStrictEqual([
        { name: 'arxiv', lastSuccessAt: 5, note: 'nothing on a Tuesday', nextAt: 70 },
      ]);
      await store.sources.plan('arxiv', 90);
      await store.sources.succeeded('arxiv', 6);
      expect(await store.sources.all()).toStrictEqual([{ name: 'arxiv', lastSuccessAt: 6, nextAt: 90 }]);
    });

    test('each tells the days that no fetch reached back to, until they are had', async () => {
      const store = await open();
      const state = async () => (await store.sources.all())[0];
      await store.sources.missed('a', { from: '2025-03-01', to: '2025-04-01' });
      await store.sources.missed('a', { from: '2025-06-01', to: '2025-07-01' });
      expect(await state()).toStrictEqual({ name: 'a', missedFrom: '2025-03-01', missedTo: '2025-07-01' });
      await store.sources.missed('a');
      expect(await state()).toStrictEqual({ name: 'a' });
    });

    test('each tells its own newest edition', async () => {
      const store = await open();
      for (const [source, listedOn] of [
        ['a', '2025-11-05'],
        ['a', '2025-11-07'],
        ['b', '2025-11-10'],
      ] as const)
        await store.papers.list({ source, listedOn, paperId: '2401.00001', position: 0 });
      expect(await store.sources.newestEdition('a')).toBe('2025-11-07');
      expect(await store.sources.newestEdition('b')).toBe('2025-11-10');
      expect(await store.sources.newestEdition('c')).toBeUndefined();
    });

    test('what happened earlier and is told later does not hide what happened last', async () => {
      const store = await open();
      await store.sources.succeeded('a', 9);
      await store.sources.succeeded('a', 3);
      await store.sources.failed('a', 8, 'late');
      await store.sources.failed('a', 2, 'early');
      expect(await store.sources.all()).toStrictEqual([
        { name: 'a', lastSuccessAt: 9, lastError: 'late', lastErrorAt: 8 },
      ]);
    });

    test('a success counts unless its source is excepted; a failure never does', async () => {
      const store = await open();
      await store.sources.failed('arxiv', 1, 'down');
      expect(await store.sources.anySucceeded([])).toBe(false);
      await store.sources.succeeded('sample', 1);
      expect(await store.sources.anySucceeded([])).toBe(true);
      expect(await store.sources.anySucceeded(['sample'])).toBe(false);
      await store.sources.succeeded('arxiv', 2);
      expect(await store.sources.anySucceeded(['sample'])).toBe(true);
      expect(await store.sources.anySucceeded(['sample', 'arxiv'])).toBe(false);
    });
  });
}
