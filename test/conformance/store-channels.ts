import { describe, expect, test } from 'vitest';
import { CHANNEL, type OpenStore, OTHER_CHANNEL, subscription } from './store-samples.ts';

const REF = { platform: 'slack', community: 'T1', id: 'C1' };

export function describeChannels(open: OpenStore): void {
  describe('channels', () => {
    test('a channel comes back with its key, and keeps its zone until another is given', async () => {
      const store = await open();
      expect(await store.channels.get(CHANNEL)).toBeUndefined();
      expect(await store.channels.put(REF)).toStrictEqual({ ...REF, key: CHANNEL });
      await store.channels.put(REF, 'Europe/Berlin');
      expect(await store.channels.put(REF)).toStrictEqual({
        ...REF,
        key: CHANNEL,
        timeZone: 'Europe/Berlin',
      });
      await store.channels.put(REF, 'Asia/Tokyo');
      expect(await store.channels.get(CHANNEL)).toStrictEqual({
        ...REF,
        key: CHANNEL,
        timeZone: 'Asia/Tokyo',
      });
    });

    test('ids with a slash or other characters stay apart', async () => {
      const store = await open();
      const one = await store.channels.put({ platform: 'x', community: 'a/b', id: 'c' });
      const other = await store.channels.put({ platform: 'x', community: 'a', id: 'b/c' });
      expect(one.key).not.toBe(other.key);
      expect(await store.channels.get(one.key)).toStrictEqual(one);
    });
  });

  describe('subscriptions', () => {
    test('those of several channels come together, each by number; channels without any are left out', async () => {
      const store = await open();
      await store.channels.subscribe(subscription({ query: 'b' }));
      await store.channels.subscribe(subscription({ query: 'a' }));
      await store.channels.subscribe(subscription({ query: 'c', channel: OTHER_CHANNEL }));
      await store.channels.unsubscribe(OTHER_CHANNEL, [1], 5);
      const found = await store.channels.subscriptionsIn([OTHER_CHANNEL, CHANNEL, 'slack/T1/none']);
      expect(found).toEqual(new Map([[CHANNEL, await store.channels.subscriptions(CHANNEL)]]));
      expect(found.get(CHANNEL)?.map(({ query }) => query)).toEqual(['b', 'a']);
    });

    test('they are numbered from 1 in each channel and come by number, as they were made', async () => {
      const store = await open();
      const made = [
        await store.channels.subscribe(subscription({ query: 'b', startsWith: '2024-01-02' })),
        await store.channels.subscribe(subscription({ query: 'a' })),
      ];
      const other = await store.channels.subscribe(subscription({ channel: OTHER_CHANNEL }));
      expect(made).toStrictEqual([
        { ...subscription({ query: 'b', startsWith: '2024-01-02' }), number: 1 },
        { ...subscription({ query: 'a' }), number: 2 },
      ]);
      expect(await store.channels.subscriptions(CHANNEL)).toStrictEqual(made);
      expect(await store.channels.subscriptions(OTHER_CHANNEL)).toStrictEqual([other]);
      expect(other.number).toBe(1);
    });

    test('a number is never given twice, also after the removal of the highest one', async () => {
      const store = await open();
      for (let time = 0; time < 3; time += 1) await store.channels.subscribe(subscription());
      await store.channels.unsubscribe(CHANNEL, [2, 3], 1);
      expect((await store.channels.subscribe(subscription())).number).toBe(4);
      await store.channels.unsubscribe(CHANNEL, [1, 4], 1);
      expect((await store.channels.subscribe(subscription())).number).toBe(5);
    });

    test('those who subscribe at once get different numbers', async () => {
      const store = await open();
      const made = await Promise.all(
        Array.from({ length: 20 }, () => store.channels.subscribe(subscription())),
      );
      expect(new Set(made.map(({ number }) => number)).size).toBe(20);
    });

    test('removing tells what was removed just now, and nothing of other channels', async () => {
      const store = await open();
      for (let time = 0; time < 3; time += 1) await store.channels.subscribe(subscription());
      await store.channels.subscribe(subscription({ channel: OTHER_CHANNEL }));
      const numbers = async (removed: Promise<readonly { number: number }[]>) =>
        (await removed).map(({ number }) => number);
      expect(await numbers(store.channels.unsubscribe(CHANNEL, [3, 1, 9], 5))).toEqual([1, 3]);
      expect(await numbers(store.channels.unsubscribe(CHANNEL, [1, 2], 6))).toEqual([2]);
      expect(await numbers(store.channels.unsubscribe(CHANNEL, [], 7))).toEqual([]);
      expect(await store.channels.subscriptions(CHANNEL)).toEqual([]);
      expect(await store.channels.subscriptions(OTHER_CHANNEL)).toHaveLength(1);
    });

    test('a removal can be taken back: the same subscription with the same number', async () => {
      const store = await open();
      const made = [
        await store.channels.subscribe(subscription({ query: 'a' })),
        await store.channels.subscribe(subscription({ query: 'b' })),
      ];
      await store.channels.unsubscribe(CHANNEL, [1, 2], 5);
      expect(await store.channels.restore(CHANNEL, [2, 7])).toStrictEqual([made[1]]);
      expect(await store.channels.subscriptions(CHANNEL)).toStrictEqual([made[1]]);
      expect(await store.channels.restore(CHANNEL, [1, 2])).toStrictEqual([made[0]]);
      expect(await store.channels.restore(CHANNEL, [])).toEqual([]);
      expect(await store.channels.subscriptions(CHANNEL)).toStrictEqual(made);
      expect(await store.channels.restore(OTHER_CHANNEL, [1])).toEqual([]);
    });
  });
}
