import { expect, test } from 'vitest';
import { nextSlot } from '../../src/digest/slots.ts';
import type { Store } from '../../src/store/store.ts';
import { addChannel, CHANNEL, type DigestWorld, digestWorld, MONDAY, publish } from './digest-world.ts';
import { headingOf, titlesIn } from './read-digest.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What stands in the channel: heading and titles of each message. */
function posted({ fake }: DigestWorld, channel = CHANNEL): [string | undefined, string[]][] {
  return fake.inChannel(channel).map(({ message }) => [headingOf(message), titlesIn(message)]);
}

async function vote(store: Store, paper: string, persons: number): Promise<void> {
  const [held] = await store.papers.withTitle(paper.toLowerCase());
  if (!held) throw new Error(`${paper} is not held`);
  for (let person = 0; person < persons; person += 1) {
    await store.votes.mark({
      ...{ community: 'fake/team', channel: CHANNEL, messageId: `m${person}`, person: `p${person}` },
      ...{ emoji: '👍', paperId: held.id, on: true, order: 1, at: MONDAY },
    });
  }
}

test('a digest that was missed by less than six hours is caught up', async () => {
  const world = await digestWorld();
  await addChannel(world.store, ['network']);
  await publish(world.store, MONDAY, ['A network of rivers']);
  await world.tick('2026-03-02T14:59:59Z');
  expect(posted(world)).toEqual([['Daily digest, Mar 2, 2026', ['A network of rivers']]]);
});

test('one that was missed by six hours is not: its papers come with the next one', async () => {
  const world = await digestWorld();
  await addChannel(world.store, ['network']);
  await publish(world.store, MONDAY, ['A network of rivers']);
  await world.tick('2026-03-02T15:00:00Z');
  expect(posted(world)).toEqual([]);
  await publish(world.store, MONDAY + DAY, ['A network of roads']);
  await world.tick('2026-03-03T09:00:00Z');
  expect(posted(world)).toEqual([
    ['Daily digest, Mar 3, 2026', ['A network of roads', 'A network of rivers']],
  ]);
});

test('the best papers are shown: votes and upvotes together, then the newest', async () => {
  const world = await digestWorld();
  await addChannel(world.store, ['network'], { papers: 3 });
  await publish(world.store, MONDAY - DAY, [{ title: 'Network of old', upvotes: 5 }]);
  await publish(world.store, MONDAY, [
    { title: 'Network of none' },
    { title: 'Network of few', upvotes: 5 },
    { title: 'Network of votes', upvotes: 2 },
    { title: 'Network of many', upvotes: 9 },
  ]);
  await vote(world.store, 'Network of votes', 5);
  await world.tick('2026-03-02T09:00:00Z');
  expect(posted(world)).toEqual([
    ['Daily digest, Mar 2, 2026', ['Network of many', 'Network of votes', 'Network of few']],
  ]);
});

test('papers that a digest passes over count as delivered and are never posted', async () => {
  const world = await digestWorld();
  await addChannel(world.store, ['network'], { papers: 2 });
  const told = [1, 2, 3, 4, 5].map((at) => ({ title: `Network number ${at}`, upvotes: at }));
  await publish(world.store, MONDAY, told);
  await world.tick('2026-03-02T09:00:00Z');
  const digest = await world.store.ledger.newest(CHANNEL);
  expect([digest?.shown.length, digest?.passedOver.length]).toEqual([2, 3]);
  // Not even when they rise.
  await publish(world.store, MONDAY + HOUR, [{ title: 'Network number 1', upvotes: 90 }]);
  for (const day of [3, 4, 5]) await world.tick(`2026-03-0${day}T09:00:00Z`);
  expect(posted(world)).toEqual([['Daily digest, Mar 2, 2026', ['Network number 5', 'Network number 4']]]);
});

test('a paper that several subscriptions want comes once', async () => {
  const world = await digestWorld();
  await addChannel(world.store, ['network', 'river', 'title:rivers']);
  await publish(world.store, MONDAY, ['A network of rivers']);
  for (const day of [2, 3]) await world.tick(`2026-03-0${day}T09:00:00Z`);
  expect(posted(world).map(([, titles]) => titles)).toEqual([['A network of rivers']]);
});

