import { describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { NOW, plannedDigest, queryId, recordMatches } from './store-digest-samples.ts';
import { CHANNEL, heldPaper, idsOf, type OpenStore, OTHER_CHANNEL, subscription } from './store-samples.ts';

export function describeMatches(open: OpenStore): void {
  describe('the revision of the catalog', () => {
    test('grows with every paper that is put, new or known', async () => {
      const store = await open();
      expect(await store.matches.revision()).toBe(0);
      const seen = [0];
      for (const id of ['a', 'b', 'a']) {
        await store.papers.put(heldPaper(id));
        seen.push(await store.matches.revision());
      }
      expect(seen).toEqual(seen.toSorted((left, right) => left - right));
      expect(new Set(seen).size).toBe(4);
    });

    test('never comes again, also where the newest paper went, so that no paper is missed', async () => {
      const store = await open();
      await store.papers.put(heldPaper('kept'));
      await store.papers.put(heldPaper('old'));
      await store.papers.put(heldPaper('sample', { sources: ['sample'] }));
      const before = await store.matches.revision();
      await store.papers.removeSource('sample');
      await store.papers.supersede('old', 'kept');
      await store.papers.put(heldPaper('new', { newsAt: NOW }));
      expect(await store.matches.revision()).toBeGreaterThan(before);
      expect(idsOf(await store.matches.news(NOW, before))).toEqual(['new']);
    });

    test('of a transaction that rejects is not seen', async () => {
      const store = await open();
      await store.papers.put(heldPaper('a'));
      const before = await store.matches.revision();
      const failed = store.transaction(async (inside) => {
        await inside.papers.put(heldPaper('b'));
        throw new Error('trouble');
      });
      await expect(failed).rejects.toThrow('trouble');
      expect(await store.matches.revision()).toBe(before);
    });
  });

  describe('what all queries met at once', () => {
    const news = (id: string) => heldPaper(id, { newsAt: NOW });

    test('is stored for each paper, and replaces what was there; a late paper gets nothing new', async () => {
      const store = await open();
      for (const canonical of ['a', 'b', 'c']) await follow(store, { canonical, query: canonical });
      for (const id of ['p', 'q']) await store.papers.put(news(id));
      const meet = async (paperId: string, canonicals: readonly string[], isLate = false) => {
        const wantedBy = await Promise.all(canonicals.map((canonical) => queryId(store, canonical)));
        await store.matches.meet([{ paperId, wantedBy, isLate }], 2);
      };
      await meet('p', ['a', 'b']);
      await meet('q', ['a']);
      await meet('p', ['b', 'c'], true);
      await store.channels.unsubscribe(CHANNEL, [2, 3], NOW);
      expect(await waitingFor(store)).toEqual(['q']);
      await store.channels.restore(CHANNEL, [2]);
      expect(await waitingFor(store)).toEqual(['p', 'q']);
    });

    test('counts for each query that had met papers before, and for no new one', async () => {
      const store = await open();
      await follow(store, { canonical: 'old', query: 'old' });
      await store.papers.put(news('p'));
      await recordMatches(store, 'old', { through: 1 });
      await store.papers.put(news('q'));
      await follow(store, { canonical: 'new', query: 'new' });
      const behind = async () => (await store.matches.behind(2, 9)).map(({ canonical }) => canonical);
      expect(await behind()).toEqual(['new', 'old']);
      await store.matches.meet([], 2);
      expect(await store.matches.percolated()).toBe(2);
      expect(await behind()).toEqual(['new']);
    });

    test('counts no more for a query that nobody followed in between', async () => {
      const store = await open();
      await follow(store, { canonical: 'old', query: 'old' });
      await store.papers.put(news('p'));
      await recordMatches(store, 'old', { through: 1 });
      await store.matches.meet([], 1);
      await store.channels.unsubscribe(CHANNEL, [1], NOW);
      await follow(store, { canonical: 'old', query: 'old' });
      expect(await store.matches.behind(1, 9)).toMatchObject([
        { canonical: 'old', query: 'old', through: 0 },
      ]);
    });

    test('is known by a number that grows with each subscription, and by the queries themselves', async () => {
      const store = await open();
      const before = await store.matches.followedRevision();
      await follow(store, { canonical: 'a', query: 'A' });
      await follow(store, { canonical: 'a', query: 'A', channel: OTHER_CHANNEL });
      await follow(store, { canonical: 'b', query: 'b' });
      expect(await store.matches.followedRevision()).toBe(before + 3);
      await store.channels.unsubscribe(CHANNEL, [2], NOW);
      expect(await store.matches.followed()).toEqual([
        { id: expect.any(Number), canonical: 'a', query: 'A' },
      ]);
    });

    test('tells what has changed since a number: what is followed now, and what nobody follows any more', async () => {
      const store = await open();
      await follow(store, { canonical: 'a', query: 'A' });
      await follow(store, { canonical: 'b', query: 'b' });
      await follow(store, { canonical: 'b', query: 'b', channel: OTHER_CHANNEL });
      const before = await store.matches.followedRevision();
      expect(await store.matches.followChanges(before)).toEqual([]);
      await follow(store, { canonical: 'c', query: 'C' });
      await store.channels.unsubscribe(CHANNEL, [1, 2], NOW);
      const changes = await store.matches.followChanges(before);
      const id = expect.any(Number);
      expect(changes.toSorted((left, right) => (left.canonical < right.canonical ? -1 : 1))).toEqual([
        { id, canonical: 'a' },
        { id, canonical: 'b', query: 'b' },
        { id, canonical: 'c', query: 'C' },
      ]);
      const later = await store.matches.followedRevision();
      await store.channels.restore(CHANNEL, [1]);
      expect(await store.matches.followChanges(later)).toEqual([{ id, canonical: 'a', query: 'A' }]);
    });
  });

  describe('queries that are behind', () => {
    test('come once each, however many follow them, by canonical form, as many as asked for', async () => {
      const store = await open();
      await follow(store, { canonical: 'b', query: 'B!' });
      await follow(store, { canonical: 'a', query: 'A' });
      await follow(store, { canonical: 'a', query: 'A', channel: OTHER_CHANNEL });
      await follow(store, { canonical: 'c', query: 'c' });
      expect(await store.matches.behind(1, 2)).toStrictEqual([
        { id: await queryId(store, 'a'), canonical: 'a', query: 'A', through: 0 },
        { id: await queryId(store, 'b'), canonical: 'b', query: 'B!', through: 0 },
      ]);
      expect(await store.matches.behind(1, 9)).toHaveLength(3);
    });

    test('are those of one channel, where it is asked for', async () => {
      const store = await open();
      await follow(store, { canonical: 'a' });
      await follow(store, { canonical: 'b', channel: OTHER_CHANNEL });
      expect(await store.matches.behind(1, 9, OTHER_CHANNEL)).toMatchObject([{ canonical: 'b' }]);
    });

    test('are given in one of the texts in which they were written', async () => {
      const store = await open();
      await follow(store, { canonical: 'graph network', query: 'Graph Networks' });
      await follow(store, { canonical: 'graph network', query: 'graph network' });
      const [query] = await store.matches.behind(1, 9);
      expect(['Graph Networks', 'graph network']).toContain(query?.query);
    });

    test('are those that were not matched up to the revision, and that somebody follows still', async () => {
      const store = await open();
      for (const canonical of ['a', 'b', 'c']) await follow(store, { canonical });
      await record(store, 'a', 5);
      await record(store, 'b', 4);
      await store.channels.unsubscribe(CHANNEL, [3], NOW);
      expect(await store.matches.behind(5, 9)).toMatchObject([{ canonical: 'b', through: 4 }]);
      expect(await store.matches.behind(4, 9)).toEqual([]);
      await store.channels.restore(CHANNEL, [3]);
      expect(await store.matches.behind(4, 9)).toMatchObject([{ canonical: 'c', through: 0 }]);
    });
  });

  describe('news', () => {
    test('are papers that became news since a time and changed after a revision, in the order of their changes', async () => {
      const store = await open();
      await store.papers.put(heldPaper('before', { newsAt: NOW }));
      const after = await store.matches.revision();
      await store.papers.put(heldPaper('c', { newsAt: NOW }));
      await store.papers.put(heldPaper('a', { newsAt: NOW + 1 }));
      await store.papers.put(heldPaper('too old', { newsAt: NOW - 1 }));
      await store.papers.put(heldPaper('backfill'));
      await store.papers.put(heldPaper('b', { newsAt: NOW }));
      await store.papers.put(heldPaper('c', { newsAt: NOW, upvotes: 20 }));
      expect(idsOf(await store.matches.news(NOW, after))).toEqual(['a', 'b', 'c']);
      expect(await store.matches.news(NOW, await store.matches.revision())).toEqual([]);
    });

    test('are in the transaction that put them what they are afterwards, as put last', async () => {
      const store = await open();
      const full = { newsAt: NOW, authors: ['A. Tester'], keywords: [], doi: '10.1/x', upvotes: 0 };
      const inside = await store.transaction(async (at) => {
        await at.papers.put(heldPaper('a', { newsAt: NOW }));
        await at.papers.putAll([heldPaper('b', full), heldPaper('gone', { newsAt: NOW })]);
        await at.papers.put(heldPaper('a', { newsAt: NOW, title: 'Read anew' }));
        await at.papers.supersede('gone', 'b');
        return at.matches.news(NOW, 0);
      });
      expect(inside.map(({ id, title }) => [id, title])).toEqual([
        ['b', heldPaper('b').title],
        ['a', 'Read anew'],
      ]);
      expect(inside).toEqual(await store.matches.news(NOW, 0));
    });
  });

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

async function news(store: Store, id: string, fields: Parameters<typeof heldPaper>[1] = {}): Promise<void> {
  await store.papers.put(heldPaper(id, { newsAt: NOW, ...fields }));
}

async function follow(store: Store, fields: Parameters<typeof subscription>[0]): Promise<void> {
  await store.channels.subscribe(subscription(fields));
}

async function record(
  store: Store,
  canonical: string,
  through: number,
  wanted: readonly string[] = [],
): Promise<void> {
  await recordMatches(store, canonical, { through, wanted });
}

async function waitingFor(store: Store, channel = CHANNEL, since = NOW): Promise<string[]> {
  return idsOf(byId((await store.matches.waiting([channel], since)).get(channel) ?? []));
}

/** They come in no promised order. */
function byId<Item extends { readonly id: string }>(items: readonly Item[]): Item[] {
  return items.toSorted((left, right) => (left.id < right.id ? -1 : 1));
}
