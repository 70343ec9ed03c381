import { expect } from 'vitest';
import { addChannel, type DigestWorld, publish } from './digest-world.ts';
import { createSeededRandom, type SeededRandom } from './kill/seeded-random.ts';
import { titlesIn } from './read-digest.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const QUARTER = 15 * MINUTE;

/** From a quarter of an hour to another one, in milliseconds since 1970. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Apia skips a whole day in this year. */
const START = Date.parse('2011-07-04T00:00Z');
export const YEAR: Span = { start: START, end: START + 365 * DAY };

/** Zones with clock changes at all hours, by half an hour, by a day, and without any. */
const ZONES = (
  'America/New_York America/Los_Angeles America/Sao_Paulo America/Santiago America/St_Johns America/Caracas ' +
  'America/Asuncion America/Havana America/Halifax America/Phoenix America/Mexico_City America/Bogota ' +
  'America/Nuuk Atlantic/Azores Atlantic/Reykjavik Europe/London Europe/Lisbon Europe/Berlin Europe/Paris ' +
  'Europe/Athens Europe/Moscow Europe/Istanbul Africa/Casablanca Africa/Cairo Africa/Lagos Africa/Windhoek ' +
  'Asia/Beirut Asia/Amman Asia/Gaza Asia/Damascus Asia/Tehran Asia/Kabul Asia/Kolkata Asia/Kathmandu Asia/Dhaka ' +
  'Asia/Yangon Asia/Shanghai Asia/Tokyo Asia/Kamchatka Australia/Perth Australia/Eucla Australia/Adelaide ' +
  'Australia/Sydney Australia/Lord_Howe Pacific/Auckland Pacific/Chatham Pacific/Apia Pacific/Tongatapu ' +
  'Pacific/Kiritimati Pacific/Honolulu'
).split(' ');
const TIMES = ['09:00', '00:00', '02:30', '09:00', '23:45', '09:00', '12:00'];
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const WEEKDAYS = [1, 2, 3, 4, 5];

interface Slot {
  readonly date: string;
  readonly at: number;
}

interface Expected {
  readonly key: string;
  readonly slots: readonly Slot[];
  /** How many of them the clock has come to. */
  past: number;
  /** Of the slots, those that had their digest. */
  readonly had: Set<string>;
  waiting: string[];
  /** What each of its messages should show, in order. */
  readonly digests: string[][];
}

/**
 * The slots of a year, without any of the program's own code: the first quarter of an hour at which the zone's wall
 * clock, as `Intl` shows it, has come to the day and time. Nothing but quarters is looked at, as no zone changed at
 * other times that year.
 */
function slotsOf({ start, end }: Span, timeZone: string, time: string, days: readonly number[]): Slot[] {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const slots: Slot[] = [];
  const firstDay = start - (start % DAY) - DAY;
  for (let day = firstDay; day <= end + DAY; day += DAY) {
    const date = new Date(day).toISOString().slice(0, 10);
    if (!days.includes(new Date(day).getUTCDay() || 7)) continue;
    const wanted = `${date} ${time}`;
    // The wall clock is at most 14 hours ahead and 12 behind; a day may be missing.
    let at = Date.parse(`${date}T${time}Z`) - 15 * HOUR;
    while (wall.format(at) < wanted) at += QUARTER;
    slots.push({ date, at });
  }
  return slots.sort((left, right) => left.at - right.at);
}

/** What a tick at a time should do, told in as few words as the promise has. */
function expectTick(channel: Expected, after: number, now: number): void {
  const { slots } = channel;
  while ((slots[channel.past]?.at ?? Number.POSITIVE_INFINITY) <= now) channel.past += 1;
  while ((slots[channel.past - 1]?.at ?? Number.NEGATIVE_INFINITY) > now) channel.past -= 1;
  const slot = slots[channel.past - 1];
  if (!slot || slot.at <= after || now - slot.at >= 6 * HOUR || channel.had.has(slot.date)) return;
  if (channel.waiting.length === 0) return;
  channel.had.add(slot.date);
  channel.digests.push(channel.waiting.toSorted());
  channel.waiting = [];
}

