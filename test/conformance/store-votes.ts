import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUTTON, type Store, type VoteMark } from '../../src/store/store.ts';
import { CHANNEL, COMMUNITY, mark, type OpenStore, OTHER_CHANNEL } from './store-samples.ts';

export function describeVotes(open: OpenStore): void {
  const votesFor = async (store: Store, paperId: string, community = COMMUNITY) =>
    (await store.votes.count(community, [paperId])).get(paperId) ?? 0;

  describe('votes', () => {
    test('a person counts once for a paper in a community, however often and wherever they vote', async () => {
      const store = await open();
      await store.votes.mark(mark({ paperId: 'a' }));
      await store.votes.mark(mark({ paperId: 'a', emoji: '🔥' }));
      await store.votes.mark(mark({ paperId: 'a', channel: OTHER_CHANNEL, messageId: 'm2' }));
      await store.votes.mark(mark({ paperId: 'a', emoji: BUTTON, messageId: 'a' }));
      await store.votes.mark(mark({ paperId: 'a', person: 'bo' }));
      await store.votes.mark(mark({ paperId: 'a', community: 'slack/T2' }));
      expect(await votesFor(store, 'a')).toBe(2);
      expect(await votesFor(store, 'a', 'slack/T2')).toBe(1);
    });

    test('a vote taken away is gone, unless the person voted another way too', async () => {
      const store = await open();
      await store.votes.mark(mark({ paperId: 'a' }));
      await store.votes.mark(mark({ paperId: 'a', emoji: '🔥' }));
      await store.votes.mark(mark({ paperId: 'a', on: false, order: 2 }));
      expect(await votesFor(store, 'a')).toBe(1);
      await store.votes.mark(mark({ paperId: 'a', emoji: '🔥', on: false, order: 2 }));
      expect(await votesFor(store, 'a')).toBe(0);
    });

    test('papers without votes are left out of a count', async () => {
      const store = await open();
      await store.votes.mark(mark({ paperId: 'a' }));
      await store.votes.mark(mark({ paperId: 'b', messageId: 'm2', on: false }));
      expect(await store.votes.count(COMMUNITY, ['b', 'a', 'c'])).toEqual(new Map([['a', 1]]));
      expect(await store.votes.count(COMMUNITY, [])).toEqual(new Map());
    });

    test('can be counted in several communities at once, each on its own', async () => {
      const store = await open();
      await store.votes.mark(mark({ paperId: 'a' }));
      await store.votes.mark(mark({ paperId: 'a', person: 'bo' }));
      await store.votes.mark(mark({ paperId: 'b', community: 'slack/T2' }));
      await store.votes.mark(mark({ paperId: 'a', community: 'slack/T3' }));
      expect(await store.votes.countIn([COMMUNITY, 'slack/T2', 'slack/none'], ['a', 'b'])).toEqual(
        new Map([
          [COMMUNITY, new Map([['a', 2]])],
          ['slack/T2', new Map([['b', 1]])],
        ]),
      );
      expect(await store.votes.countIn([], ['a'])).toEqual(new Map());
    });

    test('an event that comes late changes nothing; of two of the same order the last one holds', async () => {
      const store = await open();
      await store.votes.mark(mark({ paperId: 'a', order: 1_700_000_000.000_2, on: false }));
      await store.votes.mark(mark({ paperId: 'a', order: 1_700_000_000.000_1 }));
      expect(await votesFor(store, 'a')).toBe(0);
      await store.votes.mark(mark({ paperId: 'a', order: 1_700_000_000.000_2 }));
      expect(await votesFor(store, 'a')).toBe(1);
    });

    test('in whatever order the events of a reaction come, the one with the highest order holds', async () => {
      const events = fc.uniqueArray(fc.record({ order: fc.integer({ min: 1, max: 50 }), on: fc.boolean() }), {
        selector: (event) => event.order,
        minLength: 1,
        maxLength: 6,
      });
      const store = await open();
      let message = 0;
      await fc.assert(
        fc.asyncProperty(events, async (arriving) => {
          message += 1;
          const id = `paper-${message}`;
          for (const event of arriving)
            await store.votes.mark(mark({ ...event, messageId: id, paperId: id }));
          const last = arriving.reduce((left, right) => (left.order > right.order ? left : right));
          expect(await votesFor(store, id)).toBe(last.on ? 1 : 0);
        }),
        { numRuns: 50 },
      );
    });

    test('reactions of the same message id in two channels stay apart', async () => {
      const store = await open();
      await store.votes.mark(mark({ paperId: 'a' }));
      await store.votes.mark(mark({ paperId: 'b', channel: OTHER_CHANNEL, on: false, order: 9 }));
      expect(await votesFor(store, 'a')).toBe(1);
    });

    test('the vote button is one in the whole community: pressed again in another channel it is off', async () => {
      const store = await open();
      const press = (fields: Partial<VoteMark>) =>
        store.votes.mark(mark({ emoji: BUTTON, messageId: 'a', paperId: 'a', ...fields }));
      expect(await store.votes.buttonOn(COMMUNITY, 'ada', 'a')).toBe(false);
      await press({ order: 1 });
      expect(await store.votes.buttonOn(COMMUNITY, 'ada', 'a')).toBe(true);
      expect(await store.votes.buttonOn(COMMUNITY, 'bo', 'a')).toBe(false);
      expect(await store.votes.buttonOn('slack/T2', 'ada', 'a')).toBe(false);
      expect(await store.votes.buttonOn(COMMUNITY, 'ada', 'b')).toBe(false);
      await press({ order: 2, on: false, channel: OTHER_CHANNEL });
      expect(await store.votes.buttonOn(COMMUNITY, 'ada', 'a')).toBe(false);
      expect(await votesFor(store, 'a')).toBe(0);
    });

    test('a reaction does not press the button', async () => {
      const store = await open();
      await store.votes.mark(mark({ paperId: 'a' }));
      expect(await store.votes.buttonOn(COMMUNITY, 'ada', 'a')).toBe(false);
    });
  });

  describe('the top papers', () => {
    test('have most votes first, then by id, each person once, at most as many as asked for', async () => {
      const store = await open();
      const vote = (paperId: string, person: string, emoji = '👍') =>
        store.votes.mark(mark({ paperId, person, emoji, messageId: paperId }));
      for (const person of ['ada', 'bo']) {
        await vote('c', person);
        await vote('b', person);
      }
      await vote('a', 'ada');
      await vote('a', 'ada', '🔥');
      await vote('a', 'ada', '❤');
      await store.votes.mark(mark({ messageId: 'waiting' }));
      await store.votes.mark(mark({ messageId: 'd', paperId: 'd', on: false }));
      expect(await store.votes.top({ community: COMMUNITY, limit: 9 })).toEqual([
        { paperId: 'b', votes: 2 },
        { paperId: 'c', votes: 2 },
        { paperId: 'a', votes: 1 },
      ]);
      expect(await store.votes.top({ community: COMMUNITY, limit: 1 })).toEqual([{ paperId: 'b', votes: 2 }]);
    });

    test('are those of one community, or of one channel of it', async () => {
      const store = await open();
      await store.votes.mark(mark({ paperId: 'a' }));
      await store.votes.mark(mark({ paperId: 'b', channel: OTHER_CHANNEL }));
      await store.votes.mark(mark({ paperId: 'c', community: 'slack/T2', channel: 'slack/T2/C1' }));
      await store.votes.mark(mark({ paperId: 'd', messageId: 'd', emoji: BUTTON }));
      const ids = async (channel?: string) =>
        (await store.votes.top({ community: COMMUNITY, limit: 9, ...(channel && { channel }) })).map(
          (paper) => paper.paperId,
        );
      expect(await ids()).toEqual(['a', 'b', 'd']);
      expect(await ids(CHANNEL)).toEqual(['a', 'd']);
      expect(await ids(OTHER_CHANNEL)).toEqual(['b']);
    });

    test('since a time count the votes cast from then on; a vote that is only seen again is not cast anew', async () => {
      const store = await open();
      await store.votes.mark(mark({ paperId: 'old', messageId: 'old', at: 10 }));
      await store.votes.mark(mark({ paperId: 'new', messageId: 'new', at: 20 }));
      await store.votes.mark(mark({ paperId: 'old', messageId: 'old', at: 30, order: 2 }));
      const since = async (time: number) =>
        (await store.votes.top({ community: COMMUNITY, since: time, limit: 9 })).map(
          (paper) => paper.paperId,
        );
      expect(await since(10)).toEqual(['new', 'old']);
      expect(await since(20)).toEqual(['new']);
      expect(await since(21)).toEqual([]);
      await store.votes.mark(mark({ paperId: 'old', messageId: 'old', at: 40, order: 3, on: false }));
      await store.votes.mark(mark({ paperId: 'old', messageId: 'old', at: 50, order: 4 }));
      expect(await since(45)).toEqual(['old']);
    });
  });
}
