import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { lastSlot, nextSlot, type Slot, type Timetable } from '../../src/digest/slots.ts';
import { firstMoments, nameOf } from './wall-clock.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const WEEKDAYS = [1, 2, 3, 4, 5];

/** The next slots as `name = moment`. */
function upcoming(timetable: Timetable, after: string, count: number): string[] {
  const found: string[] = [];
  for (let at = Date.parse(after); found.length < count; ) {
    const slot = nextSlot(timetable, at);
    found.push(`${slot.slot} = ${new Date(slot.at).toISOString().slice(0, 16)}Z`);
    at = slot.at;
  }
  return found;
}

test('a digest at nine comes at nine by the wall, in summer and in winter', () => {
  const berlin = { time: '09:00', timeZone: 'Europe/Berlin', days: EVERY_DAY };
  expect(upcoming(berlin, '2026-03-27T12:00Z', 2)).toEqual([
    '2026-03-28T09:00 = 2026-03-28T08:00Z',
    '2026-03-29T09:00 = 2026-03-29T07:00Z',
  ]);
  const newYork = { time: '09:00', timeZone: 'America/New_York', days: EVERY_DAY };
  expect(upcoming(newYork, '2026-10-31T12:00Z', 2)).toEqual([
    '2026-10-31T09:00 = 2026-10-31T13:00Z',
    '2026-11-01T09:00 = 2026-11-01T14:00Z',
  ]);
});

test('a time that the clocks skip runs at the first moment after it', () => {
  const newYork = { time: '02:30', timeZone: 'America/New_York', days: EVERY_DAY };
  expect(upcoming(newYork, '2026-03-08T00:00Z', 2)).toEqual([
    '2026-03-08T02:30 = 2026-03-08T07:00Z',
    '2026-03-09T02:30 = 2026-03-09T06:30Z',
  ]);
  // Lord Howe moves by half an hour only, Beirut at midnight.
  const lordHowe = { time: '02:15', timeZone: 'Australia/Lord_Howe', days: EVERY_DAY };
  expect(upcoming(lordHowe, '2026-10-03T00:00Z', 1)).toEqual(['2026-10-04T02:15 = 2026-10-03T15:30Z']);
  const beirut = { time: '00:00', timeZone: 'Asia/Beirut', days: EVERY_DAY };
  expect(upcoming(beirut, '2026-03-28T12:00Z', 2)).toEqual([
    '2026-03-29T00:00 = 2026-03-28T22:00Z',
    '2026-03-30T00:00 = 2026-03-29T21:00Z',
  ]);
});

test('a time that the clocks show twice runs once, the first time', () => {
  const berlin = { time: '02:30', timeZone: 'Europe/Berlin', days: EVERY_DAY };
  expect(upcoming(berlin, '2026-10-24T12:00Z', 2)).toEqual([
    '2026-10-25T02:30 = 2026-10-25T00:30Z',
    '2026-10-26T02:30 = 2026-10-26T01:30Z',
  ]);
  // Between the two, and at the second one, the next is tomorrow's.
  expect(upcoming(berlin, '2026-10-25T01:29Z', 1)).toEqual(['2026-10-26T02:30 = 2026-10-26T01:30Z']);
  // In Beirut the hour before midnight comes twice: the day before is shown again.
  const beirut = { time: '23:30', timeZone: 'Asia/Beirut', days: EVERY_DAY };
  expect(upcoming(beirut, '2026-10-24T12:00Z', 2)).toEqual([
    '2026-10-24T23:30 = 2026-10-24T20:30Z',
    '2026-10-25T23:30 = 2026-10-25T21:30Z',
  ]);
});

test('where a whole day was lost, its digest ran as the next day began', () => {
  const apia = { time: '09:00', timeZone: 'Pacific/Apia', days: EVERY_DAY };
  expect(upcoming(apia, '2011-12-29T00:00Z', 3)).toEqual([
    '2011-12-29T09:00 = 2011-12-29T19:00Z',
    '2011-12-30T09:00 = 2011-12-30T10:00Z',
    '2011-12-31T09:00 = 2011-12-30T19:00Z',
  ]);
  // The lost day was a Friday: who gets digests on Fridays alone got it on Saturday.
  expect(upcoming({ ...apia, days: [5] }, '2011-12-29T00:00Z', 2)).toEqual([
    '2011-12-30T09:00 = 2011-12-30T10:00Z',
    '2012-01-06T09:00 = 2012-01-05T19:00Z',
  ]);
  // At midnight the lost day's and the next day's are one moment, and one digest.
  expect(upcoming({ ...apia, time: '00:00' }, '2011-12-29T12:00Z', 2)).toEqual([
    '2011-12-30T00:00 = 2011-12-30T10:00Z',
    '2012-01-01T00:00 = 2011-12-31T10:00Z',
  ]);
});

