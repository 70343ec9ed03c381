import { describe, expect, test } from 'vitest';
import { ADA, CHANNEL, type ChannelWorld, channelWorld, GUEST } from '../commands/channel-world.ts';
import { publish } from '../commands/publish.ts';

const OTHER = { ...CHANNEL, id: 'C2' };

/** A channel with a list of rivers (1) and lakes (2), and a card of rivers. */
async function posted(): Promise<ChannelWorld & { list: string; card: string }> {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['On rivers', 'On lakes']);
  const list = (await world.say('today')).messageId;
  const card = (await world.say('show 1')).messageId;
  return Object.assign(world, { list, card });
}

async function pressed({ desk, store }: ChannelWorld, title: string, person = ADA): Promise<number> {
  const paper = (await store.papers.edition('2026-11-25')).find((held) => held.title === title);
  return desk.vote({ channel: CHANNEL, person, paperId: paper?.id ?? 'none' });
}

describe('a reaction', () => {
  test.each(['👍', '👍🏽', '⬆️', '⬆', '🔼', '🔥', '❤️', '❤'])('%s on a card is an upvote', async (emoji) => {
    const world = await posted();
    await world.react(world.card, emoji);
    expect(await world.votes('On rivers')).toBe(1);
  });

  test.each(['👎', '🎉', '1️⃣', ''])('%s on a card votes for nothing', async (emoji) => {
    const world = await posted();
    await world.react(world.card, emoji);
    expect(await world.votes('On rivers')).toBe(0);
  });

  test('with a number on a list votes for that row, others on a list for nothing', async () => {
    const world = await posted();
    for (const emoji of ['2️⃣', '👍', '9️⃣']) await world.react(world.list, emoji);
    expect([await world.votes('On rivers'), await world.votes('On lakes')]).toEqual([0, 1]);
  });

  test('counts for the row of its message, also when newer lists came', async () => {
    const world = await posted();
    await publish(world, '2026-11-26', ['On seas', 'On oceans']);
    await world.say('today');
    await world.react(world.list, '2️⃣');
    expect([await world.votes('On lakes'), await world.votes('On oceans')]).toEqual([1, 0]);
  });

  test('on a message that holds no papers is ignored', async () => {
    const world = await posted();
    const { messageId } = await world.say('help');
    await world.react(messageId, '1️⃣');
    expect(await world.votes('On rivers')).toBe(0);
  });
});

describe('one person', () => {
  test('counts once for a paper, wherever and however often they vote in a community', async () => {
    const world = await posted();
    for (const emoji of ['👍', '👍🏿', '🔥']) await world.react(world.card, emoji);
    await world.react(world.list, '1️⃣');
    expect(await pressed(world, 'On rivers')).toBe(1);
    const elsewhere = (await world.say('today', ADA, OTHER)).messageId;
    await world.react(elsewhere, '1️⃣', { channel: OTHER });
    expect(await world.votes('On rivers')).toBe(1);
  });

  test('counts for each community on its own', async () => {
    const world = await posted();
    const away = { ...CHANNEL, community: 'T2' };
    const { messageId } = await world.say('today', ADA, away);
    await world.react(messageId, '1️⃣', { channel: away });
    expect(await world.votes('On rivers')).toBe(0);
    expect(await world.votes('On rivers', away)).toBe(1);
  });

  test('who takes the reaction away takes the vote away, unless they also voted another way', async () => {
    const world = await posted();
    await world.react(world.card, '👍');
    await world.react(world.list, '1️⃣');
    await world.react(world.card, '👍', { added: false });
    expect(await world.votes('On rivers')).toBe(1);
    await world.react(world.list, '1️⃣', { added: false });
    expect(await world.votes('On rivers')).toBe(0);
  });

  test('who takes away what another one gave takes nothing', async () => {
    const world = await posted();
    await world.react(world.card, '👍');
    await world.react(world.card, '👍', { personId: 'bo', added: false });
    expect(await world.votes('On rivers')).toBe(1);
  });

  test('adds to what others voted', async () => {
    const world = await posted();
    for (const personId of ['ada', 'bo', 'cy']) await world.react(world.card, '👍', { personId });
    expect(await world.votes('On rivers')).toBe(3);
  });
});

describe('events', () => {
  test('that come twice count once', async () => {
    const world = await posted();
    for (let time = 0; time < 2; time += 1) await world.react(world.card, '👍', { order: 7 });
    expect(await world.votes('On rivers')).toBe(1);
  });

  test('that come in the wrong order end as they happened', async () => {
    const world = await posted();
    await world.react(world.card, '👍', { order: 9, added: false });
    await world.react(world.card, '👍', { order: 8 });
    expect(await world.votes('On rivers')).toBe(0);
    await world.react(world.card, '👍', { order: 10 });
    expect(await world.votes('On rivers')).toBe(1);
  });

  test('of another skin tone are events of the same emoji', async () => {
    const world = await posted();
    await world.react(world.card, '👍🏽');
    await world.react(world.card, '👍', { added: false });
    expect(await world.votes('On rivers')).toBe(0);
  });

  test('that come before their message is recorded wait for it', async () => {
    const world = await posted();
    const coming = `m${Number(world.card.slice(1)) + 1}`;
    await world.react(coming, '2️⃣');
    await world.react(coming, '👍');
    expect(await world.votes('On lakes')).toBe(0);
    expect((await world.say('today')).messageId).toBe(coming);
    expect([await world.votes('On rivers'), await world.votes('On lakes')]).toEqual([0, 1]);
  });

  test('that cannot be stored are logged and do not end the process', async () => {
    const logged: string[] = [];
    const log = { error: (_: unknown, message: string) => void logged.push(message) };
    const world = await channelWorld({ log });
    await world.store.close();
    await world.react('m1', '👍');
    expect(await world.desk.vote({ channel: CHANNEL, person: ADA, paperId: 'x' })).toBe(0);
    expect(logged).toEqual(['reaction failed', 'vote failed']);
  });
});

describe('the vote button', () => {
  test('toggles, and tells the votes that the paper has then', async () => {
    const world = await posted();
    expect(await pressed(world, 'On lakes')).toBe(1);
    expect(await pressed(world, 'On lakes', GUEST)).toBe(2);
    expect(await pressed(world, 'On lakes')).toBe(1);
    expect(await pressed(world, 'On lakes')).toBe(2);
  });

  test('takes back only its own vote, not that of a reaction', async () => {
    const world = await posted();
    await world.react(world.card, '👍');
    expect(await pressed(world, 'On rivers')).toBe(1);
    expect(await pressed(world, 'On rivers')).toBe(1);
  });

  test('of a paper that is gone changes nothing', async () => {
    const world = await posted();
    expect(await pressed(world, 'No such paper')).toBe(0);
  });
});

test('votes stay with a paper that gets a better id, and reactions on its old rows still count', async () => {
  const world = await channelWorld();
  const title = 'On the many rivers';
  await publish(world, '2026-11-25', [{ title, authorCount: 2 }]);
  const { messageId } = await world.say('today');
  await world.react(messageId, '1️⃣');
  await publish(world, '2026-11-25', [{ title, authorCount: 2, id: '2611.00001' }]);
  expect((await world.store.papers.get('2611.00001'))?.title).toBe(title);
  expect(await world.votes(title)).toBe(1);
  await world.react(messageId, '1️⃣', { personId: 'bo' });
  expect(await world.votes(title)).toBe(2);
});