/** What the test knows of the processes: when each ticked last, and up to when slots were looked at. */
interface Watch {
  readonly lastTicks: Map<number, number>;
  through: number;
}

/** After when a slot counts as not looked at yet, given what ticks at this time. */
function lookedAtBefore(watch: Watch, ticking: readonly number[], now: number): number {
  const isSetBack = ticking.some((process) => {
    const last = watch.lastTicks.get(process) ?? Number.POSITIVE_INFINITY;
    return now < last - 90_000;
  });
  const after = isSetBack && now < watch.through ? now - 1 : watch.through;
  for (const process of ticking) watch.lastTicks.set(process, now);
  watch.through = isSetBack ? now : Math.max(watch.through, now);
  return after;
}

/**
 * Lives through a time in fifty zones, with a clock that jumps and processes that are down for a while or started anew,
 * and expects that each paper came once, when it was due. Of several processes, some tick at each time.
 */
export async function liveThrough(world: DigestWorld, span: Span, processes = 1, seed = 2011): Promise<void> {
  const { start, end } = span;
  const random = createSeededRandom(seed);
  const channels: Expected[] = [];
  for (const [at, timeZone] of ZONES.entries()) {
    const key = `fake/team/${timeZone.replace('/', '-')}`;
    const [time, days] = [TIMES[at % TIMES.length] ?? '09:00', at % 6 === 5 ? WEEKDAYS : EVERY_DAY];
    await addChannel(world.store, ['network'], { channel: key, time, timeZone, days }, start);
    const slots = slotsOf(span, timeZone, time, days);
    channels.push({ key, slots, past: 0, had: new Set(), waiting: [], digests: [] });
  }
  const busy = new Set(channels.flatMap(({ slots }) => slots.map(({ at }) => at)));
  const watch: Watch = { lastTicks: new Map(), through: start };

  /** How much the machine's clock is wrong. */
  let wrong = 0;
  let [down, jumpsAt, comesAt, papers] = [0, start + 9 * DAY, start + HOUR, 0];
  for (let real = start + QUARTER; real < end; real += QUARTER) {
    if (real >= jumpsAt) {
      // Wrong for some time, then right again.
      wrong = wrong === 0 ? random.between(-12, 12) * random.pick([QUARTER, HOUR, 4 * HOUR]) : 0;
      jumpsAt = real + random.between(2, wrong === 0 ? 700 : 200) * QUARTER;
    }
    const isBack = down === real;
    if (down < real && random.next() < 0.002)
      down = real + random.between(1, random.pick([30, 300])) * QUARTER;
    const now = real + wrong;
    // Nothing is due in between; now and then a look shows that.
    if (real < down || !(isBack || busy.has(now) || random.next() < 0.02)) continue;
    if (real >= comesAt) {
      const titles = Array.from(
        { length: random.between(1, 3) },
        (_, at) => `Network ${papers + at} of rivers`,
      );
      papers += titles.length;
      comesAt = real + random.between(1, 12) * DAY;
      await publish(world.store, now, titles);
      for (const { waiting } of channels) waiting.push(...titles);
    }
    const ticking = someOf(processes, random);
    for (const process of ticking) {
      if (random.next() > 0.02) continue;
      await world.restart(process);
      watch.lastTicks.delete(process);
    }
    await world.tick(now, ticking);
    const after = lookedAtBefore(watch, ticking, now);
    for (const channel of channels) expectTick(channel, after, now);
  }

  expect(papers).toBeGreaterThan((end - start) / (8 * DAY));
  expect(world.logged).toEqual([]);
  for (const { key, digests } of channels) {
    const posted = world.fake.inChannel(key).map(({ message }) => titlesIn(message).toSorted());
    expect(posted, key).toEqual(digests);
  }
}

/** At least one of the processes. */
function someOf(processes: number, { between, next }: SeededRandom): number[] {
  const some = Array.from({ length: processes }, (_, at) => at).filter(() => next() < 0.6);
  return some.length > 0 ? some : [between(0, processes - 1)];
}
