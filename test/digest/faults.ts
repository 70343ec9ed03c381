import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextSlot } from '../../src/digest/slots.ts';
import { AdapterError } from '../../src/platform/adapter-error.ts';
import { LAYOUTS, type Layout } from '../../src/store/digest-store.ts';
import {
  addChannel,
  type DigestWorld,
  type DigestWorldOptions,
  digestWorld,
  MONDAY,
  publish,
} from './digest-world.ts';
import type { Call, FakeMessage, Fault } from './fake-platform.ts';
import { createSeededRandom } from './kill/seeded-random.ts';
import { headingOf, titlesIn } from './read-digest.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NINE = MONDAY + HOUR;
const TOPICS = 10;
/** So many channels are out of reach for hours. */
const DOWN = 10;

interface Team {
  readonly channel: string;
  readonly layout: Layout;
  /** Its papers by day, in the order in which digests show them. */
  readonly days: readonly (readonly string[])[];
  /** Nothing reaches it for three hours of Monday. */
  readonly isDown: boolean;
}

function createTeams(count: number): Team[] {
  return Array.from({ length: count }, (_, at) => {
    const topic = at % TOPICS;
    return {
      channel: `fake/team${at % 7}/c${at}`,
      layout: LAYOUTS[at % LAYOUTS.length] ?? 'list',
      days: [3, 2, 1].map((papers, day) => papersOf(topic, day, papers).map(({ title }) => title)),
      isDown: at % (count / DOWN) === 7,
    };
  });
}

function papersOf(topic: number, day: number, count: number) {
  return Array.from({ length: count }, (_, at) => ({
    ...{ title: `A topic${topic}x of day ${day + 1}, number ${at + 1}`, upvotes: 50 - at },
  }));
}

/** Faults of all kinds; `gone` are the channels that a permanent error struck, and when, until they are healed. */
function createFaults(
  seed: number,
  teams: readonly Team[],
  gone: Map<string, number>,
): (call: Call) => Fault {
  const { next, between } = createSeededRandom(seed);
  const down = new Set(teams.filter(({ isDown }) => isDown).map(({ channel }) => channel));
  const transient = (unsent = false) => new AdapterError('transient', 'it failed', { unsent });
  return ({ channel, at }) => {
    if (gone.has(channel)) return { error: new AdapterError('permanent', 'the channel is gone') };
    if (down.has(channel) && at < NINE + 3 * HOUR) return { error: transient(next() < 0.5) };
    const chance = next() * 100;
    if (chance < 5) return { error: transient(), lands: next() < 0.6, wait: between(0, 10_000) };
    if (chance < 10) {
      const retryAfter = between(1, 100) * 1000;
      return { error: new AdapterError('rate-limited', 'too many', { retryAfter }) };
    }
    if (chance < 13) return { error: transient() };
    if (chance < 16) return { error: transient(true) };
    if (chance < 20) return { wait: between(100, 9_000) };
    if (chance > 100 - 200 / teams.length && at < NINE + DAY) {
      gone.set(channel, at);
      return { error: new AdapterError('permanent', 'the channel is gone') };
    }
    return undefined;
  };
}

export interface FaultOptions extends Pick<DigestWorldOptions, 'postgres' | 'processes'> {
  readonly channels: number;
}

