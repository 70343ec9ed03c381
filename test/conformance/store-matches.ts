import { describe, expect, test } from 'vitest';
import { NOW, queryId, recordMatches } from './store-digest-samples.ts';
import { follow, record, waitingFor } from './store-match-samples.ts';
import { CHANNEL, heldPaper, idsOf, type OpenStore, OTHER_CHANNEL } from './store-samples.ts';

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
}
