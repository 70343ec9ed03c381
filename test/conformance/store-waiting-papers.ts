import { describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { NOW, plannedDigest, queryId, recordMatches } from './store-digest-samples.ts';
import { byId, follow, news, record, waitingFor } from './store-match-samples.ts';
import { CHANNEL, heldPaper, idsOf, type OpenStore, OTHER_CHANNEL } from './store-samples.ts';

export function describeWaitingPapers(open: OpenStore): void {
  describe('papers that wait for a channel', () => {
    test('are those that a query of the channel wants, each once, with what a digest chooses by', async () => {
      const store = await open();
      await news(store, 'a', { upvotes: 3, listedOn: '2027-01-14', sources: ['arxiv', 'feed'] });
      await news(store, 'b', { publishedOn: '2027-01-12' });
      await news(store, 'c');
      await news(store, 'unwanted');
      await follow(store, { canonical: 'x' });
      await follow(store, { canonical: 'y' });
      await follow(store, { canonical: 'z', channel: OTHER_CHANNEL });
      await record(store, 'x', 1, ['a', 'b']);
      await record(store, 'y', 1, ['a', 'c']);
      await record(store, 'z', 1, ['unwanted']);
      expect(byId((await store.matches.waiting([CHANNEL], NOW)).get(CHANNEL) ?? [])).toStrictEqual([
        { id: 'a', upvotes: 3, newestOn: '2027-01-14', sources: ['arxiv', 'feed'] },
        { id: 'b', upvotes: 0, newestOn: '2027-01-12', sources: ['feed'] },
        { id: 'c', upvotes: 0, newestOn: '', sources: ['feed'] },
      ]);
    });

    test('wait no longer once the query does not want them, and wait once where it is told twice', async () => {
      const store = await twoWaiting(open);
      await news(store, 'c');
      const after = { through: 2, wanted: ['a', 'c'], unwanted: ['b', 'unknown'], before: 1 };
      await recordMatches(store, 'x', after);
      expect(await waitingFor(store)).toEqual(['a', 'c']);
      await recordMatches(store, 'x', { through: 3, wanted: [], unwanted: ['c'], before: 2 });
      expect(await waitingFor(store)).toEqual(['a']);
    });

    test('are told by the newer of what the query made of all papers and what all queries made of the paper', async () => {
      const store = await twoWaiting(open);
      const id = await queryId(store, 'x');
      const meet = (paperId: string, wantedBy: readonly number[], isLate = false) =>
        store.matches.meet([{ paperId, wantedBy, isLate }], 2);
      await news(store, 'c');
      await meet('a', []);
      await meet('c', [id]);
      expect(await waitingFor(store)).toEqual(['b', 'c']);
      // Late: what it matched before stays, and nothing new comes.
      await meet('a', [id], true);
      await meet('b', [id], true);
      expect(await waitingFor(store)).toEqual(['b', 'c']);
      await recordMatches(store, 'x', { through: 3, wanted: ['a'] });
      expect(await waitingFor(store)).toEqual(['a']);
      await recordMatches(store, 'x', { through: 4, wanted: ['b'], unwanted: ['c'], before: 3 });
      expect(await waitingFor(store)).toEqual(['a', 'b']);
    });

    test('are what is stored, also after a transaction that looked at what it changed was taken back', async () => {
      const store = await twoWaiting(open);
      expect(await waitingFor(store)).toEqual(['a', 'b']);
      const id = await queryId(store, 'x');
      const failed = store.transaction(async (inside) => {
        await inside.matches.meet([{ paperId: 'a', wantedBy: [], isLate: false }], 2);
        await inside.papers.supersede('b', 'a');
        expect(await waitingFor(inside)).toEqual([]);
        throw new Error('trouble');
      });
      await expect(failed).rejects.toThrow('trouble');
      expect(await waitingFor(store)).toEqual(['a', 'b']);
      await news(store, 'c');
      await store.matches.meet([{ paperId: 'c', wantedBy: [id], isLate: false }], 3);
      expect(await waitingFor(store)).toEqual(['a', 'b', 'c']);
    });

    test('wait no longer once a digest has claimed them for this channel; for others they do', async () => {
      const store = await twoWaiting(open);
      await follow(store, { canonical: 'x', channel: OTHER_CHANNEL });
      await store.ledger.plan(plannedDigest('monday', { shown: ['a'], passedOver: ['b'] }));
      expect(await waitingFor(store)).toEqual([]);
      expect(await waitingFor(store, OTHER_CHANNEL)).toEqual(['a', 'b']);
    });

    test('come by channel, where several are asked for; channels with none are left out', async () => {
      const store = await twoWaiting(open);
      await follow(store, { canonical: 'y', channel: OTHER_CHANNEL });
      await record(store, 'y', 1, ['b', 'c']);
      const waiting = await store.matches.waiting([OTHER_CHANNEL, CHANNEL, 'slack/T1/quiet'], NOW);
      const ids = [...waiting].map(([channel, papers]) => [channel, idsOf(byId(papers))] as const);
      expect(new Map(ids)).toEqual(
        new Map([
          [CHANNEL, ['a', 'b']],
          [OTHER_CHANNEL, ['b']],
        ]),
      );
      expect(await store.matches.waiting([], NOW)).toEqual(new Map());
    });

    test('do not wait for a subscription that was removed', async () => {
      const store = await twoWaiting(open);
      await store.channels.unsubscribe(CHANNEL, [1], NOW);
      expect(await waitingFor(store)).toEqual([]);
    });

    test('became news since the time asked for', async () => {
      const store = await twoWaiting(open);
      await news(store, 'late', { newsAt: NOW + 5 });
      await record(store, 'x', 2, ['late']);
      expect(await waitingFor(store, CHANNEL, NOW + 1)).toEqual(['late']);
    });

    test('are of no edition from before the one with which the subscription starts', async () => {
      const store = await open();
      await news(store, 'before', { listedOn: '2027-01-13' });
      await news(store, 'same', { listedOn: '2027-01-14' });
      await news(store, 'in none');
      await follow(store, { canonical: 'x', startsWith: '2027-01-14' });
      await record(store, 'x', 1, ['before', 'same', 'in none']);
      expect(await waitingFor(store)).toEqual(['in none', 'same']);
      await follow(store, { canonical: 'x', channel: OTHER_CHANNEL });
      expect(await waitingFor(store, OTHER_CHANNEL)).toEqual(['before', 'in none', 'same']);
    });

    test('are forgotten with their matches where they were news before a time', async () => {
      const store = await twoWaiting(open);
      await news(store, 'late', { newsAt: NOW + 5 });
      await record(store, 'x', 2, ['a', 'late']);
      await store.matches.meet([{ paperId: 'b', wantedBy: [await queryId(store, 'x')], isLate: false }], 2);
      expect(await waitingFor(store)).toEqual(['a', 'b', 'late']);
      await store.matches.forget(NOW + 5);
      await news(store, 'b', { newsAt: NOW + 5 });
      expect(await waitingFor(store, CHANNEL, NOW + 5)).toEqual(['late']);
      // What the query made of all news goes once all that is still news has met it again.
      await store.matches.meet(
        ['b', 'late'].map((paperId) => ({ paperId, wantedBy: [], isLate: false })),
        3,
      );
      await store.matches.forget(NOW + 5);
      await news(store, 'a', { newsAt: NOW + 5 });
      expect(await waitingFor(store)).toEqual([]);
    });

    test('may be hundreds that each met all queries by itself', async () => {
      const store = await open();
      const ids = Array.from({ length: 600 }, (_, number) => `p${number}`);
      await store.papers.putAll(ids.map((id) => heldPaper(id, { newsAt: NOW })));
      await follow(store, { canonical: 'x' });
      const wantedBy = [await queryId(store, 'x')];
      await store.matches.meet(
        ids.map((paperId) => ({ paperId, wantedBy, isLate: false })),
        1,
      );
      expect(await waitingFor(store)).toEqual(ids.toSorted());
    });

    test('may be thousands, and so may those that are wanted no longer', async () => {
      const store = await open();
      const ids = Array.from({ length: 2_500 }, (_, number) => `p${number}`);
      await news(store, 'p2499');
      await follow(store, { canonical: 'x' });
      await record(store, 'x', 1, ids);
      expect(await waitingFor(store)).toEqual(['p2499']);
      await recordMatches(store, 'x', { through: 2, unwanted: ids, before: 1 });
      expect(await waitingFor(store)).toEqual([]);
    });
  });
}

async function twoWaiting(open: OpenStore): Promise<Store> {
  const store = await open();
  await news(store, 'a');
  await news(store, 'b');
  await follow(store, { canonical: 'x' });
  await record(store, 'x', 1, ['a', 'b']);
  return store;
}
