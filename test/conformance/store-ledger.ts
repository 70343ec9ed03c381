import { describe, expect, test } from 'vitest';
import {
  keysOf,
  MINUTE,
  NOW,
  newestDigest,
  plannedDigest,
  recordSent,
  send,
  take,
  taking,
} from './store-digest-samples.ts';
import { CHANNEL, type OpenStore, OTHER_CHANNEL } from './store-samples.ts';

/** What a digest is and what became of it. */
export function describeLedger(open: OpenStore): void {
  describe('a planned digest', () => {
    test('comes back with its papers in their order, and with what was posted of it', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday', { shown: ['c', 'a'], passedOver: ['d', 'b'] }));
      const id = await newestDigest(store);
      const planned = {
        ...{ id, channel: CHANNEL, slot: 'monday', plannedAt: NOW, layout: 'thread' },
        ...{ shown: ['c', 'a'], passedOver: ['d', 'b'] },
      };
      expect(await store.ledger.get(id)).toStrictEqual(planned);
      await send(store);
      expect(await store.ledger.get(id)).toStrictEqual({
        ...planned,
        listId: 'message of C1 monday list',
        threadId: 'message of C1 monday thread',
      });
      expect(await store.ledger.get(id + 1)).toBeUndefined();
    });

    test('is planned once for a channel and slot; the second plan changes nothing', async () => {
      const store = await open();
      const plan = plannedDigest('monday', { shown: ['a'] });
      expect(await store.ledger.plan(plan)).toBe(1);
      expect(await store.ledger.plan(plan)).toBe(0);
      const again = plannedDigest('monday', { shown: ['b'], steps: [{ key: 'other', kind: 'list' }] });
      expect(await store.ledger.plan(again)).toBe(0);
      expect(await store.ledger.plan(plannedDigest('monday', { channel: OTHER_CHANNEL }))).toBe(1);
      expect((await store.ledger.newest(CHANNEL))?.shown).toEqual(['a']);
      expect(await send(store)).not.toContain('other');
    });

    test('whose paper another digest of the channel has claimed is not planned, and nothing of it is kept', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday', { shown: ['a'], passedOver: ['b'] }));
      for (const taken of ['a', 'b']) {
        const plan = store.ledger.plan(plannedDigest('tuesday', { shown: ['new', taken] }));
        await expect(plan).rejects.toThrow();
      }
      expect((await store.ledger.newest(CHANNEL))?.slot).toBe('monday');
      expect((await send(store)).filter((key) => key.includes('tuesday'))).toEqual([]);
      expect(await store.ledger.plan(plannedDigest('tuesday', { shown: ['new'] }))).toBe(1);
    });

    test('can be planned together with those of other channels, and is left out where its slot has one', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday', { shown: ['a'], layout: 'list' }));
      const others = ['slack/T1/C8', 'slack/T1/C9'].map((channel) => plannedDigest('monday', { channel }));
      const again = plannedDigest('monday', { steps: [{ key: 'other', kind: 'list' }] });
      expect(await store.ledger.plan(again, ...others)).toBe(2);
      expect((await store.ledger.newest(CHANNEL))?.shown).toEqual(['a']);
      for (const { channel, shown } of others)
        expect((await store.ledger.newest(channel))?.shown).toEqual(shown);
      expect((await send(store)).sort()).toEqual(
        ['C1 monday list', ...others.flatMap(({ steps }) => steps.map(({ key }) => key))].sort(),
      );
      expect(await store.ledger.plan()).toBe(0);
    });

    test('may hold a paper that another channel gets too', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday', { shown: ['a'] }));
      await store.ledger.plan(plannedDigest('monday', { shown: ['a'], channel: OTHER_CHANNEL }));
      expect((await store.ledger.newest(OTHER_CHANNEL))?.shown).toEqual(['a']);
    });

    test('whose key was given before is not planned, and nothing of it is kept', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday', { shown: ['a'] }));
      const { steps } = plannedDigest('monday');
      await expect(store.ledger.plan(plannedDigest('tuesday', { shown: ['b'], steps }))).rejects.toThrow();
      expect((await store.ledger.newest(CHANNEL))?.slot).toBe('monday');
      expect(await store.ledger.plan(plannedDigest('tuesday', { shown: ['b'] }))).toBe(1);
    });

    test('may pass over ten thousand papers', async () => {
      const store = await open();
      const passedOver = Array.from({ length: 10_000 }, (_, number) => `p${number}`);
      expect(await store.ledger.plan(plannedDigest('monday', { passedOver }))).toBe(1);
      expect((await store.ledger.newest(CHANNEL))?.passedOver).toEqual(passedOver);
    });

    test('that says that nothing matched holds no paper', async () => {
      const store = await open();
      const steps = [{ key: 'quiet', kind: 'quiet' }] as const;
      await store.ledger.plan(plannedDigest('monday', { shown: [], steps }));
      expect(await store.ledger.take(taking())).toMatchObject([{ key: 'quiet', kind: 'quiet' }]);
      expect(await store.ledger.newest(CHANNEL)).toMatchObject({ shown: [], passedOver: [] });
    });

    test('comes with others that are asked for, each with its own papers; unknown ones are left out', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday', { shown: ['c', 'a'], passedOver: ['b'] }));
      await store.ledger.plan(plannedDigest('monday', { channel: OTHER_CHANNEL, shown: ['a'] }));
      const ids = await Promise.all([CHANNEL, OTHER_CHANNEL].map((channel) => newestDigest(store, channel)));
      const digests = await store.ledger.getAll([...ids, ...ids, 99]);
      expect(ids.map((id) => digests.get(id))).toMatchObject([
        { channel: CHANNEL, shown: ['c', 'a'], passedOver: ['b'] },
        { channel: OTHER_CHANNEL, shown: ['a'], passedOver: [] },
      ]);
      expect(digests.size).toBe(2);
      expect(await store.ledger.getAll([])).toEqual(new Map());
    });

    test('is the newest where it was planned last, in its own channel', async () => {
      const store = await open();
      expect(await store.ledger.newest(CHANNEL)).toBeUndefined();
      await store.ledger.plan(plannedDigest('monday'));
      await store.ledger.plan(plannedDigest('tuesday'));
      await store.ledger.plan(plannedDigest('sunday', { channel: OTHER_CHANNEL }));
      expect((await store.ledger.newest(CHANNEL))?.slot).toBe('tuesday');
    });
  });

  describe('a step that was sent', () => {
    test('is recorded once, also where two tell of it', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday', { layout: 'list' }));
      await take(store);
      expect(await recordSent(store, 'C1 monday list', 'm1', NOW)).toBe(CHANNEL);
      expect(await recordSent(store, 'C1 monday list', 'm2', NOW)).toBeUndefined();
      expect((await store.ledger.newest(CHANNEL))?.listId).toBe('m1');
      expect(await recordSent(store, 'unknown', 'm3', NOW)).toBeUndefined();
    });

    test('can be recorded together with those of other channels; what was known already is left out', async () => {
      const store = await open();
      const other = { channel: OTHER_CHANNEL, shown: ['a'] };
      await store.ledger.plan(plannedDigest('monday'), plannedDigest('monday', other));
      await take(store);
      await recordSent(store, 'C1 monday list', 'm1', NOW + 500);
      const landed = [
        { key: 'C1 monday list', messageId: 'm3' },
        { key: 'C2 monday list', messageId: 'm2' },
        { key: 'unknown', messageId: 'm4' },
      ];
      const known = await store.ledger.sentAll(landed, NOW + 700);
      expect(known).toEqual(new Map([['C2 monday list', OTHER_CHANNEL]]));
      expect((await store.ledger.newest(CHANNEL))?.listId).toBe('m1');
      expect((await store.ledger.newest(OTHER_CHANNEL))?.listId).toBe('m2');
      expect(await take(store, { now: NOW + 699 })).toEqual(['C1 monday thread']);
      expect(await take(store, { now: NOW + 700 })).toEqual(['C2 monday thread']);
      const threads = ['C1', 'C2'].map((name) => ({ key: `${name} monday thread`, messageId: `t${name}` }));
      expect((await store.ledger.sentAll(threads, NOW)).size).toBe(2);
      expect((await store.ledger.newest(OTHER_CHANNEL))?.threadId).toBe('tC2');
      expect(await store.ledger.sentAll([], NOW)).toEqual(new Map());
    });

    test('makes the next one of its channel due when it says, and is never due again itself', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday'));
      await take(store);
      await recordSent(store, 'C1 monday list', 'm1', NOW + 500);
      expect(await store.ledger.nextDueAt(['slack'])).toBe(NOW + 500);
      expect(await take(store, { now: NOW + 499 })).toEqual([]);
      expect(await take(store, { now: NOW + 500 })).toEqual(['C1 monday thread']);
    });

    test('told of twice does not hurry the next one', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday'));
      await take(store);
      await recordSent(store, 'C1 monday list', 'm1', NOW + 500);
      await recordSent(store, 'C1 monday list', 'm1', NOW);
      expect(await take(store, { now: NOW + 499 })).toEqual([]);
    });

    test('counts as sent also after its lease went to another owner', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday', { layout: 'list' }));
      await take(store, { owner: 'one' });
      await take(store, { owner: 'two', now: NOW + MINUTE, heldUntil: NOW + 2 * MINUTE });
      expect(await recordSent(store, 'C1 monday list', 'm1', NOW)).toBe(CHANNEL);
      await store.ledger.putBack('C1 monday list', 'two', NOW);
      expect(await take(store, { now: NOW + 9 * MINUTE })).toEqual([]);
    });
  });

  describe('a step that ends without being there', () => {
    test('is never taken again, and the next one is due when it says', async () => {
      for (const state of ['uncertain', 'refused', 'dropped'] as const) {
        const store = await open();
        await store.ledger.plan(plannedDigest('monday'));
        await take(store);
        await store.ledger.end('C1 monday list', state, 'why', NOW + 500);
        expect(await take(store, { now: NOW + 499 })).toEqual([]);
        expect(await take(store, { now: NOW + 9 * MINUTE })).toEqual(['C1 monday thread']);
        expect((await store.ledger.newest(CHANNEL))?.listId).toBeUndefined();
        await store.ledger.release(await newestDigest(store), 'made room');
      }
    });

    test('stays sent where it was sent already', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday'));
      await take(store);
      await recordSent(store, 'C1 monday list', 'm1', NOW + 500);
      await store.ledger.end('C1 monday list', 'dropped', 'why', NOW);
      expect(await store.ledger.troubles(CHANNEL, 9)).toEqual([]);
      expect(await take(store, { now: NOW + 499 })).toEqual([]);
    });

    test('and is found after all counts as sent', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday', { layout: 'list' }));
      await take(store);
      await store.ledger.end('C1 monday list', 'uncertain', 'why', NOW);
      expect(await recordSent(store, 'C1 monday list', 'm1', NOW)).toBe(CHANNEL);
      expect(await store.ledger.troubles(CHANNEL, 9)).toEqual([]);
      expect((await store.ledger.newest(CHANNEL))?.listId).toBe('m1');
    });
  });

  describe('troubles', () => {
    test('are the steps that did not go well, with slot and reason: those of the newest digest first, as many as asked for', async () => {
      const store = await open();
      const endAll = async (slot: string, states: readonly ('refused' | 'uncertain' | 'dropped')[]) => {
        await store.ledger.plan(plannedDigest(slot, { layout: 'cards' }));
        for (const state of states) {
          const [key = ''] = keysOf(await store.ledger.take(taking()));
          await store.ledger.end(key, state, `${state} on ${slot}`, NOW);
        }
      };
      await endAll('monday', ['refused', 'dropped']);
      await endAll('tuesday', ['uncertain']);
      await send(store);
      await store.ledger.plan(plannedDigest('sunday', { channel: OTHER_CHANNEL }));
      const all = [
        { slot: 'tuesday', kind: 'card', state: 'uncertain', problem: 'uncertain on tuesday' },
        { slot: 'monday', kind: 'card', state: 'refused', problem: 'refused on monday' },
        { slot: 'monday', kind: 'card', state: 'dropped', problem: 'dropped on monday' },
      ];
      expect(await store.ledger.troubles(CHANNEL, 9)).toStrictEqual(all);
      expect(await store.ledger.troubles(CHANNEL, 2)).toStrictEqual(all.slice(0, 2));
      expect(await store.ledger.troubles(OTHER_CHANNEL, 9)).toEqual([]);
    });
  });
}
