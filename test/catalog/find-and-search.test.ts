import { beforeEach, describe, expect, test } from 'vitest';
import { findPapers } from '../../src/catalog/find-paper.ts';
import { ingest } from '../../src/catalog/ingest.ts';
import { countHeld, recentEditions } from '../../src/catalog/recent.ts';
import { onlyLooser, search } from '../../src/catalog/search.ts';
import { matches } from '../../src/query/matcher.ts';
import { parseQuery } from '../../src/query/parser.ts';
import { type KnownFields, makePaper } from '../../src/sources/make-paper.ts';
import type { Store } from '../../src/store/store.ts';
import { idsOf, withStore } from '../conformance/store-samples.ts';
import { openMemoryStore } from '../store/memory-store.ts';

const open = withStore(() => openMemoryStore());
let store: Store;

const PAPERS: readonly KnownFields[] = [
  { arxivId: '2501.00001', title: 'Graph networks for rivers', listedOn: '2025-10-31', sources: ['x'] },
  {
    arxivId: '2501.00002',
    title: 'Floods',
    abstract: 'A graph network tells.',
    listedOn: '2025-11-05',
    sources: ['x'],
  },
  {
    arxivId: 'hep-th/9901001',
    title: 'Networks of strings, no graph',
    listedOn: '2025-11-07',
    sources: ['x'],
  },
  { doi: '10.1234/x', title: 'Schrödinger bridges of light', publishedOn: '2024-01-01', sources: ['x'] },
  {
    arxivId: '2501.00005',
    title: 'Kelp',
    keywords: ['graph network'],
    listedOn: '2025-11-07',
    sources: ['x'],
  },
].map((paper) => ({ authorCount: 2, ...paper }));

beforeEach(async () => {
  store = await open();
  await ingest(store, { source: 'file:x', papers: PAPERS.map(makePaper), seenAt: 1, receivedAt: 1 });
});

describe('finding the paper that a person means', () => {
  test.each([
    ['2501.00001', '2501.00001'],
    ['arXiv:2501.00001v2', '2501.00001'],
    ['https://arxiv.org/pdf/2501.00001v1.pdf', '2501.00001'],
    ['https://huggingface.co/papers/2501.00001', '2501.00001'],
    ['hep-th/9901001', 'hep-th/9901001'],
    ['https://doi.org/10.1234/X', 'doi:10.1234/x'],
    ['doi:10.1234/x', 'doi:10.1234/x'],
    ['  floods ', '2501.00002'],
    ['GRAPH NETWORKS FOR RIVERS.', '2501.00001'],
    ['Schr\\"odinger bridges of light', 'doi:10.1234/x'],
    ['schrodinger bridges', 'doi:10.1234/x'],
  ])('works with %s', async (text, id) => {
    expect(idsOf(await findPapers(store, text, 5))).toEqual([id]);
  });

  test('gives several where the words of a title fit several, newest first and no more than asked for', async () => {
    expect(idsOf(await findPapers(store, 'graph', 5))).toEqual(['hep-th/9901001', '2501.00001']);
    expect(idsOf(await findPapers(store, 'graph', 1))).toEqual(['hep-th/9901001']);
  });

  test.each(['2501.09999', '10.1234/nothing', 'no such title', '', '???', '"', 'title:"', 'x'.repeat(2_000)])(
    'gives none for %j',
    async (text) => {
      expect(await findPapers(store, text, 5)).toEqual([]);
    },
  );

  test('works with the id that a paper had before it got a better one', async () => {
    const known = { title: 'Seen by its title', authorCount: 2, sources: ['x'] };
    const old = makePaper(known);
    await ingest(store, { source: 'file:x', papers: [old], seenAt: 2, receivedAt: 2 });
    const better = makePaper({ ...known, arxivId: '2501.00009' });
    await ingest(store, { source: 'file:x', papers: [better], seenAt: 3, receivedAt: 3 });
    expect(idsOf(await findPapers(store, old.id, 5))).toEqual(['2501.00009']);
  });
});

