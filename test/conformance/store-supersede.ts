import { describe, expect, test } from 'vitest';
import { BUTTON, type Store } from '../../src/store/store.ts';
import { CHANNEL, COMMUNITY, heldPaper, idsOf, mark, type OpenStore, post, rows } from './store-samples.ts';

export function describeSupersede(open: OpenStore): void {
  describe('a paper that gets a better id', () => {
    test('is found by its earlier id, and held once', async () => {
      const store = await twoPapers(open);
      await store.papers.supersede('old', 'new');
      expect((await store.papers.get('old'))?.id).toBe('new');
      expect(idsOf(await store.papers.getAll(['old', 'new']))).toEqual(['new']);
      expect(await store.papers.count()).toBe(1);
    });

    test('is found by all of its earlier ids, also where it got better ids several times', async () => {
      const store = await twoPapers(open);
      await store.papers.put(heldPaper('best'));
      await store.papers.supersede('old', 'new');
      await store.papers.supersede('new', 'best');
      expect((await store.papers.get('old'))?.id).toBe('best');
      expect((await store.papers.get('new'))?.id).toBe('best');
      expect(idsOf(await store.papers.getAll(['new', 'old']))).toEqual(['best']);
    });

    test('is found by both ids where the better one turns out to be the worse', async () => {
      const store = await twoPapers(open);
      await store.papers.supersede('old', 'new');
      await store.papers.put(heldPaper('old'));
      await store.papers.list({ source: 'feed', listedOn: '2024-01-02', paperId: 'old', position: 0 });
      expect(idsOf(await store.papers.edition('2024-01-02'))).toEqual(['old']);
      expect((await store.papers.get('old'))?.id).toBe('old');
      await store.papers.supersede('new', 'old');
      expect((await store.papers.get('new'))?.id).toBe('old');
      expect((await store.papers.get('old'))?.id).toBe('old');
    });

    test('keeps its places; where both stood in one list, the earlier one', async () => {
      const store = await twoPapers(open);
      await store.papers.put(heldPaper('mid'));
      const list = (source: string, ...ids: string[]) =>
        Promise.all(
          ids.map((paperId, position) =>
            store.papers.list({ source, listedOn: '2024-01-02', paperId, position }),
          ),
        );
      await list('one', 'old', 'mid', 'new');
      await store.papers.list({ source: 'one', listedOn: '2024-01-03', paperId: 'old', position: 0 });
      await store.papers.list({ source: 'one', listedOn: '2024-01-04', paperId: 'new', position: 0 });
      await store.papers.list({ source: 'one', listedOn: '2024-01-04', paperId: 'mid', position: 1 });
      await store.papers.list({ source: 'one', listedOn: '2024-01-04', paperId: 'old', position: 2 });
      await store.papers.supersede('old', 'new');
      expect(idsOf(await store.papers.edition('2024-01-02'))).toEqual(['new', 'mid']);
      expect(idsOf(await store.papers.edition('2024-01-03'))).toEqual(['new']);
      expect(idsOf(await store.papers.edition('2024-01-04'))).toEqual(['new', 'mid']);
    });

    test('keeps its rows on the messages posted before', async () => {
      const store = await twoPapers(open);
      await store.posts.record(COMMUNITY, post(rows('x', 'old')));
      await store.papers.supersede('old', 'new');
      expect((await store.posts.get(CHANNEL, 'm1'))?.papers).toEqual(rows('x', 'new'));
    });

    test('keeps its votes; who voted for both counts once', async () => {
      const store = await twoPapers(open);
      await store.votes.mark(mark({ paperId: 'old', person: 'ada' }));
      await store.votes.mark(mark({ paperId: 'old', person: 'bo' }));
      await store.votes.mark(mark({ paperId: 'new', person: 'bo', messageId: 'm2' }));
      await store.papers.supersede('old', 'new');
      expect(await store.votes.count(COMMUNITY, ['new'])).toEqual(new Map([['new', 2]]));
      expect(await store.votes.count(COMMUNITY, ['old'])).toEqual(new Map([['old', 2]]));
      await store.votes.mark(mark({ paperId: 'old', person: 'ada', on: false, order: 2 }));
      expect(await store.votes.count(COMMUNITY, ['new'])).toEqual(new Map([['new', 1]]));
    });

    test('keeps the buttons that people pressed; of two by one person the later press holds', async () => {
      const store = await twoPapers(open);
      const press = (person: string, paperId: string, on: boolean, order: number) =>
        store.votes.mark(mark({ person, emoji: BUTTON, messageId: paperId, paperId, on, order }));
      await press('ada', 'old', true, 5);
      await press('bo', 'old', true, 1);
      await press('bo', 'new', false, 2);
      await press('cy', 'old', true, 4);
      await press('cy', 'new', false, 3);
      await store.papers.supersede('old', 'new');
      expect(await store.votes.buttonOn(COMMUNITY, 'ada', 'new')).toBe(true);
      expect(await store.votes.buttonOn(COMMUNITY, 'ada', 'old')).toBe(true);
      expect(await store.votes.buttonOn(COMMUNITY, 'bo', 'new')).toBe(false);
      expect(await store.votes.buttonOn(COMMUNITY, 'cy', 'new')).toBe(true);
      await press('ada', 'new', false, 6);
      expect(await store.votes.count(COMMUNITY, ['new'])).toEqual(new Map([['new', 1]]));
    });

    test('is meant wherever its earlier id is still used', async () => {
      const store = await twoPapers(open);
      await store.papers.supersede('old', 'new');
      await store.papers.list({ source: 'feed', listedOn: '2024-01-02', paperId: 'old', position: 0 });
      await store.posts.record(COMMUNITY, post([{ paperId: 'old' }]));
      await store.votes.mark(mark({ paperId: 'old', person: 'ada' }));
      await store.votes.mark(mark({ messageId: 'old', paperId: 'old', person: 'bo', emoji: BUTTON }));
      expect(idsOf(await store.papers.edition('2024-01-02'))).toEqual(['new']);
      expect((await store.posts.get(CHANNEL, 'm1'))?.papers).toEqual([{ paperId: 'new' }]);
      expect(await store.votes.count(COMMUNITY, ['new'])).toEqual(new Map([['new', 2]]));
      expect(await store.votes.buttonOn(COMMUNITY, 'bo', 'new')).toBe(true);
    });

    test('stays whole where it is told to supersede itself', async () => {
      const store = await twoPapers(open);
      await store.papers.supersede('new', 'new');
      expect((await store.papers.get('new'))?.id).toBe('new');
    });
  });
}

async function twoPapers(open: OpenStore): Promise<Store> {
  const store = await open();
  await store.papers.put(heldPaper('old'));
  await store.papers.put(heldPaper('new'));
  return store;
}
