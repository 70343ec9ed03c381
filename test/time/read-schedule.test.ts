import { describe, expect, test } from 'vitest';
import { readComingDay, readDays, readTime, readZone, sayDays } from '../../src/time/read-schedule.ts';

describe('a time of day is read as people write it', () => {
  test.each([
    ['09:00', '09:00'],
    ['9:05', '09:05'],
    ['9.30', '09:30'],
    ['17h45', '17:45'],
    ['9am', '09:00'],
    ['5:30 pm', '17:30'],
    ['at 5:30 pm', '17:30'],
    ['12am', '00:00'],
    ['12 pm', '12:00'],
    ['noon', '12:00'],
    ['Midnight', '00:00'],
    ['00:00', '00:00'],
  ])('%s', (written, time) => expect(readTime(written)).toBe(time));

  test.each(['9', '24:00', '9:60', '13pm', '0am', 'morning', '', '9:5', '-1:00'])('but not %j', (written) =>
    expect(readTime(written)).toBeUndefined(),
  );
});

describe('a zone is an IANA name in any case, or a city that names just one', () => {
  test.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['berlin', 'Europe/Berlin'],
    ['New York', 'America/New_York'],
    ['america/new york', 'America/New_York'],
    ['utc', 'UTC'],
  ])('%s', (written, zone) => expect(readZone(written)).toBe(zone));

  test.each(['Europe/Berln', 'EST5', '+02:00', 'nowhere', '', 'europe'])('but not %j', (written) =>
    expect(readZone(written)).toBeUndefined(),
  );
});

describe('days are single ones, ranges and groups', () => {
  test.each([
    ['daily', [1, 2, 3, 4, 5, 6, 7], 'every day'],
    ['every day', [1, 2, 3, 4, 5, 6, 7], 'every day'],
    ['weekdays', [1, 2, 3, 4, 5], 'weekdays'],
    ['weekend', [6, 7], 'Sat and Sun'],
    ['mon,wed, fri', [1, 3, 5], 'Mon, Wed and Fri'],
    ['Tuesday and Thursdays', [2, 4], 'Tue and Thu'],
    ['mon-thu', [1, 2, 3, 4], 'Mon, Tue, Wed and Thu'],
    ['fri–mon', [1, 5, 6, 7], 'Mon, Fri, Sat and Sun'],
    ['sunday', [7], 'Sundays'],
  ])('%s', (written, days, said) => {
    expect(readDays(written)).toEqual(days);
    expect(sayDays(days)).toBe(said);
  });

  test.each(['', 'm', 'someday', 'mon-', 'mon-tue-wed', '9', 'week'])('but not %j', (written) =>
    expect(readDays(written)).toBeUndefined(),
  );
});

describe('a coming day lies ahead', () => {
  const today = '2026-11-25'; // a Wednesday
  test.each([
    ['tomorrow', '2026-11-26'],
    ['friday', '2026-11-27'],
    ['next wednesday', '2026-12-02'],
    ['7d', '2026-12-02'],
    ['until 2026-12-02', '2026-12-02'],
    ['in 2 weeks', '2026-12-09'],
    ['Dec 1', '2026-12-01'],
    ['1 Jan', '2027-01-01'],
    ['Nov 25', '2026-11-25'],
    ['Feb 29', '2028-02-29'],
    ['2026-12-24', '2026-12-24'],
    ['Jan 5, 2027', '2027-01-05'],
  ])('%s', (written, day) => expect(readComingDay(written, today)).toBe(day));

  test.each(['', 'soon', 'Feb 30', '2026-13-01', '7', 'mo'])('but not %j', (written) =>
    expect(readComingDay(written, today)).toBeUndefined(),
  );
});
