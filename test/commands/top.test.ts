import { expect, test } from 'vitest';
import { ADA, CHANNEL, type ChannelWorld, channelWorld, NOW } from './channel-world.ts';
import { publish } from './publish.ts';

const DAY = 86_400_000;
const OTHER = { ...CHANNEL, id: 'C2' };

/** Each of the people upvotes a row of the newest list. */
async function upvote(world: ChannelWorld, row: number, ...people: string[]): Promise<void> {
  const { messageId } = await world.say('today');
  for (const personId of people) await world.react(messageId, `${row}️⃣`, { personId });
}

test('top ranks the papers with the most votes of the last week', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['On rivers', 'On lakes', 'On seas']);
  await upvote(world, 3, 'ada', 'bo');
  await upvote(world, 2, 'ada');
  const { audience, message, text } = await world.say('top');
  expect(audience).toBe('channel');
  expect(text).toBe('Top papers of the week, in this community\n1. On seas\n2. On lakes');
  expect(message.parts.flatMap((part) => (part.kind === 'row' ? part.row.votes : []))).toEqual([2, 1]);
});

test.each([
  ['top day', ['On seas']],
  ['top week', ['On lakes', 'On seas']],
  ['top month', ['On lakes', 'On rivers', 'On seas']],
  ['top all', ['On lakes', 'On rivers', 'On seas', 'On streams']],
])('%s counts the votes of that time', async (line, expected) => {
  const world = await channelWorld();
  await publish(world, '2026-10-01', ['On streams', 'On rivers', 'On lakes', 'On seas']);
  for (const [row, days] of [100, 20, 5, 0.5].entries()) {
    world.now = NOW - days * DAY;
    await upvote(world, row + 1, 'ada');
  }
  world.now = NOW;
  const { text } = await world.say(line);
  expect([...text.matchAll(/\d\. (.*)/g)].map(([, title]) => title).sort()).toEqual(expected);
});

test('top channel counts the votes of this channel, top community those of all', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['On rivers', 'On lakes']);
  await upvote(world, 1, 'ada');
  const { messageId } = await world.say('today', ADA, OTHER);
  await world.react(messageId, '2️⃣', { channel: OTHER });
  expect((await world.say('top channel')).text).toBe('Top papers of the week, in this channel\n1. On rivers');
  expect((await world.say('top community')).text).toContain('2. ');
});

test('top source ranks by the source’s upvotes', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', [
    { title: 'On rivers', upvotes: 3 },
    { title: 'On lakes', upvotes: 12 },
    { title: 'On seas', upvotes: 0 },
  ]);
  expect((await world.say('top source')).text).toBe(
    'Top papers of the week, by the source’s upvotes\n1. On lakes\n2. On rivers',
  );
});

test('each row tells a day: that of its publication, else that of its edition', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', [
    { title: 'On rivers', upvotes: 3, publishedOn: '2026-10-02' },
    { title: 'On lakes', upvotes: 2 },
  ]);
  const { message } = await world.say('top month source');
  expect(message.parts.flatMap((part) => (part.kind === 'row' ? part.row.facts : []))).toEqual([
    'Oct 2, 2026 · 3 upvotes',
    'Nov 25, 2026 · 2 upvotes',
  ]);
});

test('period and scope are taken in any order', async () => {
  const world = await channelWorld();
  expect((await world.say('top source month')).text).toBe((await world.say('top month source')).text);
});

test('where nobody voted the answer tells how to, and refuses nothing', async () => {
  const world = await channelWorld();
  const { outcome, audience, text } = await world.say('top');
  expect({ outcome, audience }).toEqual({ outcome: 'answered', audience: 'asker' });
  expect(text).toBe(
    'Nobody here upvoted a paper in the last week. React with a row’s number, or with 👍 on a paper, to upvote it.',
  );
});

test('a misspelt period is refused with the nearest one, a second one as too many', async () => {
  const world = await channelWorld();
  expect((await world.say('top weak')).text).toContain('Did you mean “week”?');
  expect((await world.say('top week day')).text).toContain('“day” is one too many');
});
