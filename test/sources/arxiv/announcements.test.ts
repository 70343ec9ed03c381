import { describe, expect, test } from 'vitest';
import {
  newestFeedDay,
  submissionsOf,
  weekdayAfter,
  weekdayBefore,
} from '../../../src/sources/arxiv/announcements.ts';

const at = (text: string) => Date.parse(text);

describe('arXiv’s calendar', () => {
  test.each([
    ['2026-03-10T12:00:00Z', '2026-03-10'],
    ['2026-03-10T03:00:00Z', '2026-03-09'],
    ['2026-03-14T12:00:00Z', '2026-03-13'],
    ['2026-03-15T12:00:00Z', '2026-03-13'],
  ])('at %s the newest feed is that of %s in New York', (time, day) => {
    expect(newestFeedDay(at(time))).toBe(day);
  });

  test('weekends have no feeds', () => {
    expect(weekdayAfter('2026-03-13')).toBe('2026-03-16');
    expect(weekdayBefore('2026-03-16')).toBe('2026-03-13');
  });

  test.each([
    [
      'a Tuesday’s feed has what came over the weekend',
      '2026-01-13',
      '2026-01-09T19:00Z',
      '2026-01-12T19:00Z',
    ],
    ['a Monday’s has what came until Friday', '2026-01-12', '2026-01-08T19:00Z', '2026-01-09T19:00Z'],
    ['a Thursday’s has what came until Wednesday', '2026-01-15', '2026-01-13T19:00Z', '2026-01-14T19:00Z'],
    ['in summer the deadline is an hour earlier', '2026-07-16', '2026-07-14T18:00Z', '2026-07-15T18:00Z'],
  ])('%s', (_, day, from, to) => {
    expect(submissionsOf(day)).toEqual({ from: at(from), to: at(to) });
  });
});
