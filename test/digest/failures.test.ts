import { expect, test } from 'vitest';
import { nextSlot } from '../../src/digest/slots.ts';
import { AdapterError, type FailureKind } from '../../src/platform/adapter-error.ts';
import type { Layout } from '../../src/store/digest-store.ts';
import { addChannel, CHANNEL, type DigestWorld, digestWorld, MONDAY, publish } from './digest-world.ts';
import type { Call, Fault } from './fake-platform.ts';
import { titlesIn } from './read-digest.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NINE = MONDAY + HOUR;

const RIVERS = [
  { title: 'A network of rivers', upvotes: 3 },
  { title: 'A network of brooks', upvotes: 2 },
  { title: 'A network of lakes', upvotes: 1 },
];
const TITLES = RIVERS.map(({ title }) => title);

const failure = (kind: FailureKind, options: { retryAfter?: number; unsent?: boolean } = {}) =>
  new AdapterError(kind, `${kind} failure`, options);

/** Fails calls of one verb in one channel as often as said, counted from the one after `skip`. */
function failing(verb: Call['verb'], fault: Fault, times = Number.POSITIVE_INFINITY, skip = 0) {
  let seen = 0;
  return (call: Call): Fault => {
    if (call.verb !== verb || call.channel !== CHANNEL) return undefined;
    seen += 1;
    return seen > skip && seen <= skip + times ? fault : undefined;
  };
}

async function worldWith(layout: Layout): Promise<DigestWorld> {
  const world = await digestWorld();
  await addChannel(world.store, ['network'], { layout });
  await publish(world.store, MONDAY, RIVERS);
  return world;
}

function posted({ fake }: DigestWorld): string[][] {
  return fake.inChannel(CHANNEL).map(({ message }) => titlesIn(message));
}

async function resume({ store, clock }: DigestWorld): Promise<void> {
  const schedule = await store.schedules.get(CHANNEL);
  if (!schedule) throw new Error('No schedule');
  const { pauseReason, ...rest } = schedule;
  const next = nextSlot(rest, clock.now());
  await store.schedules.put({ ...rest, nextAt: next.at, nextSlot: next.slot });
}

const inOneMinute = async (fault: (call: Call) => Fault) => {
  const world = await digestWorld();
  const others = Array.from({ length: 40 }, (_, at) => `fake/team/other${at}`);
  for (const channel of [CHANNEL, ...others])
    await addChannel(world.store, ['network'], { channel, layout: 'thread' });
  await publish(world.store, MONDAY, RIVERS);
  world.fake.fault = fault;
  await world.live(NINE, NINE + 3 * MINUTE);
  return { world, others };
};

test('lists of all channels that are due go before the cards of any', async () => {
  const { world, others } = await inOneMinute(() => undefined);
  const kinds = world.fake.messages.map(({ message }) => (titlesIn(message).length > 1 ? 'list' : 'card'));
  expect(kinds.lastIndexOf('list')).toBe(others.length);
  expect(kinds.indexOf('card')).toBe(others.length + 1);
  expect(kinds).toHaveLength((others.length + 1) * 4);
});

test.each<[string, Fault]>([
  ['slow', { wait: 9_500 }],
  ['dead', { error: failure('transient'), wait: 10_000 }],
  ['rate-limited', { error: failure('rate-limited', { retryAfter: 120_000 }) }],
  ['resetting', { error: failure('transient', { unsent: true }) }],
])('a channel that is %s delays no other', async (_, fault) => {
  const lastOf = ({ world, others }: Awaited<ReturnType<typeof inOneMinute>>) =>
    others.map((channel) => world.fake.inChannel(channel).at(-1)?.at ?? Number.POSITIVE_INFINITY);
  const calm = lastOf(await inOneMinute(() => undefined));
  const disturbed = lastOf(await inOneMinute((call) => (call.channel === CHANNEL ? fault : undefined)));
  // Its calls take their turns: one of fifty in each second.
  for (const [at, end] of disturbed.entries()) expect(end - (calm[at] ?? 0)).toBeLessThan(500);
});

test('a channel that is rate-limited waits for as long as it is told, the others do not', async () => {
  const fault = failing('post', { error: failure('rate-limited', { retryAfter: 90_000 }) }, 1);
  const { world, others } = await inOneMinute(fault);
  const [first, second] = world.fake.calls.filter(({ channel }) => channel === CHANNEL);
  const waited = (second?.at ?? 0) - (first?.at ?? 0);
  expect(waited).toBeGreaterThanOrEqual(90_000);
  expect(waited).toBeLessThan(91_000);
  expect(world.fake.inChannel(CHANNEL)).toHaveLength(4);
  for (const channel of others) expect(world.fake.inChannel(channel).at(-1)?.at).toBeLessThan(NINE + 15_000);
});

test('content that the platform refuses does not stop the rest of the digest', async () => {
  const world = await worldWith('thread');
  world.fake.fault = failing('post', { error: failure('refused') }, 1, 2);
  await world.live(NINE, NINE + 5 * MINUTE);
  expect(posted(world)).toEqual([TITLES, [TITLES[0]], [TITLES[2]]]);
  expect(await world.store.ledger.troubles(CHANNEL, 9)).toEqual([
    { slot: '2026-03-02T09:00', kind: 'card', state: 'refused', problem: 'refused failure' },
  ]);
  expect(world.logged).toEqual(['content refused']);
});