/** Many channels over three days, on a platform where much goes wrong, and what became of it. */
export function describeFaults(options: () => Promise<FaultOptions>): void {
  let world: DigestWorld;
  let teams: readonly Team[];
  const gone = new Map<string, number>();
  /** The channels that Monday's permanent errors struck, and when. */
  let struck: Map<string, number>;
  const pausedWith = new Map<string, string>();

  beforeAll(async () => {
    const { channels, ...shared } = await options();
    teams = createTeams(channels);
    world = await digestWorld({ ...shared, limits: { callsPerSecond: 50, channelGap: 200 } });
    const { store } = world;
    for (const [at, { channel, layout }] of teams.entries())
      await addChannel(store, [`topic${at % TOPICS}x`], { channel, layout });
    world.fake.fault = createFaults(9, teams, gone);
    for (const [day, count] of [3, 2, 1].entries()) {
      for (let topic = 0; topic < TOPICS; topic += 1)
        await publish(store, MONDAY + day * DAY, papersOf(topic, day, count));
      await world.live(NINE + day * DAY, NINE + day * DAY + (day === 0 ? 4 : 1) * HOUR);
      // Stragglers of a day: a tick now and then shows what is due.
      for (let hour = 5; hour < 23; hour += 1) await world.tick(NINE + day * DAY + hour * HOUR);
      if (day === 0) await healGone();
      for (let process = 0; process < (shared.processes ?? 0); process += 1) await world.restart(process);
    }
  }, 120_000);

  afterAll(() => world?.close());

  /** On Monday evening all channels are there again, and somebody resumes their digests. */
  async function healGone(): Promise<void> {
    struck = new Map(gone);
    gone.clear();
    for (const channel of struck.keys()) {
      const schedule = await world.store.schedules.get(channel);
      if (!schedule) throw new Error(`${channel} has no schedule`);
      if (schedule.nextAt === undefined) pausedWith.set(channel, schedule.pauseReason ?? '');
      const { pauseReason, ...rest } = schedule;
      const next = nextSlot(rest, world.clock.now());
      await world.store.schedules.put({ ...rest, nextAt: next.at, nextSlot: next.slot });
    }
  }

  /** What a channel shows: the rows of its lists and its cards, in the order in which they came. */
  function shownIn({ channel }: Team): { rows: string[]; cards: string[] } {
    const messages = world.fake.inChannel(channel).map(({ message }) => message);
    const isList = (message: FakeMessage['message']) => headingOf(message) !== undefined;
    return {
      rows: messages.filter(isList).flatMap(titlesIn),
      cards: messages.filter((message) => !isList(message)).flatMap(titlesIn),
    };
  }

  const isCalm = ({ channel, isDown }: Team) => !isDown && !struck.has(channel);

  test('much went wrong', () => {
    const { calls, messages } = world.fake;
    expect(calls.filter(({ verb }) => verb === 'find').length).toBeGreaterThan(teams.length * 0.3);
    expect(calls.length).toBeGreaterThan(messages.length * 1.2);
    expect(struck.size).toBeGreaterThan(3);
    expect(teams.filter(isCalm).length).toBeGreaterThan(teams.length * 0.85);
  });

  test('every matched paper appears exactly once in its channel, in the order of its digest', () => {
    for (const team of teams.filter(isCalm)) {
      const expected = team.days.flat();
      const { rows, cards } = shownIn(team);
      expect(rows, team.channel).toEqual(team.layout === 'cards' ? [] : expected);
      expect(cards, team.channel).toEqual(team.layout === 'list' ? [] : expected);
    }
  });

  test('each card of a thread stands in the thread of the list that shows its paper', () => {
    for (const { channel } of teams.filter(({ layout }) => layout === 'thread')) {
      const messages = world.fake.inChannel(channel);
      const listOf = new Map(
        messages.flatMap(({ id, message }) =>
          headingOf(message) === undefined
            ? []
            : titlesIn(message).map((title) => [title, `t-${id}`] as const),
        ),
      );
      for (const { message, thread } of messages.filter(({ message }) => headingOf(message) === undefined))
        expect(thread, channel).toBe(listOf.get(titlesIn(message)[0] ?? ''));
    }
  });

  test('where nothing got through for hours the papers came with the next digest, once', () => {
    const down = teams.filter((team) => team.isDown && !struck.has(team.channel));
    expect(down.length).toBeGreaterThan(5);
    for (const team of down) {
      const { rows, cards } = shownIn(team);
      const expected = team.days.flat().sort();
      expect((team.layout === 'cards' ? cards : rows).toSorted(), team.channel).toEqual(expected);
      const [first] = world.fake.inChannel(team.channel);
      expect(first?.at, team.channel).toBeGreaterThan(NINE + 3 * HOUR);
    }
  });

  test('a channel that was gone was paused with the reason, nothing was posted there, and all came after a resume', async () => {
    const { fake, store } = world;
    for (const team of teams.filter(({ channel }) => struck.has(channel))) {
      const { channel, layout } = team;
      const since = struck.get(channel) ?? 0;
      expect(pausedWith.get(channel)).toBe('the channel is gone');
      const meanwhile = fake.calls.filter(
        (call) => call.channel === channel && call.at > since && call.at < NINE + DAY,
      );
      expect(meanwhile, channel).toEqual([]);
      const { rows, cards } = shownIn(team);
      const shown = layout === 'cards' ? cards : rows;
      expect(new Set(shown).size, channel).toBe(shown.length);
      // Only what may have landed just before is not tried again, and status names it.
      const troubles = await store.ledger.troubles(channel, 20);
      const isDoubtful = troubles.some(({ state }) => state === 'uncertain');
      if (!isDoubtful) expect(shown.toSorted(), channel).toEqual(team.days.flat().sort());
    }
  });

  test('nothing is left to do, and no calm channel has a trouble', async () => {
    expect(await world.store.ledger.nextDueAt(['fake'])).toBeUndefined();
    for (const team of teams.filter(isCalm))
      expect(await world.store.ledger.troubles(team.channel, 5), team.channel).toEqual([]);
    expect(new Set(world.logged)).toEqual(
      new Set(['channel paused: it cannot be posted in', 'given up after an hour']),
    );
  });

  test('those that nothing went wrong for had their digest within the time that the pace allows', () => {
    const troubled = new Set<string>();
    const seen = new Map<string, number>();
    for (const { channel, at } of world.fake.calls)
      if (at < NINE + 12 * HOUR) seen.set(channel, (seen.get(channel) ?? 0) + 1);
    const needed = { list: 1, cards: 3, thread: 5 };
    for (const { channel, layout } of teams) if (seen.get(channel) !== needed[layout]) troubled.add(channel);
    const smooth = teams.filter(({ channel }) => !troubled.has(channel));
    expect(smooth.length).toBeGreaterThan(teams.length * 0.3);
    // 3,000 calls at 49 a second take 61 s; retries have their turns too, and a slow call takes up to nine seconds more.
    for (const { channel } of smooth) {
      const ends = world.fake.inChannel(channel).filter(({ at }) => at < NINE + 12 * HOUR);
      expect(ends.at(-1)?.at, channel).toBeLessThan(NINE + 150_000);
    }
  });
}
