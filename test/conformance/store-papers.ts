import { describe, expect, test } from 'vitest';
import type { HeldPaper, Store } from '../../src/store/store.ts';
import {
  CHANNEL,
  COMMUNITY,
  collect,
  FULL,
  heldPaper,
  idsOf,
  mark,
  type OpenStore,
  post,
  rows,
} from './store-samples.ts';

export function describePapers(open: OpenStore): void {
  describe('papers', () => {
    test('a paper comes back as it was put, with every field or only those that it must have', async () => {
      const store = await open();
      const bare = heldPaper('title:bare');
      await store.papers.put(FULL);
      await store.papers.put(bare);
      expect(await store.papers.get(FULL.id)).toStrictEqual(FULL);
      expect(await store.papers.get('title:bare')).toStrictEqual(bare);
      expect(await store.papers.get('unknown')).toBeUndefined();
    });

    test('putting a paper again replaces all of it', async () => {
      const store = await open();
      await store.papers.put(FULL);
      const replaced = heldPaper(FULL.id, { upvotes: 3 });
      await store.papers.put(replaced);
      expect(await store.papers.get(FULL.id)).toStrictEqual(replaced);
      expect(await store.papers.count()).toBe(1);
    });

    test('several are given in the order asked for, each once, without those not held', async () => {
      const store = await open();
      await putAll(store, ['a', 'b', 'c']);
      expect(idsOf(await store.papers.getAll(['c', 'x', 'a', 'c']))).toEqual(['c', 'a']);
      expect(await store.papers.getAll([])).toEqual([]);
    });

    test('thousands can be asked for at once', async () => {
      const store = await open();
      const ids = Array.from({ length: 2_500 }, (_, number) => `p${String(number).padStart(4, '0')}`);
      const held = ids.filter((_id, number) => number % 10 === 9);
      await store.papers.putAll(held.map((id) => heldPaper(id)));
      expect(idsOf(await store.papers.getAll(ids.toReversed()))).toEqual(held.toReversed());
      expect(await store.votes.count(COMMUNITY, ids)).toEqual(new Map());
    });

    test('papers are found by their whole normalised title and by their DOI', async () => {
      const store = await open();
      await store.papers.put(heldPaper('b', { normalisedTitle: 'on rows', doi: '10.1/x' }));
      await store.papers.put(heldPaper('a', { normalisedTitle: 'on rows' }));
      await store.papers.put(heldPaper('c', { normalisedTitle: 'on rows and more' }));
      expect(idsOf(await store.papers.withTitle('on rows'))).toEqual(['a', 'b']);
      expect(idsOf(await store.papers.withDoi('10.1/x'))).toEqual(['b']);
      expect(await store.papers.withTitle('on')).toEqual([]);
      expect(await store.papers.withDoi('10.1/%')).toEqual([]);
    });

    test('all papers with any of several titles are given, each once and by id', async () => {
      const store = await open();
      await store.papers.put(heldPaper('c', { normalisedTitle: 'on rows' }));
      await store.papers.put(heldPaper('b', { normalisedTitle: 'on columns' }));
      await store.papers.put(heldPaper('a', { normalisedTitle: 'on rows' }));
      await store.papers.put(heldPaper('d', { normalisedTitle: 'on trees' }));
      const found = await store.papers.withTitles(['on rows', 'on columns', 'on rows', 'unheard of']);
      expect(idsOf(found)).toEqual(['a', 'b', 'c']);
      expect(await store.papers.withTitles([])).toEqual([]);
    });

    test('each of several names tells the paper that it names, earlier names too', async () => {
      const store = await open();
      await putAll(store, ['title:old', 'arxiv:1', 'other']);
      await store.papers.supersede('title:old', 'arxiv:1');
      const named = await store.papers.named(['title:old', 'arxiv:1', 'unknown']);
      expect([...named].map(([name, { id }]) => [name, id])).toEqual(
        expect.arrayContaining([
          ['title:old', 'arxiv:1'],
          ['arxiv:1', 'arxiv:1'],
        ]),
      );
      expect(named.size).toBe(2);
      expect(named.get('title:old')).toStrictEqual(await store.papers.get('arxiv:1'));
      expect(await store.papers.named([])).toEqual(new Map());
    });
  });

  describe('editions', () => {
    test("an edition shows every source's papers by place, then by id, each once at its best place", async () => {
      const store = await open();
      await putAll(store, ['a', 'b', 'c', 'd']);
      await list(store, '2024-01-02', ['d', 'a', 'b'], 'one');
      await list(store, '2024-01-02', ['b', 'c', 'd'], 'two');
      await list(store, '2024-01-03', ['a'], 'one');
      expect(idsOf(await store.papers.edition('2024-01-02'))).toEqual(['b', 'd', 'a', 'c']);
      expect(await store.papers.edition('2024-01-01')).toEqual([]);
    });

    test('listing a paper again moves it to its new place', async () => {
      const store = await open();
      await putAll(store, ['a', 'b']);
      await list(store, '2024-01-02', ['a', 'b']);
      await list(store, '2024-01-02', ['b', 'a']);
      expect(idsOf(await store.papers.edition('2024-01-02'))).toEqual(['b', 'a']);
    });

    test('listing a paper anew changes the catalog, and listing it where it stands does not', async () => {
      const store = await open();
      await putAll(store, ['a', 'b']);
      const before = await store.matches.revision();
      await list(store, '2024-01-02', ['a']);
      const listed = await store.matches.revision();
      expect(listed).toBeGreaterThan(before);
      await list(store, '2024-01-02', ['a']);
      expect(await store.matches.revision()).toBe(listed);
      await list(store, '2024-01-02', ['b', 'a']);
      expect(await store.matches.revision()).toBeGreaterThan(listed);
    });

    test('of several listings at once the last one of a place counts, and earlier names are followed', async () => {
      const store = await open();
      await putAll(store, ['title:old', 'a', 'b']);
      await store.papers.supersede('title:old', 'b');
      const listing = { source: 'one', listedOn: '2024-01-02' };
      await store.papers.listAll([
        { ...listing, paperId: 'a', position: 0 },
        { ...listing, paperId: 'title:old', position: 1 },
        { ...listing, paperId: 'a', position: 2 },
      ]);
      await store.papers.listAll([]);
      expect(idsOf(await store.papers.edition('2024-01-02'))).toEqual(['b', 'a']);
    });

    test('the newest edition is the last day, or the last one up to a day', async () => {
      const store = await open();
      expect(await store.papers.newestEdition()).toBeUndefined();
      await putAll(store, ['a']);
      for (const day of ['2024-01-02', '2024-01-05', '2023-12-29']) await list(store, day, ['a']);
      expect(await store.papers.newestEdition()).toBe('2024-01-05');
      expect(await store.papers.newestEdition('2024-01-05')).toBe('2024-01-05');
      expect(await store.papers.newestEdition('2024-01-04')).toBe('2024-01-02');
      expect(await store.papers.newestEdition('2023-12-28')).toBeUndefined();
    });

    test('the next edition is the first one after a day', async () => {
      const store = await open();
      await putAll(store, ['a']);
      for (const day of ['2024-01-02', '2024-01-05']) await list(store, day, ['a']);
      expect(await store.papers.nextEdition('2024-01-01')).toBe('2024-01-02');
      expect(await store.papers.nextEdition('2024-01-02')).toBe('2024-01-05');
      expect(await store.papers.nextEdition('2024-01-05')).toBeUndefined();
    });

    test('the most upvoted come first, then the newest, then by id; those without upvotes never', async () => {
      const store = await open();
      const upvotes = { a: 3, d: 12, b: 3, c: 3, none: 0 };
      for (const [id, count] of Object.entries(upvotes))
        await store.papers.put(
          heldPaper(id, { upvotes: count, publishedOn: id === 'c' ? '2024-02-01' : '2024-01-01' }),
        );
      await putAll(store, ['unknown']);
      expect(idsOf(await store.papers.mostUpvoted(9))).toEqual(['d', 'c', 'a', 'b']);
      expect(idsOf(await store.papers.mostUpvoted(2))).toEqual(['d', 'c']);
      await list(store, '2024-01-02', ['a', 'd']);
      await list(store, '2024-01-03', ['b', 'none']);
      expect(idsOf(await store.papers.mostUpvoted(9, '2024-01-02'))).toEqual(['d', 'a', 'b']);
      expect(idsOf(await store.papers.mostUpvoted(9, '2024-01-03'))).toEqual(['b']);
    });

    test('papers of several days come newest edition first, both ends included, each once', async () => {
      const store = await open();
      await putAll(store, ['a', 'b', 'c', 'd', 'e']);
      await list(store, '2024-01-01', ['e']);
      await list(store, '2024-01-02', ['a', 'b']);
      await list(store, '2024-01-03', ['c', 'a']);
      await list(store, '2024-01-04', ['d']);
      expect(idsOf(await store.papers.listedBetween('2024-01-02', '2024-01-03'))).toEqual(['c', 'a', 'b']);
    });
  });

  describe('newest first', () => {
    test('every paper comes once: by edition, else publication, then by id, undated ones last', async () => {
      const store = await open();
      await store.papers.put(heldPaper('z', { listedOn: '2024-01-02', publishedOn: '2023-01-01' }));
      await store.papers.put(heldPaper('y', { publishedOn: '2024-01-03' }));
      await store.papers.put(heldPaper('b'));
      await store.papers.put(heldPaper('a', { listedOn: '2024-01-02' }));
      expect(idsOf(await collect(store.papers.newestFirst()))).toEqual(['y', 'a', 'z', 'b']);
    });

    test('a catalog of many batches comes whole and in order, also where most papers share a day', async () => {
      const store = await open();
      const papers = Array.from({ length: 500 }, (_, number) =>
        heldPaper(`p${(number * 7919) % 500}`, {
          listedOn: number % 10 === 0 ? '2024-01-01' : '2024-01-02',
        }),
      );
      await store.papers.putAll(papers);
      const expected = papers.toSorted(
        (left, right) => compare(right.listedOn ?? '', left.listedOn ?? '') || compare(left.id, right.id),
      );
      expect(idsOf(await collect(store.papers.newestFirst()))).toEqual(idsOf(expected));
    });

    test('papers that come, go and move while it is read hide no other and show none twice', async () => {
      const store = await open();
      const ids = Array.from({ length: 450 }, (_, number) => `p${String(number).padStart(4, '0')}`);
      const dated = (id: string, listedOn = '2024-01-02'): HeldPaper =>
        heldPaper(id, { listedOn, sources: ['feed'] });
      const gone = heldPaper('gone', { listedOn: '2024-01-01', sources: ['sample'] });
      await store.papers.putAll([...ids.map((id) => dated(id)), gone]);
      const seen: string[] = [];
      for await (const { id } of store.papers.newestFirst()) {
        seen.push(id);
        if (seen.length !== 100) continue;
        await store.papers.put(dated('new', '2024-01-03'));
        await store.papers.put(dated('p0000', '2023-01-01'));
        await store.papers.removeSource('sample');
        await store.papers.supersede('p0001', 'p0002');
      }
      expect(seen).toEqual(ids);
    });

    test('one who stops reading early leaves the store free for others', async () => {
      const store = await open();
      await putAll(store, ['a', 'b']);
      for await (const { id } of store.papers.newestFirst()) {
        expect(id).toBe('a');
        break;
      }
      await store.papers.put(heldPaper('c'));
      expect(await store.papers.count()).toBe(3);
    });
  });

  describe('removing a source', () => {
    test('papers that only it delivered go, with their places, rows and votes; what others delivered stays', async () => {
      const store = await open();
      await store.papers.put(heldPaper('only', { sources: ['sample'], listedOn: '2024-01-02' }));
      await store.papers.put(heldPaper('both', { sources: ['feed', 'sample'] }));
      await store.papers.put(heldPaper('other', { sources: ['sample-2'] }));
      await list(store, '2024-01-02', ['only', 'both'], 'sample');
      await list(store, '2024-01-03', ['only', 'both'], 'feed');
      await store.posts.record(COMMUNITY, post(rows('only', 'both')));
      await store.votes.mark(mark({ paperId: 'only' }));
      await store.votes.mark(mark({ paperId: 'both', emoji: '🔥' }));
      await store.papers.removeSource('sample');
      expect(idsOf(await collect(store.papers.newestFirst()))).toEqual(['both', 'other']);
      expect(await store.papers.newestEdition('2024-01-02')).toBeUndefined();
      expect(idsOf(await store.papers.edition('2024-01-03'))).toEqual(['both']);
      expect((await store.posts.get(CHANNEL, 'm1'))?.papers).toEqual([{ row: 2, paperId: 'both' }]);
      expect(await store.votes.count(COMMUNITY, ['only', 'both'])).toEqual(new Map([['both', 1]]));
    });

    test('a paper that comes again after its removal has none of its old votes or places', async () => {
      const store = await open();
      const paper = heldPaper('a', { sources: ['sample'] });
      await store.papers.put(paper);
      await store.papers.put(heldPaper('old', { sources: ['sample'] }));
      await store.papers.supersede('old', 'a');
      await list(store, '2024-01-02', ['a'], 'feed');
      await store.votes.mark(mark({ paperId: 'a' }));
      await store.papers.removeSource('sample');
      await store.papers.put(paper);
      expect(await store.papers.edition('2024-01-02')).toEqual([]);
      expect(await store.votes.count(COMMUNITY, ['a'])).toEqual(new Map());
      expect(await store.papers.get('old')).toBeUndefined();
    });
  });
}

async function putAll(store: Store, ids: readonly string[]): Promise<void> {
  for (const id of ids) await store.papers.put(heldPaper(id));
}

async function list(store: Store, listedOn: string, ids: readonly string[], source = 'feed'): Promise<void> {
  for (const [position, paperId] of ids.entries())
    await store.papers.list({ source, listedOn, paperId, position });
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
