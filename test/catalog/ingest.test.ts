import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Delivery, ingest } from '../../src/catalog/ingest.ts';
import { type KnownFields, makePaper } from '../../src/sources/make-paper.ts';
import type { Store } from '../../src/store/store.ts';
import { CHANNEL, COMMUNITY, collect, idsOf, mark, post, withStore } from '../conformance/store-samples.ts';
import { openMemoryStore } from '../store/memory-store.ts';

const open = withStore(() => openMemoryStore());
const TITLE = 'Rivers as Graphs';

function paper(fields: Partial<KnownFields> = {}) {
  return makePaper({
    title: TITLE,
    authorCount: 3,
    listedOn: '2025-11-07',
    sources: ['huggingface'],
    ...fields,
  });
}

async function deliver(
  store: Store,
  papers: readonly Partial<KnownFields>[],
  at = 1_000,
  source = 'file:page.txt',
) {
  return ingest(store, { source, papers: papers.map(paper), seenAt: at, receivedAt: at });
}

async function all(store: Store) {
  return collect(store.papers.newestFirst());
}

describe('what a source delivers', () => {
  test('is held, and listed in its day’s edition in the source’s order', async () => {
    const store = await open();
    const titles = ['Zebra crossings of graphs', 'Ants as a network', 'Moss in the spring'];
    expect(
      await deliver(
        store,
        titles.map((title) => ({ title })),
      ),
    ).toEqual({ added: 3, changed: 0, unchanged: 0 });
    expect((await store.papers.edition('2025-11-07')).map(({ title }) => title)).toEqual(titles);
    expect(await store.papers.newestEdition()).toBe('2025-11-07');
  });

  test('changes nothing when it is delivered again', async () => {
    const store = await open();
    const papers = [
      {},
      { title: 'Ants', authorCount: 1 },
      { title: 'Ants', authorCount: 2 },
      { arxivId: '2401.00001' },
    ];
    await deliver(store, papers);
    const before = await all(store);
    const { added, changed } = await deliver(store, papers, 1_000);
    expect({ added, changed }).toEqual({ added: 0, changed: 0 });
    await ingest(store, {
      source: 'file:page.txt',
      papers: papers.map(paper),
      seenAt: 1_000,
      receivedAt: 9_000,
    });
    expect(await all(store)).toEqual(before);
    expect(idsOf(await store.papers.edition('2025-11-07'))).toHaveLength(before.length);
  });

  test('without a day is held and in no edition', async () => {
    const store = await open();
    await deliver(store, [{ listedOn: undefined }]);
    expect(await store.papers.count()).toBe(1);
    expect(await store.papers.newestEdition()).toBeUndefined();
  });

  test('on two days is one paper, in both editions', async () => {
    const store = await open();
    await deliver(store, [{ arxivId: '2401.00001' }]);
    await deliver(store, [{ arxivId: '2401.00001', listedOn: '2025-11-10' }]);
    for (const day of ['2025-11-07', '2025-11-10'])
      expect(idsOf(await store.papers.edition(day))).toEqual(['2401.00001']);
    expect((await store.papers.get('2401.00001'))?.listedOn).toBe('2025-11-07');
  });

  test('updates counts with the newest ones, and never with older ones', async () => {
    const store = await open();
    const upvotes = async () => (await store.papers.get('2401.00001'))?.upvotes;
    await deliver(store, [{ arxivId: '2401.00001', upvotes: 5 }], 2_000);
    expect((await deliver(store, [{ arxivId: '2401.00001', upvotes: 4 }], 3_000)).changed).toBe(1);
    expect(await upvotes()).toBe(4);
    await deliver(store, [{ arxivId: '2401.00001', upvotes: 9 }], 1_000);
    expect(await upvotes()).toBe(4);
  });

  test('names the source, and the kind of file, for source: to find', async () => {
    const store = await open();
    await deliver(store, [{}], 1_000, 'file:C:/papers.txt');
    expect((await all(store))[0]?.sources).toEqual(['file', 'huggingface']);
  });

  test('comes whole or not at all', async () => {
    const store = await open();
    const broken = { ...paper({ title: 'Broken' }), id: null as unknown as string };
    const delivery = { source: 'file:x', papers: [paper(), broken], seenAt: 1, receivedAt: 1 };
    await expect(ingest(store, delivery)).rejects.toThrow();
    expect(await store.papers.count()).toBe(0);
    expect(await store.sources.all()).toEqual([]);
  });
});

