import { expect, test } from 'vitest';
import { feedDay } from '../../../src/sources/feeds/feed-date.ts';

test.each([
  ['2026-11-20', '2026-11-20'],
  [' 2026-11-20 ', '2026-11-20'],
  ['2026-11-20Z', '2026-11-20'],
  ['2026-11-20+01:00', '2026-11-20'],
  ['2026-11-20T23:30:00', '2026-11-20'],
  ['2026-11-20 00:30:00', '2026-11-20'],
  ['2026-11-20T10:00Z', '2026-11-20'],
  ['2026-11-20T10:00:00.000+0100', '2026-11-20'],
  ['2026-11-20T10:00:00 +0100', '2026-11-20'],
  ['2026-11-20T00:30:00+05:30', '2026-11-19'],
  ['2026-11-20T10:00:00Z[Etc/UTC]', '2026-11-20'],
  ['Fri, 20 Nov 2026 12:00:00 GMT', '2026-11-20'],
  ['Fri, 20 Nov 2026 23:00:00 EST', '2026-11-21'],
  ['Fri, 20 Nov 2026 12:00:00 CET', '2026-11-20'],
  ['Fri, 20 Nov 2026 12:00:00 +0100 (CET)', '2026-11-20'],
  ['Fri,20 Nov 2026 12:00:00 +0000', '2026-11-20'],
  ['Fri, 20 Nov 26 12:00:00 GMT', '2026-11-20'],
  ['Fri Nov 20 12:00:00 UTC 2026', '2026-11-20'],
  ['20 Nov 2026', '2026-11-20'],
  ['20-Nov-2026', '2026-11-20'],
  ['November 20, 2026', '2026-11-20'],
  ['Nov 20, 2026 5:00 PM', '2026-11-20'],
  ['2026/11/20', '2026-11-20'],
  ['11/20/2026', '2026-11-20'],
  ['1905-06-30', '1905-06-30'],
])('%s is %s, in whatever zone the machine stands', (date, day) => {
  const { TZ } = process.env;
  try {
    for (const zone of ['UTC', 'Asia/Tokyo', 'America/Los_Angeles']) {
      process.env.TZ = zone;
      expect({ zone, day: feedDay(date) }).toEqual({ zone, day });
    }
  } finally {
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  }
});

test.each([
  undefined,
  '',
  'soon',
  '2026',
  '2026-11',
  'November 2026',
  'Spring 2026',
  'Issue 12',
  'Vol. 3, No. 12, 2026',
  '20 Nov',
  '2026-11-31',
  '2026-00-00 00:00:00',
  '1795000000',
  // What software writes where it has no date.
  '0001-01-01T00:00:00Z',
  'Mon, 01 Jan 0001 00:00:00 +0000',
  '-0001-11-30T00:00:00+00:00',
  '1970-01-01T00:00:00Z',
  'Thu, 01 Jan 1970 00:00:00 GMT',
])('%s tells no day', (date) => {
  expect(feedDay(date)).toBeUndefined();
});