test('where nothing matched nothing is posted, unless the channel asked to hear so', async () => {
  const world = await digestWorld();
  await addChannel(world.store, ['network'], { channel: 'fake/team/silent' });
  await addChannel(world.store, ['network'], { channel: 'fake/team/told', announceQuiet: true });
  await world.tick('2026-03-02T09:00:00Z');
  await world.tick('2026-03-02T09:01:00Z');
  expect(world.fake.messages.map(({ channel, message }) => [channel, message.fallback])).toEqual([
    ['fake/team/told', 'Daily digest, Mar 2, 2026: nothing new matches this channel’s keywords.'],
  ]);
});

test('papers that match while digests are paused come once they come again', async () => {
  const world = await digestWorld();
  const { nextAt, nextSlot: _, ...schedule } = await addChannel(world.store, ['network']);
  await world.store.schedules.put({ ...schedule, pauseReason: 'paused by Ada' });
  await publish(world.store, MONDAY, ['A network of rivers']);
  for (const day of [2, 3, 4]) await world.tick(`2026-03-0${day}T09:00:00Z`);
  expect(posted(world)).toEqual([]);
  const next = nextSlot(schedule, world.clock.now());
  await world.store.schedules.put({ ...schedule, nextAt: next.at, nextSlot: next.slot });
  await world.tick('2026-03-05T09:00:00Z');
  expect(posted(world)).toEqual([['Daily digest, Mar 5, 2026', ['A network of rivers']]]);
});

test('the bundled sample is never posted on a chat platform, and is in the terminal', async () => {
  for (const [platform, expected] of [
    ['fake', []],
    ['terminal', [['A network of rivers']]],
  ] as const) {
    const world = await digestWorld({ platform });
    const channel = `${platform}/team/c1`;
    await addChannel(world.store, ['network'], { channel });
    await publish(world.store, MONDAY, [{ title: 'A network of rivers', sources: ['sample'] }], 'sample');
    await world.tick('2026-03-02T09:00:00Z');
    expect(posted(world, channel).map(([, titles]) => titles)).toEqual(expected);
  }
});

test('a subscription starts with the edition that is newest when it is made', async () => {
  const world = await digestWorld();
  await publish(world.store, MONDAY - 2 * DAY, ['Network of Saturday']);
  await publish(world.store, MONDAY - DAY, ['Network of Sunday']);
  await addChannel(world.store, ['network']);
  await publish(world.store, MONDAY, ['Network of Monday']);
  await world.tick('2026-03-02T09:00:00Z');
  expect(posted(world).map(([, titles]) => titles)).toEqual([['Network of Monday', 'Network of Sunday']]);
});

test('of papers in no edition it gets those that come in after it was made', async () => {
  const world = await digestWorld();
  const { store } = world;
  const told = async (title: string, at: number) => {
    await publish(store, at, [title]);
    const [paper] = await store.papers.withTitle(title.toLowerCase());
    if (!paper) throw new Error(`${title} is not held`);
    const { listedOn, ...unlisted } = paper;
    await store.papers.put(unlisted);
  };
  await told('Network of before', MONDAY - HOUR);
  await addChannel(store, ['network']);
  await told('Network of after', MONDAY + 1);
  await world.tick('2026-03-02T09:00:00Z');
  expect(posted(world).map(([, titles]) => titles)).toEqual([['Network of after']]);
});

test('a clock that is set back posts no digest twice', async () => {
  const world = await digestWorld();
  await addChannel(world.store, ['network']);
  await publish(world.store, MONDAY, ['A network of rivers']);
  await world.tick('2026-03-02T09:00:00Z');
  await publish(world.store, MONDAY + HOUR, ['A network of roads']);
  await world.tick('2026-03-02T08:30:00Z');
  await world.tick('2026-03-02T09:00:00Z');
  await world.tick('2026-03-03T09:00:00Z');
  expect(posted(world)).toEqual([
    ['Daily digest, Mar 2, 2026', ['A network of rivers']],
    ['Daily digest, Mar 3, 2026', ['A network of roads']],
  ]);
});

test('a clock that was years ahead holds no digest back once it is right, also after a new start', async () => {
  for (const startsAnew of [false, true]) {
    const ahead = await digestWorld();
    await addChannel(ahead.store, ['network']);
    await ahead.tick('2031-05-05T05:00:00Z');
    const world = startsAnew ? await digestWorld({ after: ahead }) : ahead;
    await world.tick('2026-03-02T08:30:00Z');
    await publish(world.store, MONDAY, ['A network of rivers']);
    await world.tick('2026-03-02T09:00:00Z');
    expect(posted(world)).toEqual([['Daily digest, Mar 2, 2026', ['A network of rivers']]]);
  }
});
