import { describe, expect, test } from 'vitest';
import { CHANNEL, COMMUNITY, mark, type OpenStore, OTHER_CHANNEL, post, rows } from './store-samples.ts';

export function describePosts(open: OpenStore): void {
  describe('posts', () => {
    test('a message comes back with its papers in their order', async () => {
      const store = await open();
      const list = post([...rows('b', 'a'), { paperId: 'c' }], { viewer: 'ada' });
      await store.posts.record(COMMUNITY, list);
      expect(await store.posts.get(CHANNEL, 'm1')).toStrictEqual(list);
      expect(await store.posts.get(CHANNEL, 'm2')).toBeUndefined();
      expect(await store.posts.get(OTHER_CHANNEL, 'm1')).toBeUndefined();
    });

    test('a message without papers is known too', async () => {
      const store = await open();
      await store.posts.record(COMMUNITY, post([]));
      expect(await store.posts.get(CHANNEL, 'm1')).toStrictEqual(post([]));
    });

    test('several are recorded together as each alone would be, with the reactions that waited for them', async () => {
      const store = await open();
      await store.posts.record(COMMUNITY, post(rows('old'), { viewer: 'ada' }));
      const early = { paperId: undefined, messageId: 'm2', channel: OTHER_CHANNEL };
      const { paperId: _, ...waiting } = mark({ ...early, paperId: 'x' });
      await store.votes.mark(waiting);
      const posts = [
        post(rows('a', 'b')),
        post([{ paperId: 'c' }], { channel: OTHER_CHANNEL, messageId: 'm2' }),
        post(rows('d'), { messageId: 'm3' }),
      ];
      await store.posts.recordAll(posts.map((one) => ({ ...one, community: COMMUNITY })));
      for (const one of posts) expect(await store.posts.get(one.channel, one.messageId)).toStrictEqual(one);
      expect(await store.votes.count(COMMUNITY, ['c'])).toEqual(new Map([['c', 1]]));
      expect((await store.posts.newestList(CHANNEL, 'ada'))?.messageId).toBe('m3');
      await store.posts.recordAll([]);
    });

    test('recording a message again replaces what was known of it', async () => {
      const store = await open();
      await store.posts.record(COMMUNITY, post(rows('a', 'b', 'c'), { viewer: 'ada' }));
      const again = post([{ paperId: 'd' }], { postedAt: 2_000 });
      await store.posts.record(COMMUNITY, again);
      expect(await store.posts.get(CHANNEL, 'm1')).toStrictEqual(again);
    });
  });

  describe('the newest list', () => {
    test('is the last one that the channel or the person alone saw, its rows by number', async () => {
      const store = await open();
      const mixed = [{ row: 2, paperId: 'b' }, { paperId: 'card' }, { row: 1, paperId: 'a' }];
      await store.posts.record(COMMUNITY, post(mixed, { messageId: 'all', postedAt: 2 }));
      await store.posts.record(COMMUNITY, post(rows('c'), { messageId: 'older', postedAt: 1 }));
      await store.posts.record(COMMUNITY, post(rows('d'), { messageId: 'bo', postedAt: 3, viewer: 'bo' }));
      await store.posts.record(COMMUNITY, post(rows('e'), { channel: OTHER_CHANNEL, postedAt: 4 }));
      await store.posts.record(COMMUNITY, post([{ paperId: 'f' }], { messageId: 'card', postedAt: 5 }));
      expect(await store.posts.newestList(CHANNEL, 'ada')).toStrictEqual(
        post(rows('a', 'b'), { messageId: 'all', postedAt: 2 }),
      );
      expect((await store.posts.newestList(CHANNEL, 'bo'))?.messageId).toBe('bo');
      expect(await store.posts.newestList('slack/T1/C9', 'ada')).toBeUndefined();
    });

    test('is the one recorded last of those posted in the same millisecond', async () => {
      const store = await open();
      for (const messageId of ['m2', 'm3', 'm1']) {
        await store.posts.record(COMMUNITY, post(rows(messageId), { messageId }));
      }
      expect((await store.posts.newestList(CHANNEL, 'ada'))?.messageId).toBe('m1');
    });

    test('stays the newest where its papers are gone, so that its numbers mean no others', async () => {
      const store = await open();
      await store.papers.put({
        ...{ id: 'a', title: 'A', normalisedTitle: 'a', url: 'x', sources: ['sample'] },
        ...{ firstSeenAt: 1, countsAt: 1 },
      });
      await store.posts.record(COMMUNITY, post(rows('b'), { messageId: 'old', postedAt: 1 }));
      await store.posts.record(COMMUNITY, post(rows('a'), { messageId: 'new', postedAt: 2 }));
      await store.papers.removeSource('sample');
      expect(await store.posts.newestList(CHANNEL, 'ada')).toMatchObject({ messageId: 'new', papers: [] });
    });
  });

  describe('reactions that come before their message', () => {
    test('count once it is recorded: on a list for the row of their number, on a card for its paper', async () => {
      const store = await open();
      await store.votes.mark(mark({ messageId: 'list', emoji: '2⃣' }));
      await store.votes.mark(mark({ messageId: 'list', emoji: '1️⃣', person: 'bo' }));
      await store.votes.mark(mark({ messageId: 'list', emoji: '👍', person: 'cy' }));
      await store.votes.mark(mark({ messageId: 'list', emoji: '9⃣', person: 'cy' }));
      await store.votes.mark(mark({ messageId: 'card', emoji: '🦄', person: 'dee' }));
      await store.votes.mark(mark({ messageId: 'card', emoji: '1⃣', person: 'cy' }));
      const ids = ['a', 'b', 'c'];
      expect(await store.votes.count(COMMUNITY, ids)).toEqual(new Map());
      await store.posts.record(COMMUNITY, post(rows('a', 'b'), { messageId: 'list' }));
      expect(await store.votes.count(COMMUNITY, ids)).toEqual(
        new Map([
          ['a', 1],
          ['b', 1],
        ]),
      );
      await store.posts.record(COMMUNITY, post([{ paperId: 'c' }], { messageId: 'card' }));
      expect(await store.votes.count(COMMUNITY, ['c'])).toEqual(new Map([['c', 1]]));
    });

    test('and were taken away again before it do not count', async () => {
      const store = await open();
      await store.votes.mark(mark({ order: 2, on: false }));
      await store.votes.mark(mark({ order: 1 }));
      await store.posts.record(COMMUNITY, post([{ paperId: 'a' }]));
      expect(await store.votes.count(COMMUNITY, ['a'])).toEqual(new Map());
      await store.votes.mark(mark({ order: 3 }));
      expect(await store.votes.count(COMMUNITY, ['a'])).toEqual(new Map([['a', 1]]));
    });

    test('wait for the message of their own channel only, and lose no paper that they have', async () => {
      const store = await open();
      await store.votes.mark(mark());
      await store.votes.mark(mark({ person: 'bo', paperId: 'mine' }));
      await store.posts.record(COMMUNITY, post([{ paperId: 'a' }], { channel: OTHER_CHANNEL }));
      await store.posts.record(COMMUNITY, post([{ paperId: 'b' }], { messageId: 'm2' }));
      expect(await store.votes.count(COMMUNITY, ['a', 'b'])).toEqual(new Map());
      await store.posts.record(COMMUNITY, post([{ paperId: 'c' }]));
      expect(await store.votes.count(COMMUNITY, ['c', 'mine'])).toEqual(
        new Map([
          ['c', 1],
          ['mine', 1],
        ]),
      );
    });
  });
}
