import { expect, test } from 'vitest';
import { channelWorld, GUEST } from './channel-world.ts';
import { publish } from './publish.ts';

test('subscriptions lists each with its number, what it matched lately, by whom and since when', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['Graph networks', 'More graph networks', 'On rivers']);
  await world.say('subscribe graph network, rivers, lakes');
  const { audience, text } = await world.say('subscriptions', GUEST);
  expect(audience).toBe('channel');
  expect(text).toContain('3 subscriptions');
  expect(text).toContain('#1 graph network · 2 matches lately · by Ada, Nov 25, 2026');
  expect(text).toContain('#2 rivers · 1 match lately');
  expect(text).toContain('#3 lakes · no match lately');
  expect(text).toContain('“Lately” is Nov 19, 2026 to Nov 25, 2026.');
});

test('subscriptions tells when digests come, or that they are paused', async () => {
  const world = await channelWorld();
  await world.say('subscribe rivers');
  expect((await world.say('subscriptions')).text).toContain(
    'Digests come at 09:00 every day, Europe/Berlin time; the next one comes on Nov 26, 2026, 09:00.',
  );
  await world.say('pause');
  expect((await world.say('subscriptions')).text).toContain('Europe/Berlin time; they are paused by Ada.');
});

test('a day is meant in the channel’s zone', async () => {
  const world = await channelWorld();
  world.now = Date.parse('2026-11-25T23:30:00Z');
  await world.say('subscribe rivers');
  expect((await world.say('subscriptions')).text).toContain('by Ada, Nov 26, 2026');
});

test('a channel that follows nothing is told how to start, the asker alone', async () => {
  const world = await channelWorld();
  const { audience, text } = await world.say('subscriptions');
  expect(audience).toBe('asker');
  expect(text).toContain('/papers subscribe graph neural network');
});
