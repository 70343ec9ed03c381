import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDiscordAdapter } from '../../../adapters/discord/discord-adapter.ts';
import { commands } from '../../../commands/index.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import { LIST } from '../sample-messages.ts';
import { createTestInbound, type TestInbound } from '../test-inbound.ts';
import { type FakeGateway, startFakeGateway } from './fake-gateway.ts';

const GUILD = '1000000000000000001';
const CHANNEL = '1000000000000000002';
const MESSAGE = '1000000000000000003';
const ADA = '1000000000000000004';

let discord: FakeGateway;
let adapter: PlatformAdapter;
let inbound: TestInbound;
const log = { info: () => {}, warn: () => {}, error: () => {} };

beforeEach(async () => {
  discord = await startFakeGateway({ guild: GUILD, channel: CHANNEL });
  inbound = createTestInbound(LIST);
  adapter = createDiscordAdapter({
    ...{ ...discord.config, log, commands, sleep: async () => {} },
    posts: {
      shownSince: async () => [{ channel: `discord/${GUILD}/${CHANNEL}`, messageId: MESSAGE }],
    },
  });
  const thumbs = [{ emoji: { id: null, name: '👍' } }];
  discord.answers.set(`/channels/${CHANNEL}/messages/${MESSAGE}`, { reactions: thumbs });
  discord.answers.set(`/channels/${CHANNEL}/messages/${MESSAGE}/reactions/👍`, [{ id: ADA }]);
  await adapter.start(inbound);
  expect(await discord.beginnings.take()).toBe('identified');
  await inbound.states.take();
  await inbound.presence.take();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await adapter.stop();
  await discord.stop();
  expect(discord.refused).toEqual([]);
});

const react = (emoji: string, added = true) =>
  discord.tell(added ? 'MESSAGE_REACTION_ADD' : 'MESSAGE_REACTION_REMOVE', {
    ...{ user_id: ADA, channel_id: CHANNEL, message_id: MESSAGE, guild_id: GUILD },
    emoji: { id: null, name: emoji },
  });

test('what happened while the socket was broken is heard once and in order, and nothing is read again', async () => {
  react('1️⃣');
  expect(await inbound.reactions.take()).toMatchObject({ emoji: '1️⃣', added: true });
  discord.drop('kept');
  react('2️⃣');
  react('2️⃣', false);
  react('3️⃣');
  expect(await discord.beginnings.take()).toBe('resumed');
  react('4️⃣');
  const heard = [];
  for (let count = 0; count < 4; count += 1) heard.push(await inbound.reactions.take());
  expect(heard.map(({ emoji, added }) => [emoji, added])).toEqual([
    ['2️⃣', true],
    ['2️⃣', false],
    ['3️⃣', true],
    ['4️⃣', true],
  ]);
  const orders = heard.map(({ order }) => order);
  expect(orders).toEqual([...new Set(orders)].sort((left, right) => left - right));
  expect(inbound.states.left).toEqual([]);
});

test('of several processes each looks after the servers and messages of its own shards', async () => {
  const onShard = (shard: bigint) => String((2n * 119_209_289n + shard) << 22n);
  const [elsewhere, gone] = [onShard(0n), onShard(1n)];
  const asked = createTestInbound(LIST);
  asked.held = [elsewhere, gone, GUILD].map((community) => ({ platform: 'discord', community, id: CHANNEL }));
  const second = createDiscordAdapter({
    ...{ ...discord.config, log, commands, sleep: async () => {} },
    shards: { ids: [1], count: 2 },
    posts: {
      shownSince: async () => [
        { channel: `discord/${elsewhere}/${CHANNEL}`, messageId: MESSAGE },
        { channel: `discord/${GUILD}/${CHANNEL}`, messageId: MESSAGE },
      ],
    },
  });
  await second.start(asked);
  expect((await asked.states.take()).channel.community).toBe(GUILD);
  expect(await asked.presence.take()).toEqual({ regained: GUILD });
  expect(await asked.presence.take()).toEqual({ regained: CHANNEL });
  expect(await asked.presence.take()).toEqual({ lost: gone });
  await second.stop();
  expect([...asked.states.left, ...asked.presence.left]).toEqual([]);
});

test('where the session was lost, servers and reactions are looked at again', async () => {
  // A bot may identify every 5 seconds; those have passed.
  const real = Date.now;
  vi.spyOn(Date, 'now').mockImplementation(() => real() + 6_000);
  discord.drop('lost');
  expect(await discord.beginnings.take()).toBe('identified');
  expect(await inbound.states.take()).toMatchObject({
    messageId: MESSAGE,
    reactions: [{ personId: ADA, emoji: '👍' }],
  });
  expect(await inbound.presence.take()).toEqual({ regained: GUILD });
  react('5️⃣');
  expect(await inbound.reactions.take()).toMatchObject({ emoji: '5️⃣' });
});
