import { expect, test } from 'vitest';
import { channelWorld } from './channel-world.ts';
import { publish, titles } from './publish.ts';

test('search finds papers of all editions, those with the words in the title first', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-24', ['Graph networks for rivers']);
  await publish(world, '2026-11-25', [{ title: 'On lakes', abstract: 'With a graph network.' }, 'On seas']);
  const { audience, text } = await world.say('search graph network');
  expect(audience).toBe('asker');
  expect(text).toContain('2 papers match “graph network”.');
  expect(text).toContain('1. Graph networks for rivers [Graph networks]\n2. On lakes [graph network]');
});

test('since leaves out what is older, however it is written', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-20', ['Old graph networks']);
  await publish(world, '2026-11-25', ['New graph networks']);
  for (const since of ['since 2026-11-24', 'since yesterday', 'since:2026-11-24', '--since=3d']) {
    const { text } = await world.say(`search graph network ${since}`);
    expect(text).toContain('1. New graph networks');
    expect(text).not.toContain('Old');
  }
});

test('a since that is no day is refused instead of being searched for', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['On rivers']);
  const { outcome, text } = await world.say('search rivers since tomorow');
  expect(outcome).toBe('refused');
  expect(text).toContain('Behind since belongs a day, such as since 2025-11-07; “tomorow” is none.');
  expect(await world.say('search "rivers since when"')).toMatchObject({ outcome: 'answered' });
});

test.each([
  ['river or lake', 'river OR lake'],
  ['river not lake', 'river NOT lake'],
  ['deep river and lake', 'deep river AND lake'],
])('“%s”, which stands nowhere, is asked back with an operator', async (typed, meant) => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['A river that is not a lake of moss']);
  const { text, buttons } = await world.say(`search ${typed}`);
  expect(text).toContain(`Did you mean ${meant}? Operators are written in capitals.`);
  expect(buttons).toMatchObject({ [`Search ${meant}`]: `search ${meant}` });
  if (typed.includes('not')) expect(text).not.toContain('Looser');
});

test('where a phrase finds little, papers with its words apart follow under their own heading', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['Network of a graph', 'Graph networks']);
  const { text } = await world.say('search graph network');
  expect(text).toMatch(/1\. Graph networks.*\n\nLooser matches\n.*\n2\. Network of a graph/);
});

test('where only looser matches are found, the answer says that the words are in none', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['Network of a graph']);
  const { text } = await world.say('search graph network');
  expect(text).toContain('No paper matches “graph network”.');
  expect(text).toContain('1. Network of a graph');
});

test('enough matches are not followed by looser ones', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', [
    'Graph network A',
    'Graph network B',
    'Graph network C',
    'Network graph',
  ]);
  expect((await world.say('search graph network')).text).not.toContain('Looser');
});

test('a search without any match says how many papers were looked at, and what to try', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', titles(2));
  const { outcome, text } = await world.say('search xyzzy');
  expect(outcome).toBe('answered');
  expect(text).toContain('None of the 2 papers held matches “xyzzy”.');
});

test('an answer for the asker alone can be shared with the channel', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', titles(12));
  const { buttons } = await world.say('search rivers page 2');
  expect(buttons).toEqual({ Share: 'search rivers page 2' });
  expect(await world.say('search rivers page 2', undefined, undefined, true)).toMatchObject({
    audience: 'channel',
  });
});

test('further pages keep the query and its since', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', titles(12));
  const { buttons } = await world.say('search rivers since yesterday');
  expect(buttons['The last 2']).toBe('search rivers since 2026-11-24 page 2');
});

test('search without keywords says what it needs', async () => {
  const world = await channelWorld();
  expect((await world.say('search')).text).toBe(
    '/papers search needs a query, such as /papers search physics-informed.',
  );
});