describe('what is news', () => {
  const SINCE = { since: '2025-11-01', withoutDayToo: true } as const;
  const newsOf = async (store: Store) =>
    Object.fromEntries((await all(store)).map(({ title, newsAt }) => [title, newsAt]));
  const take = (store: Store, papers: readonly Partial<KnownFields>[], more: Partial<Delivery> = {}) =>
    ingest(store, {
      ...{ source: 'huggingface', papers: papers.map(paper), seenAt: 9, receivedAt: 9, ...more },
    });

  test('was listed on or after the day that the source tells', async () => {
    const store = await open();
    await take(
      store,
      [
        { title: 'Listed late enough', listedOn: '2025-11-01' },
        { title: 'Listed too early', listedOn: '2025-10-31' },
      ],
      { news: SINCE },
    );
    expect(await newsOf(store)).toEqual({ 'Listed late enough': 9, 'Listed too early': undefined });
  });

  test('is nothing of a backfill, until a source lists it again', async () => {
    const store = await open();
    await take(store, [{}], { news: 'none', isPart: true });
    expect(await newsOf(store)).toEqual({ [TITLE]: undefined });
    expect(await store.sources.all()).toEqual([]);
    await take(store, [{}], { news: SINCE });
    expect(await newsOf(store)).toEqual({ [TITLE]: 9 });
  });

  test('without a day is in the edition of the day on which it came, and stays there', async () => {
    const store = await open();
    const undated = [{ listedOn: undefined }];
    await take(store, undated, { news: SINCE, arrivedOn: '2025-11-08' });
    const again = await take(store, undated, { news: SINCE, arrivedOn: '2025-11-09', receivedAt: 10 });
    expect(again).toEqual({ added: 0, changed: 0, unchanged: 1 });
    expect(await newsOf(store)).toEqual({ [TITLE]: 9 });
    expect(idsOf(await store.papers.edition('2025-11-08'))).toHaveLength(1);
    expect(await store.papers.edition('2025-11-09')).toEqual([]);
  });

  test('is no paper without a day where the source is read for the first time', async () => {
    const store = await open();
    const news = { ...SINCE, withoutDayToo: false };
    await take(store, [{ listedOn: undefined }], { news, arrivedOn: '2025-11-08' });
    expect(await newsOf(store)).toEqual({ [TITLE]: undefined });
  });

  test('is no new version: it changes what is held and adds nothing', async () => {
    const store = await open();
    await take(store, [{ arxivId: '2401.00001' }], { news: 'none' });
    const versions = [
      { arxivId: '2401.00001', abstract: 'Now longer.', listedOn: undefined },
      { title: 'Never heard of it', listedOn: undefined },
    ];
    const counts = await take(store, versions, { news: 'none', updatesOnly: true });
    expect(counts).toEqual({ added: 0, changed: 1, unchanged: 0 });
    expect(await all(store)).toMatchObject([{ abstract: 'Now longer.' }]);
    expect(await newsOf(store)).toEqual({ [TITLE]: undefined });
  });

  test('the same counts seen later change nothing', async () => {
    const store = await open();
    await deliver(store, [{ upvotes: 5 }], 2_000);
    expect(await deliver(store, [{ upvotes: 5 }], 3_000)).toEqual({ added: 0, changed: 0, unchanged: 1 });
  });
});

describe('a paper first seen by title alone and later with an arXiv id', () => {
  async function both() {
    const store = await open();
    await deliver(store, [{ comments: 3 }]);
    const [old] = await all(store);
    const from = old?.id ?? '';
    await store.posts.record(COMMUNITY, post([{ row: 1, paperId: from }]));
    await store.votes.mark(mark({ paperId: from, person: 'ada', emoji: '1⃣' }));
    const outcome = await deliver(store, [{ arxivId: '2401.00001', abstract: 'It flows.' }], 2_000);
    return { store, from, outcome };
  }

  test('becomes the same paper, known by both ids', async () => {
    const { store, from, outcome } = await both();
    expect(outcome).toEqual({ added: 0, changed: 1, unchanged: 0 });
    expect(await store.papers.count()).toBe(1);
    expect(await store.papers.get(from)).toMatchObject({
      id: '2401.00001',
      comments: 3,
      abstract: 'It flows.',
    });
    expect(idsOf(await store.papers.edition('2025-11-07'))).toEqual(['2401.00001']);
  });

  test('keeps its votes and the rows on posted messages', async () => {
    const { store } = await both();
    expect((await store.posts.get(CHANNEL, 'm1'))?.papers).toEqual([{ row: 1, paperId: '2401.00001' }]);
    expect(await store.votes.count(COMMUNITY, ['2401.00001'])).toEqual(new Map([['2401.00001', 1]]));
  });

  test('stays that paper when the page with its title is read again', async () => {
    const { store } = await both();
    expect(await deliver(store, [{ comments: 3 }])).toMatchObject({ added: 0 });
    expect(idsOf(await all(store))).toEqual(['2401.00001']);
  });
});