test('weekdays and single days are those of the zone, not those of UTC', () => {
  const auckland = { time: '08:00', timeZone: 'Pacific/Auckland', days: WEEKDAYS };
  expect(upcoming(auckland, '2026-03-05T12:00Z', 2)).toEqual([
    '2026-03-06T08:00 = 2026-03-05T19:00Z',
    '2026-03-09T08:00 = 2026-03-08T19:00Z',
  ]);
  const honolulu = { time: '20:00', timeZone: 'Pacific/Honolulu', days: [1, 3] };
  expect(upcoming(honolulu, '2026-03-02T08:00Z', 3)).toEqual([
    '2026-03-02T20:00 = 2026-03-03T06:00Z',
    '2026-03-04T20:00 = 2026-03-05T06:00Z',
    '2026-03-09T20:00 = 2026-03-10T06:00Z',
  ]);
});

test('the next slot is later than the moment asked about, and the last one is not', () => {
  const utc = { time: '00:00', timeZone: 'UTC', days: EVERY_DAY };
  const midnight = Date.parse('2026-03-02T00:00Z');
  expect(nextSlot(utc, midnight).at).toBe(midnight + DAY);
  expect(nextSlot(utc, midnight - 1).at).toBe(midnight);
  expect(lastSlot(utc, midnight - 1, midnight)).toEqual({ slot: '2026-03-02T00:00', at: midnight });
  expect(lastSlot(utc, midnight, midnight + DAY - 1)).toBeUndefined();
  expect(lastSlot(utc, 0, midnight + 1)).toEqual({ slot: '2026-03-02T00:00', at: midnight });
});

/** Of the moments that the walk found, those that the timetable names. */
function slotsAmong(moments: ReadonlyMap<number, number>, { time, days }: Timetable): Slot[] {
  const timeOfDay = Date.parse(`1970-01-01T${time}Z`);
  return [...moments]
    .filter(([local]) => local % DAY === timeOfDay && days.includes(new Date(local).getUTCDay() || 7))
    .map(([local, at]) => ({ slot: nameOf(local), at }));
}

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** Every clock change of every zone, one of those that are alike in size and local time. */
function kindsOfClockChange(): { timeZone: string; at: number }[] {
  const kinds = new Map<string, { timeZone: string; at: number }>();
  for (const timeZone of ZONES) {
    let at = Temporal.Instant.from('2007-01-01T00:00Z').toZonedDateTimeISO(timeZone);
    for (let next = at.getTimeZoneTransition('next'); next && next.year < 2031; ) {
      const before = next.subtract({ nanoseconds: 1 });
      const kind = `${next.offsetNanoseconds - before.offsetNanoseconds} ${next.toPlainTime()}`;
      if (!kinds.has(kind)) kinds.set(kind, { timeZone, at: next.epochMilliseconds });
      at = next;
      next = at.getTimeZoneTransition('next');
    }
  }
  return [...kinds.values()];
}

const changes = kindsOfClockChange();

test('around every kind of clock change each minute of the day comes when a walk along the clock says', () => {
  expect(changes.length).toBeGreaterThan(20);
  for (const { timeZone, at } of changes) {
    const moments = firstMoments(timeZone, at - 3 * HOUR, at + 3 * HOUR);
    for (const [local, moment] of moments) {
      // Where a whole day was lost two slots share a moment: the first one counts.
      const name = nameOf(moments.get(local - DAY) === moment ? local - DAY : local);
      const next = nextSlot({ timeZone, time: name.slice(-5), days: EVERY_DAY }, moment - 1);
      expect(next, `${timeZone} ${name}`).toEqual({ slot: name, at: moment });
    }
  }
});

test('in any zone, at any time, on any days the slots are those that a walk along the clock finds', () => {
  const anywhere = fc.oneof(
    fc.record({
      timeZone: fc.constantFrom(...ZONES),
      at: fc.integer({ min: Date.UTC(1980, 0, 1) / 60_000, max: Date.UTC(2037, 0, 1) / 60_000 }),
    }),
    fc
      .record({ change: fc.constantFrom(...changes), before: fc.integer({ min: -1440, max: 8 * 1440 }) })
      .map(({ change: { timeZone, at }, before }) => ({ timeZone, at: at / 60_000 - before })),
  );
  const timetables = fc.record({
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
    days: fc.subarray(EVERY_DAY, { minLength: 1 }),
    span: fc.integer({ min: 1, max: 8 * 1440 }),
  });
  fc.assert(
    fc.property(anywhere, timetables, ({ timeZone, at }, { hour, minute, days, span }) => {
      const after = at * 60_000;
      const until = after + span * 60_000;
      const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
      const timetable = { timeZone, time, days };
      // It begins early enough to know which local times were shown before.
      const slots = slotsAmong(firstMoments(timeZone, after - 2 * DAY, after + 9 * DAY), timetable);
      const ahead = slots.filter((slot) => slot.at > after);
      expect(nextSlot(timetable, after)).toEqual(ahead[0]);
      const last = lastSlot(timetable, after, until);
      expect(last?.at).toBe(ahead.filter((slot) => slot.at <= until).at(-1)?.at);
    }),
    { numRuns: 50, seed: 9 },
  );
});