test('where the list is refused the cards stand in the channel', async () => {
  const world = await worldWith('thread');
  world.fake.fault = failing('post', { error: failure('refused') }, 1);
  await world.live(NINE, NINE + 5 * MINUTE);
  expect(posted(world)).toEqual(TITLES.map((title) => [title]));
  expect(world.fake.messages.map(({ thread }) => thread)).toEqual([undefined, undefined, undefined]);
});

test.each([
  ['server errors', failure('transient')],
  ['resets', failure('transient', { unsent: true })],
])('after an hour of %s the papers come with the next digest', async (_, error) => {
  const world = await worldWith('list');
  world.fake.fault = failing('post', { error });
  await world.live(NINE, NINE + 3 * HOUR);
  const tries = world.fake.calls.filter(({ verb }) => verb === 'post');
  expect(tries.length).toBeGreaterThan(5);
  const lastTry = (tries.at(-1)?.at ?? 0) - NINE;
  expect(lastTry).toBeGreaterThan(45 * MINUTE);
  expect(lastTry).toBeLessThan(75 * MINUTE);
  world.fake.fault = () => undefined;
  await publish(world.store, MONDAY + DAY, ['A network of seas']);
  await world.live(NINE + DAY, NINE + DAY + 5 * MINUTE);
  expect(posted(world)).toEqual([[...TITLES, 'A network of seas']]);
});

test.each([true, false])(
  'a message that cannot be told present or absent is never posted twice, and status names it (landed: %s)',
  async (lands) => {
    const world = await worldWith('list');
    world.fake.findable = false;
    world.fake.fault = failing('post', { error: failure('transient'), wait: 10_000, lands }, 1);
    await world.live(NINE, NINE + 50 * MINUTE);
    const asking = await world.store.ledger.nextDueAt(['fake']);
    expect(asking).toBeDefined();
    await world.live(NINE + 51 * MINUTE, NINE + 2 * HOUR);
    expect(await world.store.ledger.nextDueAt(['fake'])).toBeUndefined();
    const [trouble] = await world.store.ledger.troubles(CHANNEL, 9);
    expect(trouble).toMatchObject({ kind: 'list', state: 'uncertain' });
    await publish(world.store, MONDAY + DAY, ['A network of seas']);
    await world.live(NINE + DAY, NINE + DAY + 5 * MINUTE);
    expect(posted(world)).toEqual([...(lands ? [TITLES] : []), ['A network of seas']]);
    expect(world.fake.calls.filter(({ verb }) => verb === 'post')).toHaveLength(2);
  },
);

test('a channel that is gone is paused with the reason, and what was not posted comes after a resume', async () => {
  const world = await worldWith('cards');
  world.fake.fault = failing('post', { error: failure('permanent') }, 1, 1);
  await world.live(NINE, NINE + HOUR);
  expect(posted(world)).toEqual([[TITLES[0]]]);
  const paused = await world.store.schedules.get(CHANNEL);
  expect([paused?.nextAt, paused?.pauseReason]).toEqual([undefined, 'permanent failure']);
  await publish(world.store, MONDAY + DAY, ['A network of seas']);
  await world.live(NINE + DAY, NINE + DAY + HOUR);
  expect(world.fake.calls).toHaveLength(2);
  await resume(world);
  await world.live(NINE + 2 * DAY, NINE + 2 * DAY + MINUTE);
  expect(posted(world).flat()).toEqual([...TITLES, 'A network of seas']);
});

test('a channel that is gone while digests of two days wait there gets both after a resume, nothing twice', async () => {
  const world = await worldWith('list');
  // Monday's list has landed, but the answer was lost, and no search gets an answer until Tuesday's is planned.
  const lost = failing('post', { error: failure('transient'), lands: true }, 1);
  world.fake.fault = (call) => (call.verb === 'find' ? { error: failure('transient') } : lost(call));
  await world.live(NINE, NINE + HOUR);
  await publish(world.store, MONDAY + DAY, ['A network of seas']);
  await world.live(NINE + DAY - HOUR, NINE + DAY - 30 * MINUTE);
  await world.tick(NINE + DAY - MINUTE);
  world.fake.fault = (call) => (call.verb === 'find' ? { error: failure('permanent') } : undefined);
  await world.live(NINE + DAY, NINE + DAY + HOUR);
  expect(posted(world)).toEqual([TITLES]);
  const troubles = await world.store.ledger.troubles(CHANNEL, 9);
  expect(troubles.map(({ state }) => state)).toEqual(['dropped', 'uncertain']);
  world.fake.fault = () => undefined;
  await resume(world);
  await world.live(NINE + 2 * DAY, NINE + 2 * DAY + MINUTE);
  expect(posted(world)).toEqual([TITLES, ['A network of seas']]);
});

test('a clock that is set forwards while a message is being sent makes it appear once', async () => {
  const world = await worldWith('list');
  const { fake, clock } = world;
  fake.fault = failing('post', { wait: 9_000 }, 1);
  clock.set(NINE);
  const tick = world.clockwork.tick();
  const jump = clock.sleep(3_000).then(() => {
    clock.set(NINE + 10 * MINUTE);
    return world.clockwork.tick();
  });
  await clock.run(Promise.all([tick, jump]));
  await world.live(NINE + 11 * MINUTE, NINE + 20 * MINUTE);
  expect(posted(world)).toEqual([TITLES]);
});
