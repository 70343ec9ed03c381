import { expect, test } from 'vitest';
import { channelWorld } from './channel-world.ts';
import { publish, titles } from './publish.ts';

test('today shows the edition of today to the whole channel', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['On rivers', 'On lakes']);
  const { audience, text } = await world.say('today');
  expect(audience).toBe('channel');
  expect(text).toContain('Daily Papers, Nov 25, 2026\n2 papers.\n1. On rivers\n2. On lakes');
  expect(text).not.toContain('not of today');
});

test('today says plainly which day it shows when the newest edition is of another day', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-23', ['On rivers']);
  const { text } = await world.say('today');
  expect(text).toContain('Daily Papers, Nov 23, 2026');
  expect(text).toContain('The newest edition is of Nov 23, 2026, not of today (Nov 25, 2026).');
});

test('today with a date shows that day’s edition', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-24', ['On rivers']);
  await publish(world, '2026-11-25', ['On lakes']);
  for (const date of ['2026-11-24', 'yesterday', 'Nov 24', '24 nov 2026', '1d'])
    expect((await world.say(`today ${date}`)).text).toBe(
      'Daily Papers, Nov 24, 2026\n1 paper.\n1. On rivers',
    );
});

test('a day without an edition is refused with the nearest ones on both sides', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-20', ['On rivers']);
  await publish(world, '2026-11-24', ['On lakes']);
  const between = await world.say('today 2026-11-22');
  expect(between).toMatchObject({ outcome: 'refused', audience: 'refused' });
  expect(between.text).toContain('There is no edition of Nov 22, 2026.');
  expect(between.text).toContain('Nov 20, 2026 (/papers today 2026-11-20)');
  expect(between.text).toContain('Nov 24, 2026 (/papers today 2026-11-24)');
  expect((await world.say('today 2026-11-25')).text).toContain('The nearest is Nov 24, 2026');
});

test('papers that match the channel’s keywords come first and are marked', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['On rivers', 'On lakes', 'Graph networks']);
  await world.say('subscribe graph network');
  expect((await world.say('today')).text).toBe(
    [
      'Daily Papers, Nov 25, 2026',
      '3 papers; the first one matches what this channel follows.',
      '1. Graph networks [Graph networks]',
      ...['2. On rivers', '3. On lakes'],
    ].join('\n'),
  );
});

test('today matching shows only the papers that match, and counts those', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['On rivers', 'Graph networks', 'Graph networks again']);
  await world.say('subscribe graph network');
  const { text } = await world.say('today matching');
  expect(text).toContain('2 of 3 papers match what this channel follows.');
  expect(text).not.toContain('On rivers');
});

test('today matching without a match is an answer to the asker, not a mistake', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['On rivers']);
  const unfollowed = await world.say('today matching');
  expect(unfollowed).toMatchObject({ outcome: 'answered', audience: 'asker' });
  expect(unfollowed.text).toContain('follows nothing yet');
  await world.say('subscribe graph network');
  expect((await world.say('today matching')).text).toContain(
    'The one paper of Nov 25, 2026 does not match what',
  );
});

test('a list has at most ten rows, numbered from 1, and a button for the next ones', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', titles(23));
  const first = await world.say('today');
  expect(first.text.match(/^\d+\. /gm)).toEqual(Array.from({ length: 10 }, (_, at) => `${at + 1}. `));
  expect(first.text).toContain('Showing 1–10 of 23.');
  expect(first.buttons).toEqual({ 'Next 10 of 13 more': 'today 2026-11-25 page 2' });
});

test('the next page is a new message to whoever asked, with rows from 1 again', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', titles(13));
  const [line = ''] = Object.values((await world.say('today')).buttons);
  const second = await world.say(line);
  expect(second.audience).toBe('asker');
  expect(second.text).toContain('Showing 11–13 of 13.\n1. Paper about rivers number 11');
  expect(second.buttons).toEqual({});
});

test('a page button stays with its edition when a newer one arrives', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-24', titles(11));
  const [line = ''] = Object.values((await world.say('today')).buttons);
  await publish(world, '2026-11-25', titles(12, 'lakes'));
  expect((await world.say(line)).text).toContain('1. Paper about rivers number 11');
});

test('a page that is not there is refused with how many there are', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', titles(13));
  expect(await world.say('today page 3')).toMatchObject({
    outcome: 'refused',
    text: 'There is no page 3: the list has 2 pages.',
  });
});

test('the sample edition says that it is one', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['On rivers'], 'sample');
  const { text } = await world.say('today');
  expect(text).toContain('Sample edition, Nov 25, 2026');
  expect(text).toContain('PAPERBOY_SOURCES=file:PATH');
});

test('without any papers today says so', async () => {
  const world = await channelWorld();
  expect(await world.say('today')).toMatchObject({ outcome: 'refused' });
});