describe('searching the papers held', () => {
  async function found(query: string, since?: string) {
    const { hits, looser } = await search(store, parseQuery(query), since);
    return { hits: hits.map(({ paper }) => paper.id), looser: looser.map(({ paper }) => paper.id) };
  }

  test('puts words in the title first, then in keywords, then in the abstract', async () => {
    expect((await found('graph network')).hits).toEqual(['2501.00001', '2501.00005', '2501.00002']);
  });

  test('says why each was found', async () => {
    const { hits } = await search(store, parseQuery('graph network'));
    expect(hits.every(({ reasons }) => reasons.length > 0)).toBe(true);
  });

  test('adds looser matches, apart, only where there are few', async () => {
    expect((await found('graph network')).looser).toEqual([]);
    expect(await found('network graph')).toEqual({
      hits: [],
      looser: ['hep-th/9901001', '2501.00001', '2501.00005', '2501.00002'],
    });
    expect(await found('"network graph"')).toEqual({ hits: [], looser: [] });
  });

  test('tells looser matches alone, where nothing matches', async () => {
    const { looser } = await search(store, parseQuery('network graph'));
    expect(looser.length).toBeGreaterThan(0);
    expect(await onlyLooser(store, parseQuery('network graph'))).toMatchObject(
      looser.map(({ paper }) => ({ paper: { id: paper.id } })),
    );
    expect(await onlyLooser(store, parseQuery('bridges of light'))).toBeUndefined();
    expect(await onlyLooser(store, parseQuery('"network graph"'))).toEqual([]);
  });

  test('shows a paper first whose whole title was typed, however many newer ones have its words', async () => {
    const newer = { authorCount: 1, listedOn: '2025-11-08', sources: ['x'] };
    const titles = ['Graph networks for rivers and lakes', 'On graph networks for rivers'];
    await ingest(store, {
      ...{ source: 'file:x', seenAt: 2, receivedAt: 2 },
      papers: titles.map((title) => makePaper({ title, ...newer })),
    });
    const { hits } = await found('graph networks for rivers');
    expect(hits).toHaveLength(3);
    expect(hits[0]).toBe('2501.00001');
    expect((await found('graph networks for rivers', '2025-11-08')).hits).toHaveLength(2);
  });

  test('leaves out what is older than asked for, by edition, else by publication', async () => {
    expect((await found('graph network', '2025-11-05')).hits).toEqual(['2501.00005', '2501.00002']);
    expect((await found('bridges', '2024-01-01')).hits).toEqual(['doi:10.1234/x']);
    expect((await found('bridges', '2024-01-02')).hits).toEqual([]);
  });
});

describe('the recent editions', () => {
  test('are counted back from the newest edition, not from today', async () => {
    const recent = await recentEditions(store);
    expect(recent).toMatchObject({ from: '2025-11-01', to: '2025-11-07' });
    expect(idsOf(recent?.papers ?? [])).toEqual(['hep-th/9901001', '2501.00005', '2501.00002']);
  });

  test('tell which of them a query wants, as the plain matcher does', async () => {
    const recent = await recentEditions(store);
    for (const text of ['graph network', '"graph networks"', 'upvotes<5', 'netw*', 'author:nobody']) {
      const query = parseQuery(text);
      const expected = recent?.papers.filter((paper) => matches(query, paper)) ?? [];
      expect(recent?.wantedBy(query), text).toEqual(expected);
    }
    expect(recent?.wantedBy(parseQuery('graph network')).length).toBeGreaterThan(0);
  });

  test('hold the sample no longer once it has gone, also where nothing came instead', async () => {
    const store = await open();
    const paper = makePaper({ title: 'On rivers', listedOn: '2026-01-01', sources: ['sample'] });
    await ingest(store, { source: 'sample', papers: [paper], seenAt: 1, receivedAt: 1 });
    expect((await recentEditions(store))?.papers).toHaveLength(1);
    await store.papers.removeSource('sample');
    expect(await recentEditions(store)).toBeUndefined();
  });

  test('show what came in meanwhile, also a paper that was held and comes into an edition', async () => {
    const store = await open();
    const paper = makePaper({ title: 'On rivers', arxivId: '2501.00009', sources: ['x'] });
    const seen = (listedOn: string) => ({
      source: 'x',
      papers: [{ ...paper, listedOn }],
      seenAt: 1,
      receivedAt: 1,
    });
    await ingest(store, seen('2025-11-07'));
    expect((await recentEditions(store))?.to).toBe('2025-11-07');
    await ingest(store, seen('2025-11-08'));
    expect((await recentEditions(store))?.to).toBe('2025-11-08');
    await ingest(store, {
      ...seen('2025-11-08'),
      papers: [{ ...paper, upvotes: 7, listedOn: '2025-11-08' }],
    });
    expect((await recentEditions(store))?.papers).toMatchObject([{ upvotes: 7 }]);
  });

  test('come with the number of all papers held, also once some have come or gone', async () => {
    const store = await open();
    const put = (source: string, title: string) =>
      ingest(store, {
        ...{ source, seenAt: 1, receivedAt: 1 },
        papers: [makePaper({ title, sources: [source] })],
      });
    expect(await countHeld(store)).toBe(0);
    await put('sample', 'On rivers');
    expect(await countHeld(store)).toBe(1);
    await put('sample', 'On deltas');
    expect(await countHeld(store)).toBe(2);
    await put('huggingface', 'On moss');
    expect(await countHeld(store)).toBe(1);
  });

  test('are none while nothing is listed', async () => {
    expect(await recentEditions(await open())).toBeUndefined();
  });
});
