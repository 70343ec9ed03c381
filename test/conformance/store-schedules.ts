import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../src/store/digest-store.ts';
import { NOW, schedule } from './store-digest-samples.ts';
import { CHANNEL, type OpenStore, OTHER_CHANNEL } from './store-samples.ts';

const FULL: Required<Schedule> = {
  channel: CHANNEL,
  platform: 'slack',
  time: '23:59',
  timeZone: 'America/Argentina/Buenos_Aires',
  days: [1, 7],
  nextAt: NOW,
  nextSlot: '2027-01-15T09:00',
  papers: 1,
  layout: 'cards',
  announceQuiet: true,
  pausedUntil: NOW + 1,
  pauseReason: 'paused by “Ada”',
};

export function describeSchedules(open: OpenStore): void {
  const channels = (schedules: readonly Schedule[]) => schedules.map(({ channel }) => channel);

  describe('schedules', () => {
    test('a schedule comes back as it was put, with every field or only those that it must have', async () => {
      const store = await open();
      const bare = schedule({ channel: OTHER_CHANNEL });
      await store.schedules.put(FULL);
      await store.schedules.put(bare);
      expect(await store.schedules.get(CHANNEL)).toStrictEqual(FULL);
      expect(await store.schedules.get(OTHER_CHANNEL)).toStrictEqual(bare);
      expect(await store.schedules.get('slack/T1/C9')).toBeUndefined();
    });

    test('putting one again replaces all of it, so that a pause that ended leaves nothing behind', async () => {
      const store = await open();
      await store.schedules.put(FULL);
      await store.schedules.put(schedule());
      expect(await store.schedules.all()).toStrictEqual([schedule()]);
    });

    test('several can be put at once, new ones and others, each with its own fields', async () => {
      const store = await open();
      await store.schedules.put(FULL);
      const others = [schedule(), schedule({ channel: OTHER_CHANNEL, time: '07:30', papers: 3 })];
      await store.schedules.put(...others);
      for (const other of others) expect(await store.schedules.get(other.channel)).toStrictEqual(other);
      await store.schedules.put();
      expect(await store.schedules.all()).toHaveLength(2);
    });

    test('all of them come by channel', async () => {
      const store = await open();
      for (const channel of ['slack/T1/b', 'discord/1/2', 'slack/T1/B', 'slack/T1/a'])
        await store.schedules.put(schedule({ channel }));
      expect(channels(await store.schedules.all())).toEqual([
        'discord/1/2',
        'slack/T1/B',
        'slack/T1/a',
        'slack/T1/b',
      ]);
    });

    test('those whose slot has come are due: the longest due first, then by channel, as many as asked for', async () => {
      const store = await open();
      const slots = { d: NOW, c: NOW - 1, b: NOW + 1, a: NOW - 1 };
      for (const [channel, nextAt] of Object.entries(slots))
        await store.schedules.put(schedule({ channel, nextAt }));
      await store.schedules.put(schedule({ channel: 'paused without an end' }));
      expect(channels(await store.schedules.due(['slack'], NOW, 9))).toEqual(['a', 'c', 'd']);
      expect(channels(await store.schedules.due(['slack'], NOW, 2))).toEqual(['a', 'c']);
    });

    test('only channels of the platforms that are asked for are due', async () => {
      const store = await open();
      for (const platform of ['slack', 'discord', 'terminal'])
        await store.schedules.put(schedule({ channel: platform, platform, nextAt: NOW }));
      expect(channels(await store.schedules.due(['terminal', 'slack'], NOW, 9))).toEqual([
        'slack',
        'terminal',
      ]);
      expect(await store.schedules.due([], NOW, 9)).toEqual([]);
    });

    test('what is due comes back as it was put, also inside a transaction that moves it on', async () => {
      const store = await open();
      await store.schedules.put(FULL);
      await store.transaction(async (inside) => {
        expect(await inside.schedules.due(['slack'], NOW, 9)).toStrictEqual([FULL]);
        await inside.schedules.put({ ...FULL, nextAt: NOW + 1 });
      });
      expect(await store.schedules.due(['slack'], NOW, 9)).toEqual([]);
    });

    test('those that lie ahead come by channel, page after page', async () => {
      const store = await open();
      const slots = { a: NOW, b: NOW + 1, c: NOW + 9, d: NOW + 2 };
      for (const [channel, nextAt] of Object.entries(slots))
        await store.schedules.put(schedule({ channel, nextAt }));
      await store.schedules.put(schedule({ channel: 'paused without an end' }));
      expect(channels(await store.schedules.laterThan(NOW, '', 2))).toEqual(['b', 'c']);
      expect(channels(await store.schedules.laterThan(NOW, 'c', 2))).toEqual(['d']);
      expect(channels(await store.schedules.laterThan(NOW + 2, '', 9))).toEqual(['c']);
    });
  });
}
