import { expect, test } from 'vitest';
import { ADA, CHANNEL_KEY, channelWorld, GUEST, NOW } from './channel-world.ts';

test('the first subscription makes a schedule: 09:00 every day in the zone of whoever subscribed', async () => {
  const { say, store } = await channelWorld();
  const { text } = await say('subscribe graph network');
  expect(text).toContain(
    'Digests come at 09:00 every day, Europe/Berlin time; the next one comes on Nov 26, 2026, 09:00',
  );
  expect(text).toContain('/papers schedule');
  expect(await store.schedules.get(CHANNEL_KEY)).toMatchObject({
    ...{
      time: '09:00',
      timeZone: 'Europe/Berlin',
      days: [1, 2, 3, 4, 5, 6, 7],
      layout: 'thread',
      papers: 10,
    },
    nextAt: Date.parse('2026-11-26T08:00:00Z'),
  });
});

test('where the platform tells no zone the server’s counts', async () => {
  const { say } = await channelWorld();
  const { text } = await say('subscribe graph network', { id: 'bo', name: 'Bo', mayManage: true });
  expect(text).toContain('09:00 every day, UTC time; the next one comes on Nov 25, 2026, 09:00');
});

test('a second subscription leaves the schedule as it is', async () => {
  const { say } = await channelWorld();
  await say('subscribe graph network');
  await say('schedule 17:30 America/New_York weekdays');
  expect((await say('subscribe protein')).text).toContain('17:30 weekdays, America/New_York time');
});

test('time, zone and days are set in any order, and each alone', async () => {
  const { say } = await channelWorld();
  await say('subscribe graph network');
  const all = await say('schedule weekdays new york 5:30pm');
  expect(all.audience).toBe('channel');
  expect(all.text).toContain(
    'Ada changed the schedule: digests come at 17:30 weekdays, America/New_York time; the next one comes on Nov 25, 2026, 17:30.',
  );
  expect((await say('schedule noon')).text).toContain('12:00 weekdays, America/New_York time');
  expect((await say('schedule mon,wed')).text).toContain('12:00 Mon and Wed, America/New_York time');
  expect((await say('schedule UTC')).text).toContain('12:00 Mon and Wed, UTC time');
});

test('schedule alone shows the next digest to the asker, and changes nothing', async () => {
  const { say, store } = await channelWorld();
  await say('subscribe graph network');
  const before = await store.schedules.get(CHANNEL_KEY);
  const { audience, text } = await say('schedule');
  expect(audience).toBe('asker');
  expect(text).toContain('Europe/Berlin time; the next one comes on Nov 26, 2026, 09:00.');
  expect(await store.schedules.get(CHANNEL_KEY)).toStrictEqual(before);
});

test('what is no time, zone or days is named, with the nearest zone', async () => {
  const { say } = await channelWorld();
  expect((await say('schedule 25:00')).text).toContain('“25:00”');
  expect((await say('schedule 9:00 Europe/Berln')).text).toContain('Did you mean “Europe/Berlin”?');
  expect((await say('schedule weekdayz')).text).toContain('Did you mean “weekdays”?');
});

test('only those who may manage the channel set the schedule', async () => {
  const { say } = await channelWorld();
  expect(await say('schedule 10:00', GUEST)).toMatchObject({ outcome: 'refused' });
  expect(await say('schedule 10:00', ADA)).toMatchObject({ outcome: 'answered' });
});

test('days are those of the channel’s zone', async () => {
  const world = await channelWorld();
  await world.say('subscribe graph network');
  await world.say('schedule Asia/Tokyo');
  world.now = Date.parse('2026-11-25T20:00:00Z');
  expect((await world.say('pause tomorrow')).text).toContain('Nov 27, 2026');
  expect(world.now).toBeGreaterThan(NOW);
});
