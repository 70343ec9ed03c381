import { expect, test } from 'vitest';
import { CHANNEL_KEY, channelWorld } from './channel-world.ts';

test('settings are shown to the asker with what each takes', async () => {
  const { say } = await channelWorld();
  const { audience, text } = await say('settings');
  expect(audience).toBe('asker');
  expect(text).toContain('papers: 10');
  expect(text).toContain('layout: thread');
  expect(text).toContain('quiet: off');
  expect((await say('settings layout')).text).not.toContain('papers: 10');
});

test.each([
  ['papers 3', { papers: 3 }],
  ['layout cards', { layout: 'cards' }],
  ['layout LIST', { layout: 'list' }],
  ['quiet on', { announceQuiet: true }],
])('settings %s is kept and said to the channel', async (line, expected) => {
  const { say, store } = await channelWorld();
  expect(await say(`settings ${line}`)).toMatchObject({ audience: 'channel', outcome: 'answered' });
  expect(await store.schedules.get(CHANNEL_KEY)).toMatchObject(expected);
});

test.each(['papers 0', 'papers 11', 'papers many', 'layout grid', 'quiet maybe'])(
  'settings %s is refused with what it takes, and changes nothing',
  async (line) => {
    const { say, store } = await channelWorld();
    const { outcome, text } = await say(`settings ${line}`);
    expect(outcome).toBe('refused');
    expect(text).toContain(`“${line.split(' ')[1]}”`);
    expect(await store.schedules.get(CHANNEL_KEY)).toBeUndefined();
  },
);

test('an unknown setting is named', async () => {
  const { say } = await channelWorld();
  expect((await say('settings papirs 3')).text).toContain('papers');
});

test.each([
  ['quiet on', 'a day without matches is announced'],
  ['quiet off', 'a day without matches passes in silence'],
  ['layout cards', 'a digest is a card for each of its papers'],
  ['papers 1', 'a digest shows one paper at the most'],
])('settings %s says what comes of it', async (changed, means) => {
  const { say } = await channelWorld();
  expect((await say(`settings ${changed}`)).text).toContain(`to ${changed.split(' ')[1]}: ${means}.`);
});
