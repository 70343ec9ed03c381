import { describe, expect, test } from 'vitest';
import {
  keysOf,
  MINUTE,
  NOW,
  plannedDigest,
  recordSent,
  send,
  take,
  taking,
} from './store-digest-samples.ts';
import { type OpenStore, OTHER_CHANNEL } from './store-samples.ts';

/** Who may work on which step, and when. */
export function describeTaking(open: OpenStore): void {
  describe('taking steps', () => {
    test('a step that was never tried comes as pending, and knows from then on when it was tried', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday', { layout: 'list' }));
      const [first] = await store.ledger.take(taking());
      expect(first).toMatchObject({ state: 'pending', tries: 1, firstTriedAt: NOW, triedAt: NOW });
      await store.ledger.putBack('C1 monday list', 'one', NOW + 1);
      const [second] = await store.ledger.take(taking({ now: NOW + 2 }));
      expect(second).toMatchObject({ state: 'pending', tries: 2, firstTriedAt: NOW, triedAt: NOW + 2 });
    });

    test('what one owner holds no other takes before its time; then it comes as sending, as it was tried', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday', { layout: 'list' }));
      await take(store, { owner: 'one' });
      const later = (now: number) =>
        store.ledger.take(taking({ owner: 'two', now, heldUntil: now + MINUTE }));
      expect(await later(NOW + MINUTE - 1)).toEqual([]);
      const [step] = await later(NOW + MINUTE);
      expect(step).toMatchObject({ state: 'sending', tries: 1, firstTriedAt: NOW, triedAt: NOW });
      expect(await take(store, { owner: 'one', now: NOW + MINUTE })).toEqual([]);
    });

    test('at most one step of a channel is under way, whoever asks', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday'));
      await store.ledger.plan(plannedDigest('tuesday'));
      expect(await take(store, { owner: 'one' })).toEqual(['C1 monday list']);
      expect(await take(store, { owner: 'one' })).toEqual([]);
      expect(await take(store, { owner: 'two' })).toEqual([]);
      await store.ledger.plan(plannedDigest('wednesday'));
      expect(await take(store, { owner: 'two' })).toEqual([]);
    });

    test('the steps of several digests of a channel go one after the other, in the order of their plans', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('tuesday', { shown: ['a'] }));
      await store.ledger.plan(plannedDigest('monday', { shown: ['b'], layout: 'list' }));
      await store.ledger.plan(plannedDigest('friday', { shown: ['c'], layout: 'cards' }));
      expect(await send(store)).toEqual([
        'C1 tuesday list',
        'C1 tuesday thread',
        'C1 tuesday card 1',
        'C1 monday list',
        'C1 friday card 1',
      ]);
    });

    test('a digest that is planned after all others are sent goes out too', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday'));
      await send(store);
      await store.ledger.plan(plannedDigest('tuesday', { layout: 'list' }));
      expect(await send(store)).toEqual(['C1 tuesday list']);
    });

    test('what was taken and not tried is as it was before, whoever else may have tried it earlier', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday', { layout: 'list' }));
      const [before] = await store.ledger.take(taking());
      await store.ledger.untake('C1 monday list', 'another', NOW);
      expect(await take(store)).toEqual([]);
      await store.ledger.untake('C1 monday list', 'one', NOW + 1);
      const [again] = await store.ledger.take(taking({ now: NOW + 2 * MINUTE, heldUntil: NOW + 3 * MINUTE }));
      expect(again).toMatchObject({ state: 'pending', tries: 1, firstTriedAt: NOW + 2 * MINUTE });
      expect(before).toMatchObject({ tries: 1, firstTriedAt: NOW });
      await store.ledger.putBack('C1 monday list', 'one', NOW + 3 * MINUTE);
      await store.ledger.take(taking({ now: NOW + 4 * MINUTE, heldUntil: NOW + 5 * MINUTE }));
      await store.ledger.untake('C1 monday list', 'one', NOW + 4 * MINUTE);
      expect(await store.ledger.take(taking({ now: NOW + 5 * MINUTE }))).toMatchObject([
        { tries: 2, firstTriedAt: NOW + 2 * MINUTE },
      ]);
    });

    test('a step is due when its digest was planned, not before', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday', { plannedAt: NOW + 1 }));
      expect(await store.ledger.nextDueAt(['slack'])).toBe(NOW + 1);
      expect(await take(store)).toEqual([]);
      expect(await take(store, { now: NOW + 1 })).toHaveLength(1);
    });

    test('lists come before all others, and what waits longest comes first', async () => {
      const store = await open();
      await store.ledger.plan(
        plannedDigest('m', { channel: 'slack/T1/C3', layout: 'cards', plannedAt: NOW - 9 }),
      );
      await store.ledger.plan(plannedDigest('m', { channel: 'slack/T1/C4', plannedAt: NOW - 1 }));
      await store.ledger.plan(plannedDigest('m', { channel: 'slack/T1/C5', plannedAt: NOW - 2 }));
      expect(await take(store, { limit: 2 })).toEqual(['C5 m list', 'C4 m list']);
      expect(await take(store)).toEqual(['C3 m card 1']);
    });

    test('while only lists are wanted, nothing else is taken', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday', { layout: 'cards' }));
      await store.ledger.plan(plannedDigest('monday', { channel: OTHER_CHANNEL }));
      expect(await take(store, { listsOnly: true })).toEqual(['C2 monday list']);
      await recordSent(store, 'C2 monday list', 'm1', NOW);
      expect(await take(store, { listsOnly: true })).toEqual([]);
      expect(await take(store)).toEqual(['C1 monday card 1', 'C2 monday thread']);
    });

    test('only steps of the platforms that are asked for come, and as many as are asked for', async () => {
      const store = await open();
      for (const channel of ['a', 'b', 'c'])
        await store.ledger.plan(
          plannedDigest('m', { channel, platform: channel === 'c' ? 'discord' : 'slack' }),
        );
      expect(await take(store, { platforms: [] })).toEqual([]);
      expect(await take(store, { limit: 0 })).toEqual([]);
      expect(await take(store, { platforms: ['discord'] })).toEqual(['c m list']);
      expect(await take(store, { platforms: ['slack', 'discord'], limit: 1 })).toEqual(['a m list']);
      expect(await take(store, { platforms: ['slack', 'discord'], limit: 9 })).toEqual(['b m list']);
    });

    test('of many who ask at once each step goes to one', async () => {
      const store = await open();
      const channels = Array.from({ length: 12 }, (_, number) => `slack/T1/C${number}`);
      for (const channel of channels) await store.ledger.plan(plannedDigest('m', { channel }));
      const taken = await Promise.all(
        Array.from({ length: 8 }, (_, number) =>
          store.ledger.take(taking({ owner: `owner ${number}`, limit: 3 })),
        ),
      );
      const keys = taken.flatMap(keysOf);
      expect(keys).toHaveLength(12);
      expect(new Set(keys).size).toBe(12);
    });

    test('when the next step is due is known for the platforms that are asked for', async () => {
      const store = await open();
      expect(await store.ledger.nextDueAt(['slack'])).toBeUndefined();
      await store.ledger.plan(plannedDigest('m', { channel: 'a', plannedAt: NOW + 2 }));
      await store.ledger.plan(plannedDigest('m', { channel: 'b', plannedAt: NOW + 1, platform: 'discord' }));
      expect(await store.ledger.nextDueAt(['slack'])).toBe(NOW + 2);
      expect(await store.ledger.nextDueAt(['slack', 'discord'])).toBe(NOW + 1);
      expect(await store.ledger.nextDueAt([])).toBeUndefined();
      await take(store, { now: NOW + 2, heldUntil: NOW + MINUTE });
      expect(await store.ledger.nextDueAt(['slack'])).toBe(NOW + MINUTE);
    });
  });

  describe('giving a step back', () => {
    test('that did not land, its owner makes it pending again, due when told', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday'));
      await take(store);
      await store.ledger.putBack('C1 monday list', 'one', NOW + 7);
      expect(await store.ledger.nextDueAt(['slack'])).toBe(NOW + 7);
      expect(await store.ledger.take(taking({ now: NOW + 7 }))).toMatchObject([
        { key: 'C1 monday list', state: 'pending' },
      ]);
    });

    test('that may have landed, its owner lets it be looked for when told', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday'));
      await take(store);
      await store.ledger.askAgain('C1 monday list', 'one', NOW + 7);
      expect(await take(store, { now: NOW + 6 })).toEqual([]);
      expect(await store.ledger.take(taking({ owner: 'two', now: NOW + 7 }))).toMatchObject([
        { key: 'C1 monday list', state: 'sending', tries: 1, triedAt: NOW },
      ]);
    });

    test('that another owner holds now, changes nothing', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday'));
      await take(store, { owner: 'one' });
      await take(store, { owner: 'two', now: NOW + MINUTE, heldUntil: NOW + 2 * MINUTE });
      await store.ledger.putBack('C1 monday list', 'one', NOW);
      await store.ledger.askAgain('C1 monday list', 'one', NOW);
      expect(await store.ledger.nextDueAt(['slack'])).toBe(NOW + 2 * MINUTE);
      expect(await take(store, { owner: 'one', now: NOW + MINUTE })).toEqual([]);
    });

    test('that was given back already, changes nothing', async () => {
      const store = await open();
      await store.ledger.plan(plannedDigest('monday'));
      await take(store);
      await store.ledger.putBack('C1 monday list', 'one', NOW + 7);
      await store.ledger.askAgain('C1 monday list', 'one', NOW);
      expect(await store.ledger.nextDueAt(['slack'])).toBe(NOW + 7);
    });
  });
}
