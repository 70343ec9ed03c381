import { describe, expect, test } from 'vitest';
import type { Layout } from '../../src/store/digest-store.ts';
import type { Store } from '../../src/store/store.ts';
import { NOW, newestDigest, plannedDigest, send, take } from './store-digest-samples.ts';
import { CHANNEL, type OpenStore } from './store-samples.ts';

/** What becomes of the papers of a digest that does not go on. */
export function describeRelease(open: OpenStore): void {
  describe('releasing a digest', () => {
    test('of which nothing is there sets all of its papers free, in every layout', async () => {
      for (const layout of ['thread', 'list', 'cards'] as const)
        expect(await keptAfter(await open(), layout, 0)).toEqual({ shown: [], passedOver: [] });
    });

    test('whose list is there keeps all papers, cards or not', async () => {
      const all = { shown: ['a', 'b', 'c'], passedOver: ['d'] };
      expect(await keptAfter(await open(), 'list', 1)).toEqual(all);
      for (const sent of [1, 2, 3]) expect(await keptAfter(await open(), 'thread', sent)).toEqual(all);
    });

    test('of cards keeps the papers whose cards are there and those passed over', async () => {
      expect(await keptAfter(await open(), 'cards', 2)).toEqual({ shown: ['a', 'b'], passedOver: ['d'] });
    });

    test('keeps the paper of a card that may be there, and frees that of a refused one', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday', { layout: 'cards', shown: ['a', 'b', 'c'] }));
      for (const state of ['uncertain', 'refused'] as const) {
        const [key = ''] = await take(store);
        await store.ledger.end(key, state, 'why', NOW);
      }
      await store.ledger.release(await newestDigest(store), 'why');
      expect((await store.ledger.newest(CHANNEL))?.shown).toEqual(['a']);
    });

    test('keeps all papers of a list that may be there', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday', { shown: ['a', 'b'] }));
      const [key = ''] = await take(store);
      await store.ledger.end(key, 'uncertain', 'why', NOW);
      await store.ledger.release(await newestDigest(store), 'why');
      expect((await store.ledger.newest(CHANNEL))?.shown).toEqual(['a', 'b']);
    });

    test('lets a later digest have the papers that came free, and no others', async () => {
      const store = await open();
      await keptAfter(store, 'cards', 1);
      expect(await store.ledger.plan(plannedDigest('tuesday', { shown: ['b', 'c'] }))).toBe(1);
      await expect(store.ledger.plan(plannedDigest('wednesday', { shown: ['a'] }))).rejects.toThrow();
    });

    test('sends nothing more of it, tells why, and goes on with the next digest of the channel', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday', { shown: ['a'] }));
      await store.ledger.plan(plannedDigest('tuesday', { shown: ['b'], layout: 'list' }));
      await send(store, 1);
      await store.ledger.release(1, 'the thread is gone');
      expect(await send(store)).toEqual(['C1 tuesday list']);
      expect(await store.ledger.troubles(CHANNEL, 1)).toMatchObject([
        { slot: 'monday', state: 'dropped', problem: 'the thread is gone' },
      ]);
    });

    test('leaves the digest before it at work', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday', { shown: ['a'], layout: 'list' }));
      await store.ledger.plan(plannedDigest('tuesday', { shown: ['b'] }));
      await take(store);
      await store.ledger.release(await newestDigest(store), 'why');
      expect(await take(store)).toEqual([]);
      expect((await store.ledger.get(1))?.shown).toEqual(['a']);
    });
  });
}

/** The papers that a digest still has after so many of its steps were sent and it was released. */
async function keptAfter(store: Store, layout: Layout, sent: number) {
  await store.ledger.plan(plannedDigest('monday', { layout, shown: ['a', 'b', 'c'], passedOver: ['d'] }));
  await send(store, sent);
  const id = await newestDigest(store);
  await store.ledger.release(id, 'why');
  const digest = await store.ledger.get(id);
  return { shown: digest?.shown, passedOver: digest?.passedOver };
}