describe('papers that look alike', () => {
  test('with two arXiv ids stay two, and a sighting by title goes to one of them', async () => {
    const store = await open();
    await deliver(store, [{ arxivId: '2401.00001' }, { arxivId: '2401.00002' }]);
    expect(await store.papers.count()).toBe(2);
    await deliver(store, [{}]);
    expect(idsOf(await all(store)).sort()).toEqual(['2401.00001', '2401.00002']);
  });

  test('with a short title stay two', async () => {
    const store = await open();
    await deliver(store, [{ title: 'Light bridges' }]);
    await deliver(store, [{ title: 'Light bridges', arxivId: '2401.00001' }]);
    expect(await store.papers.count()).toBe(2);
  });

  test('with an equal title and neither count nor date in common stay two, each found again', async () => {
    const store = await open();
    const papers = [{ authorCount: 2 }, { authorCount: 5 }];
    expect((await deliver(store, papers)).added).toBe(2);
    expect(await deliver(store, papers)).toEqual({ added: 0, changed: 0, unchanged: 2 });
    expect(new Set(idsOf(await all(store))).size).toBe(2);
  });

  test('with one DOI are one', async () => {
    const store = await open();
    await deliver(store, [{ title: 'A draft', doi: '10.1234/x' }]);
    await deliver(store, [{ title: 'Quite another title', arxivId: '2401.00001', doi: '10.1234/x' }]);
    expect(idsOf(await all(store))).toEqual(['2401.00001']);
  });

  test('with one DOI are one also within a delivery, whichever comes first', async () => {
    const pair = [
      { title: 'A draft', arxivId: '2401.00001', doi: '10.1234/x' },
      { title: 'Quite another title', doi: '10.1234/x' },
    ];
    for (const papers of [pair, pair.toReversed()]) {
      const store = await open();
      await deliver(store, papers);
      expect(idsOf(await all(store))).toEqual(['2401.00001']);
    }
  });
});

test('the order of deliveries makes no difference to what is held', async () => {
  const sightings: readonly Partial<KnownFields>[] = [
    { comments: 3, publishedOn: '2025-01-02' },
    { arxivId: '2401.00001', abstract: 'It flows.', upvotes: 2 },
    { arxivId: '2401.00001', doi: '10.1234/x', listedOn: '2025-11-05', sources: ['arxiv'] },
    { doi: '10.1234/x', summary: 'Water flows along the edges.' },
  ];
  const held = async (order: readonly number[]) => {
    const store = await openMemoryStore();
    for (const at of order)
      await ingest(store, {
        ...{ source: 'file:x', papers: [paper(sightings[at])], seenAt: at, receivedAt: 5 },
      });
    const papers = await all(store);
    await store.close();
    return papers;
  };
  const expected = await held([0, 1, 2, 3]);
  expect(expected).toHaveLength(1);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), async (order) => {
      expect(await held([...order, ...order])).toEqual(expected);
    }),
    { numRuns: 24 },
  );
});

describe('the sample', () => {
  test('is shown only while no other source has delivered, and goes when one does', async () => {
    const store = await open();
    await deliver(store, [{ title: 'Of the sample', comments: 9 }, { comments: 9 }], 1, 'sample');
    expect((await all(store)).map(({ sources }) => sources)).toEqual([['sample'], ['sample']]);
    await deliver(store, [{}], 2);
    const [real, ...others] = await all(store);
    expect(others).toEqual([]);
    expect(real?.title).toBe(TITLE);
    expect(real).not.toHaveProperty('comments');
  });

  test('is not taken any more afterwards', async () => {
    const store = await open();
    await deliver(store, [{}], 1);
    expect(await deliver(store, [{ title: 'Of the sample' }], 2, 'sample')).toEqual({
      ...{ added: 0, changed: 0, unchanged: 0 },
    });
    expect(await store.papers.count()).toBe(1);
  });

  test('stays, and is taken, while a source has no papers', async () => {
    const store = await open();
    await deliver(store, [], 1);
    expect((await deliver(store, [{ title: 'Of the sample' }], 2, 'sample')).added).toBe(1);
    await deliver(store, [], 3);
    expect(await store.papers.count()).toBe(1);
  });

  test('stays away when a fetch was cut short after its first papers', async () => {
    const store = await open();
    await ingest(store, {
      ...{ source: 'huggingface', papers: [paper()], seenAt: 1, receivedAt: 1, isPart: true },
    });
    expect((await deliver(store, [{ title: 'Of the sample' }], 2, 'sample')).added).toBe(0);
  });

  test('comes back when only a failure followed it', async () => {
    const store = await open();
    await store.sources.failed('file:page.txt', 1, 'no such file');
    expect((await deliver(store, [{ title: 'Of the sample' }], 2, 'sample')).added).toBe(1);
  });
});
