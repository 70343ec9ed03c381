import { expect, test } from 'vitest';
import { CHANNEL_KEY, channelWorld } from './channel-world.ts';

test('a pause holds digests until somebody resumes them', async () => {
  const { say, store } = await channelWorld();
  await say('subscribe graph network');
  const paused = await say('pause');
  expect(paused).toMatchObject({ audience: 'channel' });
  expect(paused.text).toContain('Ada paused the digests here until somebody resumes them.');
  expect(paused.text).toContain('<Resume>');
  expect((await store.schedules.get(CHANNEL_KEY))?.nextAt).toBeUndefined();
  expect((await say('status')).text).toContain(
    'Next digest: none for now (09:00 every day, Europe/Berlin time).\nDigests are paused by Ada. /papers resume lets them come again.',
  );
  expect((await say('schedule')).text).toContain('Europe/Berlin time; they are paused by Ada.');
  expect((await say('preview')).text).toContain('would be empty (digests are paused by Ada).');
  expect((await say('resume')).text).toContain(
    'Ada resumed the digests here: the next one comes on Nov 26, 2026, 09:00.',
  );
  expect((await say('status')).text).not.toContain('paused');
});

test('a pause until a day ends by itself with the first slot of that day', async () => {
  const { say, store } = await channelWorld();
  await say('subscribe graph network');
  const { text } = await say('pause until Dec 9 2026');
  expect(text).toContain('until Dec 9, 2026; the next one comes on Dec 9, 2026, 09:00');
  expect((await store.schedules.get(CHANNEL_KEY))?.nextAt).toBe(Date.parse('2026-12-09T08:00:00Z'));
  expect((await say('schedule 08:00')).text).toContain(
    'they are paused by Ada until Dec 9, 2026, and the next one comes on Dec 9, 2026, 08:00.',
  );
});

test('a day that has passed is refused by name', async () => {
  const { say } = await channelWorld();
  const { outcome, text } = await say('pause 2026-11-01');
  expect(outcome).toBe('refused');
  expect(text).toContain('“2026-11-01” is not ahead');
});

test('resume where nothing is paused says when the next digest comes', async () => {
  const { say } = await channelWorld();
  await say('subscribe graph network');
  expect(await say('resume')).toMatchObject({ outcome: 'refused' });
});

test('a channel that the platform paused says why, and resume tries again', async () => {
  const { say, store } = await channelWorld();
  await say('subscribe graph network');
  const held = await store.schedules.get(CHANNEL_KEY);
  if (!held) throw new Error('no schedule');
  const { nextAt, nextSlot, ...rest } = held;
  await store.schedules.put({ ...rest, pauseReason: 'Slack: is_archived' });
  expect((await say('status')).text).toContain(
    'Digests are paused (Slack: is_archived). /papers resume lets them come again.',
  );
  await say('resume');
  expect(await store.schedules.get(CHANNEL_KEY)).toMatchObject({ nextSlot: '2026-11-26T09:00' });
});
