import { expect, test } from 'vitest';
import { CHANNEL_KEY, type ChannelWorld, channelWorld, GUEST } from './channel-world.ts';

async function following(line: string, limit = 100): Promise<ChannelWorld> {
  const world = await channelWorld({ limits: { subscriptionsPerChannel: limit } });
  await world.say(`subscribe ${line}`);
  return world;
}

async function numbers({ store }: ChannelWorld): Promise<number[]> {
  return (await store.channels.subscriptions(CHANNEL_KEY)).map(({ number }) => number);
}

test.each(['2', '#2', 'lakes', 'Lake', '"LAKES" OR lakes'])(
  'unsubscribe %s stops the one that is meant',
  async (which) => {
    const world = await following('rivers, lakes, seas');
    if (which.includes('OR')) await world.say('subscribe "LAKES" OR lakes');
    const { audience, text } = await world.say(`unsubscribe ${which}`);
    expect(audience).toBe('channel');
    expect(text).toMatch(/^Ada stopped #\d .* here\.\n<Undo>$/);
    expect(await numbers(world)).toHaveLength(which.includes('OR') ? 3 : 2);
  },
);

test.each(['1 3', '#1, #3', 'rivers, seas', '3,1,3'])('unsubscribe %s stops several', async (which) => {
  const world = await following('rivers, lakes, seas');
  expect((await world.say(`unsubscribe ${which}`)).text).toContain('#1 rivers, #3 seas');
  expect(await numbers(world)).toEqual([2]);
});

test('the removal has an undo that brings the same numbers back', async () => {
  const world = await following('rivers, lakes');
  const { buttons } = await world.say('unsubscribe 1 2');
  const undone = await world.say(buttons.Undo ?? '');
  expect(undone).toMatchObject({ audience: 'channel' });
  expect(undone.text).toBe('Ada took it back: #1 rivers, #2 lakes are followed here again.');
  expect(await numbers(world)).toEqual([1, 2]);
});

test('an undo that comes again, or for what was never followed, is refused', async () => {
  const world = await following('rivers, lakes');
  expect((await world.say('unsubscribe 2 undo')).text).toBe(
    'Nothing to take back: #2 is followed, or never was.',
  );
  expect(await world.say('unsubscribe 9 undo')).toMatchObject({ outcome: 'refused' });
});

test('an undo makes no second subscription of what is followed again', async () => {
  const world = await following('rivers');
  const { buttons } = await world.say('unsubscribe 1');
  await world.say('subscribe river');
  expect((await world.say(buttons.Undo ?? '')).text).toContain(
    'rivers is followed here again already, as #2',
  );
  expect(await numbers(world)).toEqual([2]);
});

test('an undo keeps to the channel’s limit', async () => {
  const world = await following('rivers, lakes', 2);
  const { buttons } = await world.say('unsubscribe 1');
  await world.say('subscribe seas');
  expect(await world.say(buttons.Undo ?? '')).toMatchObject({ outcome: 'refused' });
  expect(await numbers(world)).toEqual([2, 3]);
});

test('a subscription keeps its number for life: it is never given to another one', async () => {
  const world = await following('rivers, lakes');
  await world.say('unsubscribe 2');
  await world.say('subscribe seas');
  expect(await numbers(world)).toEqual([1, 3]);
});

test('unsubscribe all asks first, the asker alone, and stops all once confirmed', async () => {
  const world = await following('rivers, lakes');
  const question = await world.say('unsubscribe all');
  expect(question).toMatchObject({ audience: 'asker' });
  expect(question.text).toContain('Stop all 2 subscriptions of this channel?');
  expect(await numbers(world)).toEqual([1, 2]);
  const done = await world.say(question.buttons['Yes, stop all'] ?? '');
  expect(done).toMatchObject({ audience: 'channel' });
  expect(await numbers(world)).toEqual([]);
  await world.say(done.buttons.Undo ?? '');
  expect(await numbers(world)).toEqual([1, 2]);
});

test('a number that is not followed is refused with those that are', async () => {
  const world = await following('rivers, lakes');
  const { outcome, text } = await world.say('unsubscribe 1 4');
  expect(outcome).toBe('refused');
  expect(text).toContain('This channel has no subscription #4. It has #1, #2;');
  expect(await numbers(world)).toEqual([1, 2]);
});

test('a query that is not followed is refused with the nearest one', async () => {
  const world = await following('graph network, rivers');
  expect((await world.say('unsubscribe graph netwrok')).text).toBe(
    'This channel does not follow graph netwrok. Did you mean graph network?',
  );
  await world.say('subscribe "flow matching"');
  expect((await world.say('unsubscribe flow matching')).text).toBe(
    'This channel does not follow flow matching. Did you mean "flow matching"?',
  );
  expect((await world.say('unsubscribe ((')).text).toContain('/papers subscriptions shows what it follows.');
});

test('a query that is a number or ends with “undo” can be stopped too', async () => {
  const world = await following('2024, never undo');
  await world.say('unsubscribe 2024');
  await world.say('unsubscribe never undo');
  expect(await numbers(world)).toEqual([]);
});

test('where nothing is followed there is nothing to stop', async () => {
  const world = await channelWorld();
  expect(await world.say('unsubscribe all')).toMatchObject({ outcome: 'refused' });
});

test('whoever may not manage the channel can neither stop nor undo', async () => {
  const world = await following('rivers');
  for (const line of ['unsubscribe 1', 'unsubscribe all confirm', 'unsubscribe 1 undo'])
    expect(await world.say(line, GUEST)).toMatchObject({ outcome: 'refused' });
  expect(await numbers(world)).toEqual([1]);
});
