import { describe, expect, test } from 'vitest';
import { heldPaper, idsOf, mark, type OpenStore, post, rows, turn } from './store-samples.ts';

export function describeTransactions(open: OpenStore): void {
  describe('transactions', () => {
    test('what a transaction did is kept, and its result comes back', async () => {
      const store = await open();
      const result = await store.transaction(async (inside) => {
        await inside.papers.put(heldPaper('a'));
        await inside.sources.succeeded('feed', 1);
        return (await inside.papers.get('a'))?.id;
      });
      expect(result).toBe('a');
      expect(await store.papers.count()).toBe(1);
      expect(await store.sources.all()).toHaveLength(1);
    });

    test('of a transaction that rejects nothing is kept, whichever parts it touched', async () => {
      const store = await open();
      await store.papers.put(heldPaper('old'));
      await store.papers.put(heldPaper('new'));
      const trouble = new Error('trouble');
      const failed = store.transaction(async (inside) => {
        await inside.papers.put(heldPaper('a'));
        await inside.papers.supersede('old', 'new');
        await inside.sources.succeeded('feed', 1);
        await inside.channels.put({ platform: 'slack', community: 'T1', id: 'C1' });
        await inside.posts.record('slack/T1', post(rows('a')));
        await inside.votes.mark(mark({ paperId: 'a' }));
        throw trouble;
      });
      await expect(failed).rejects.toBe(trouble);
      expect(await store.papers.get('a')).toBeUndefined();
      expect((await store.papers.get('old'))?.id).toBe('old');
      expect(await store.sources.all()).toEqual([]);
      expect(await store.channels.get('slack/T1/C1')).toBeUndefined();
      expect(await store.posts.get('slack/T1/C1', 'm1')).toBeUndefined();
      expect(await store.votes.count('slack/T1', ['a'])).toEqual(new Map());
    });

    test('a store goes on working after a transaction that rejected', async () => {
      const store = await open();
      await expect(store.transaction(() => Promise.reject(new Error('trouble')))).rejects.toThrow('trouble');
      await store.transaction((inside) => inside.papers.put(heldPaper('a')));
      expect(await store.papers.count()).toBe(1);
    });

    test('what others write while a transaction is open is not taken back with it', async () => {
      const store = await open();
      let others: Promise<unknown> = Promise.resolve();
      const began = Promise.withResolvers<void>();
      const failed = store.transaction(async (inside) => {
        await inside.papers.put(heldPaper('mine'));
        began.resolve();
        for (let wait = 0; wait < 5; wait += 1) await turn();
        await inside.papers.put(heldPaper('mine too'));
        throw new Error('trouble');
      });
      await began.promise;
      others = Promise.all([
        store.papers.put(heldPaper('theirs')),
        store.channels.put({ platform: 'slack', community: 'T1', id: 'C1' }),
        store.transaction((inside) => inside.papers.put(heldPaper('theirs too'))),
      ]);
      await expect(failed).rejects.toThrow('trouble');
      await others;
      expect(idsOf(await store.papers.getAll(['mine', 'mine too', 'theirs', 'theirs too']))).toEqual([
        'theirs',
        'theirs too',
      ]);
      expect(await store.channels.get('slack/T1/C1')).toBeDefined();
    });

    test('nobody else sees what an open transaction has not kept yet', async () => {
      const store = await open();
      const began = Promise.withResolvers<void>();
      const failed = store.transaction(async (inside) => {
        await inside.papers.put(heldPaper('a'));
        began.resolve();
        await turn();
        throw new Error('trouble');
      });
      await began.promise;
      const seen = store.papers.get('a');
      await expect(failed).rejects.toThrow('trouble');
      expect(await seen).toBeUndefined();
    });

    test('of transactions at once each reads what the one before it wrote', async () => {
      const store = await open();
      await store.papers.put(heldPaper('a', { upvotes: 0 }));
      const add = () =>
        store.transaction(async (inside) => {
          const upvotes = (await inside.papers.get('a'))?.upvotes ?? 0;
          await turn();
          await inside.papers.put(heldPaper('a', { upvotes: upvotes + 1 }));
        });
      await Promise.all(Array.from({ length: 20 }, add));
      expect((await store.papers.get('a'))?.upvotes).toBe(20);
    });

    test('a transaction in a transaction, and the outer store in one, are refused instead of waiting for ever', async () => {
      const store = await open();
      await store.transaction(async (inside) => {
        await expect(inside.transaction(async () => {})).rejects.toThrow('begin another one');
        await expect(inside.close()).rejects.toThrow('close');
        await expect(store.transaction(async () => {})).rejects.toThrow('do not nest');
        await expect(store.papers.get('a')).rejects.toThrow('Inside a transaction');
        await expect(store.papers.put(heldPaper('a'))).rejects.toThrow('Inside a transaction');
      });
      await store.papers.put(heldPaper('a'));
      expect(await store.papers.count()).toBe(1);
    });

    test("a transaction's store is of no use once it has ended", async () => {
      const store = await open();
      const inside = await store.transaction(async (given) => given);
      await expect(inside.papers.put(heldPaper('a'))).rejects.toThrow('ended');
      await expect(inside.votes.count('slack/T1', ['a'])).rejects.toThrow('ended');
      expect(await store.papers.count()).toBe(0);
    });

    test('closing lets finish what was asked for before, and may be repeated', async () => {
      const store = await open();
      let kept = false;
      const work = store.transaction(async (inside) => {
        await turn();
        await inside.papers.put(heldPaper('a'));
        kept = (await inside.papers.count()) === 1;
      });
      await Promise.all([store.close(), store.close(), work]);
      await store.close();
      expect(kept).toBe(true);
      await expect(store.papers.count()).rejects.toThrow();
    });
  });
}
