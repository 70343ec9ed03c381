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
