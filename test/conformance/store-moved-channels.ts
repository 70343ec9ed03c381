import { describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { NOW, plannedDigest, recordSent, schedule, send, take, taking } from './store-digest-samples.ts';
import {
  CHANNEL,
  COMMUNITY,
  heldPaper,
  mark,
  type OpenStore,
  post,
  rows,
  subscription,
} from './store-samples.ts';

const OTHER_WORLD = ['slack/T1/C10', 'slack/T1/C', 'slack/T2/C1'];
const NEW = 'slack/T1/C9';

/** A channel that follows something and got a digest, on which Ada voted. */
async function settle(store: Store, channel = CHANNEL, fields: { slot?: string; papers?: string[] } = {}) {
  const [, community = '', id = ''] = channel.split('/');
  const { slot = 'monday', papers = ['a', 'b'] } = fields;
  await store.channels.put({ platform: 'slack', community, id }, 'Europe/Berlin');
  await store.channels.subscribe(subscription({ channel }));
  await store.schedules.put(schedule({ channel, nextAt: NOW, nextSlot: slot }));
  await store.ledger.plan(plannedDigest(slot, { channel, shown: papers }));
  const messageId = `list of ${channel}`;
  await store.posts.record(
    `slack/${community}`,
    post(rows(...papers), { channel, messageId, postedAt: NOW }),
  );
  await store.posts.keepContent({
    ...{ channel, messageId, postedAt: NOW },
    message: { fallback: 'x', parts: [] },
  });
  await store.votes.mark(
    mark({ community: `slack/${community}`, channel, messageId, paperId: papers[0] ?? '' }),
  );
}

/** All that a channel's key leads to. */
async function everything(store: Store, channel: string) {
  return {
    row: await store.channels.get(channel),
    subscriptions: await store.channels.subscriptions(channel),
    schedule: await store.schedules.get(channel),
    list: await store.posts.newestList(channel, 'ada'),
    votes: await store.votes.standingOn(channel, `list of ${channel}`),
    top: await store.votes.top({ community: channel.split('/', 2).join('/'), channel, limit: 9 }),
    digest: await store.ledger.newest(channel),
  };
}

const NOTHING = {
  row: undefined,
  subscriptions: [],
  schedule: undefined,
  list: undefined,
  votes: [],
  top: [],
  digest: undefined,
};
const votesFor = async (store: Store, paperId: string) =>
  (await store.votes.count(COMMUNITY, [paperId])).get(paperId) ?? 0;
const numbered = async (store: Store) =>
  (await store.channels.subscriptions(NEW)).map(({ number, query }) => [number, query]);

/** A platform gives a channel another id. */
export function describeMovedChannels(open: OpenStore): void {
  describe('a channel that moves', () => {
    test('takes all that is held of it along, and leaves all other channels as they are', async () => {
      const store = await open();
      await settle(store);
      for (const channel of OTHER_WORLD) await settle(store, channel, { slot: 'sunday' });
      const others = await Promise.all(OTHER_WORLD.map((channel) => everything(store, channel)));
      const { row, subscriptions, schedule: held, digest, list } = await everything(store, CHANNEL);

      await store.communities.moveChannel(CHANNEL, NEW);
      expect(await everything(store, CHANNEL)).toEqual(NOTHING);
      expect(await store.channels.get(NEW)).toEqual({ ...row, key: NEW, id: 'C9' });
      expect(await store.channels.subscriptions(NEW)).toEqual(
        subscriptions.map((one) => ({ ...one, channel: NEW })),
      );
      expect(await store.schedules.get(NEW)).toEqual({ ...held, channel: NEW });
      expect(await store.ledger.newest(NEW)).toEqual({ ...digest, channel: NEW });
      expect(await store.posts.newestList(NEW, 'ada')).toEqual({ ...list, channel: NEW });
      expect(await store.posts.contentsWith(COMMUNITY, 'a')).toContainEqual(
        expect.objectContaining({ channel: NEW }),
      );
      expect(await Promise.all(OTHER_WORLD.map((channel) => everything(store, channel)))).toEqual(others);
    });

    test('counts on: a reaction under the new id takes back one of before', async () => {
      const store = await open();
      await settle(store);
      await store.communities.moveChannel(CHANNEL, NEW);
      expect(await store.votes.top({ community: COMMUNITY, channel: NEW, limit: 9 })).toEqual([
        { paperId: 'a', votes: 1 },
      ]);
      await store.votes.mark(
        mark({ channel: NEW, messageId: `list of ${CHANNEL}`, paperId: 'a', on: false, order: 2 }),
      );
      expect(await votesFor(store, 'a')).toBe(0);
    });

    test('numbers its subscriptions on, and gives back one that was removed before', async () => {
      const store = await open();
      await settle(store);
      await store.channels.subscribe(subscription({ query: 'two', canonical: 'two' }));
      await store.channels.unsubscribe(CHANNEL, [2], NOW);
      await store.communities.moveChannel(CHANNEL, NEW);
      await store.channels.subscribe(subscription({ channel: NEW, query: 'three', canonical: 'three' }));
      await store.channels.restore(NEW, [2]);
      expect(await numbered(store)).toEqual([
        [1, 'Graph Networks'],
        [2, 'two'],
        [3, 'three'],
      ]);
    });

    test('gets the rest of a digest that was under way, and no paper a second time', async () => {
      const store = await open();
      await settle(store);
      const [list] = await store.ledger.take(taking());
      await store.communities.moveChannel(CHANNEL, NEW);
      expect(await recordSent(store, list?.key ?? '', 'm1', NOW)).toBe(NEW);
      const next = await store.ledger.take(taking());
      expect(next.map(({ channel, key }) => [channel, key])).toEqual([[NEW, 'C1 monday thread']]);
      await expect(
        store.ledger.plan(plannedDigest('tuesday', { channel: NEW, shown: ['a'] })),
      ).rejects.toThrow();
    });

    test('twice moves once', async () => {
      const store = await open();
      await settle(store);
      await store.communities.moveChannel(CHANNEL, NEW);
      const before = await everything(store, NEW);
      await store.communities.moveChannel(CHANNEL, NEW);
      await store.communities.moveChannel(NEW, NEW);
      expect(await everything(store, NEW)).toEqual(before);
    });
  });

  describe('a channel that moves to one that is known already', () => {
    test('keeps its numbers and its schedule, and follows nothing twice', async () => {
      const store = await open();
      await settle(store);
      await store.channels.subscribe(subscription({ query: 'two', canonical: 'two' }));
      await settle(store, NEW, { slot: 'tuesday', papers: ['c'] });
      for (const query of ['three', 'two'])
        await store.channels.subscribe(subscription({ channel: NEW, query, canonical: query }));
      await store.schedules.put(schedule({ papers: 3 }));
      await store.communities.moveChannel(CHANNEL, NEW);
      expect(await numbered(store)).toEqual([
        [1, 'Graph Networks'],
        [2, 'two'],
        [4, 'three'],
      ]);
      const next = await store.channels.subscribe(
        subscription({ channel: NEW, query: 'five', canonical: 'five' }),
      );
      expect(next.number).toBe(5);
      expect(await store.schedules.get(NEW)).toMatchObject({ papers: 3 });
    });

    test('keeps the newer of two marks, and gives early reactions their message', async () => {
      const store = await open();
      await settle(store);
      const on = { messageId: `list of ${CHANNEL}` };
      await store.votes.mark(mark({ ...on, channel: NEW, on: false, order: 2 }));
      await store.votes.mark(mark({ ...on, channel: NEW, person: 'bo', emoji: '2️⃣', order: 3 }));
      await store.votes.mark(mark({ ...on, person: 'cy', paperId: 'a', order: 5 }));
      await store.votes.mark(mark({ ...on, channel: NEW, person: 'cy', on: false, order: 4 }));
      await store.communities.moveChannel(CHANNEL, NEW);
      expect(await store.votes.standingOn(NEW, on.messageId)).toEqual(
        expect.arrayContaining([
          { person: 'bo', emoji: '2️⃣' },
          { person: 'cy', emoji: '👍' },
        ]),
      );
      expect(await votesFor(store, 'a')).toBe(1);
      expect(await votesFor(store, 'b')).toBe(1);
    });

    test('sends the rest of both digests of a slot, one message after the other, each paper once', async () => {
      const store = await open();
      for (const id of ['a', 'b', 'c']) await store.papers.put(heldPaper(id));
      await settle(store);
      await settle(store, NEW, { papers: ['b', 'c'] });
      await store.communities.moveChannel(CHANNEL, NEW);
      expect(await take(store)).toEqual(['C1 monday list']);
      await recordSent(store, 'C1 monday list', 'm1', NOW);
      expect(await send(store)).toEqual([
        'C1 monday thread',
        'C1 monday card 1',
        'C1 monday card 2',
        'C9 monday list',
        'C9 monday thread',
        'C9 monday card 1',
        'C9 monday card 2',
      ]);
      const newest = await store.ledger.newest(NEW);
      expect(newest?.shown).toEqual(['c']);
      expect((await store.ledger.get((newest?.id ?? 0) - 1))?.shown).toEqual(['a', 'b']);
    });

    test('leaves a paper that both want with the digest that shows it already', async () => {
      const store = await open();
      await settle(store);
      await settle(store, NEW, { papers: ['b', 'c'] });
      const sent = (await store.ledger.take(taking())).filter(({ channel }) => channel === NEW);
      for (const { key } of sent) await recordSent(store, key, 'm1', NOW);
      await store.ledger.putBack('C1 monday list', 'one', NOW);
      await store.communities.moveChannel(CHANNEL, NEW);
      const newest = await store.ledger.newest(NEW);
      expect(newest?.shown).toEqual(['b', 'c']);
      const cards = await store.ledger.get((newest?.id ?? 0) - 1);
      expect(cards?.shown).toEqual(['a']);
    });
  });
}
