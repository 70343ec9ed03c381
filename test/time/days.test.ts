import { describe, expect, test } from 'vitest';
import { addDays, dateLabel, dayAt, isPlainDate, plainDate } from '../../src/time/plain-date.ts';
import { monthNamed, readDay } from '../../src/time/read-date.ts';

describe('a day', () => {
  test('is a real one of the calendar, written in full', () => {
    for (const day of ['2025-11-07', '2024-02-29', '0001-01-01']) expect(isPlainDate(day)).toBe(true);
    for (const none of [
      '2025-02-29',
      '2025-13-01',
      '2025-1-1',
      '2025-11-07T00:00',
      '',
      'today',
      ' 2025-11-07',
    ])
      expect(isPlainDate(none)).toBe(false);
    expect(plainDate(2024, 2, 29)).toBe('2024-02-29');
    expect(plainDate(2025, 2, 29)).toBeUndefined();
    expect(plainDate(2025, 0, 1)).toBeUndefined();
  });

  test('is counted on and back over months, years and leap days', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addDays('2025-01-01', -1)).toBe('2024-12-31');
  });

  test('is the one of the time zone', () => {
    const at = Date.parse('2025-11-07T23:30:00Z');
    expect(dayAt(at, 'UTC')).toBe('2025-11-07');
    expect(dayAt(at, 'Asia/Tokyo')).toBe('2025-11-08');
    expect(dayAt(at, 'America/New_York')).toBe('2025-11-07');
  });

  test('is shown as people read it', () => expect(dateLabel('2025-11-07')).toBe('Nov 7, 2025'));
});

describe('a day that a person writes', () => {
  test.each([
    ['2025-11-07', '2025-11-07'],
    ['2025/11/7', '2025-11-07'],
    ['Nov 7', '2025-11-07'],
    ['nov 7, 2024', '2024-11-07'],
    ['7 November 2024', '2024-11-07'],
    ['Sept. 3', '2025-09-03'],
    ['Dec 31', '2024-12-31'],
    ['Nov 10', '2025-11-10'],
    ['Nov 11', '2024-11-11'],
    ['Feb 29', '2024-02-29'],
    ['today', '2025-11-10'],
    [' Yesterday ', '2025-11-09'],
    ['7d', '2025-11-03'],
    ['2 weeks ago', '2025-10-27'],
    ['2025-10', '2025-10-01'],
    ['2023', '2023-01-01'],
  ])('“%s” is read as meant, never later than today where the year is missing', (text, day) =>
    expect(readDay(text, '2025-11-10')).toBe(day),
  );

  test.each(['', 'soon', 'Nov', 'Nov 31', '2025-02-30', '31 Foo', '2025-13', 'Nov 7 24'])(
    '“%s” is none',
    (text) => expect(readDay(text, '2025-11-10')).toBeUndefined(),
  );
});

test('a month is known by its name or its first three or more letters', () => {
  expect(['January', 'feb', 'Sept.', 'DECEMBER', 'may'].map(monthNamed)).toEqual([1, 2, 9, 12, 5]);
  expect(['ja', 'janvier', 'mayo', '', 'x'].map(monthNamed)).toEqual(Array(5).fill(undefined));
});
