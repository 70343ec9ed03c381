import { expect, test } from 'vitest';
import { CHANNEL_KEY, channelWorld, GUEST } from './channel-world.ts';
import { publish, titles } from './publish.ts';

test('preview of a query shows what it matches lately and why, to the asker alone, and follows nothing', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['Graph networks', 'On rivers']);
  const { audience, text, buttons } = await world.say('preview graph network', GUEST);
  expect(audience).toBe('asker');
  expect(text).toContain('1 paper matches “graph network”, in the editions of Nov 19, 2026 to Nov 25, 2026.');
  expect(text).toContain('1. Graph networks [Graph networks]');
  expect(text).toContain('To follow it: /papers subscribe graph network');
  expect(buttons).toEqual({ Share: 'preview graph network' });
  expect(await world.store.channels.subscriptions(CHANNEL_KEY)).toEqual([]);
});

test('papers with most votes and upvotes come first', async () => {
  const world = await channelWorld();
  const upvoted = { title: 'Graph network B', upvotes: 1 };
  await publish(world, '2026-11-25', ['Graph network A', upvoted, 'Graph network C']);
  const { messageId } = await world.say('search graph network C');
  await world.react(messageId, '1️⃣');
  await world.react(messageId, '1️⃣', { personId: 'bo' });
  const { text } = await world.say('preview graph network');
  expect(text).toMatch(/1\. Graph network C.*\n2\. Graph network B.*\n3\. Graph network A/);
});

test('a query without matches is an answer that says where it looked', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', titles(2));
  const { outcome, text } = await world.say('preview xyzzy');
  expect(outcome).toBe('answered');
  expect(text).toContain(
    'None of the 2 papers in the editions of Nov 19, 2026 to Nov 25, 2026 matches “xyzzy”.',
  );
});

test('a channel that follows nothing is told what to do, and refuses nothing', async () => {
  const world = await channelWorld();
  const { outcome, audience, text } = await world.say('preview');
  expect({ outcome, audience }).toEqual({ outcome: 'answered', audience: 'asker' });
  expect(text).toContain('This channel follows nothing yet.');
});

test('further pages of a query keep it', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', titles(12));
  const { buttons } = await world.say('preview rivers');
  expect(buttons).toEqual({ 'The last 2': 'preview rivers page 2', Share: 'preview rivers' });
  expect((await world.say('preview rivers page 2')).text).toContain('Showing 11–12 of 12.');
});

test('a query that cannot be read is refused', async () => {
  const world = await channelWorld();
  expect(await world.say('preview (rivers')).toMatchObject({ outcome: 'refused' });
});
