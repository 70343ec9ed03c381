import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  createDiscordAdapter,
  type DiscordAdapterConfig,
} from '../../../adapters/discord/discord-adapter.ts';
import { inviteLink } from '../../../adapters/discord/invite.ts';
import { commands } from '../../../commands/index.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import { LIST } from '../sample-messages.ts';
import { createTestInbound, type TestInbound } from '../test-inbound.ts';
import { type DiscordPeers, NO_POSTS, startDiscordPeers } from './peers.ts';

let peers: DiscordPeers;
let adapter: PlatformAdapter | undefined;
let inbound: TestInbound;
const log = { info: () => {}, warn: () => {}, error: () => {} };

beforeAll(async () => {
  peers = await startDiscordPeers();
});
afterAll(() => peers?.stop());
beforeEach(() => {
  peers.forget();
  inbound = createTestInbound(LIST);
});
afterEach(async () => {
  await adapter?.stop();
  expect(peers.refused).toEqual([]);
});

async function start(config: Partial<DiscordAdapterConfig> = {}): Promise<void> {
  adapter = createDiscordAdapter({ ...peers.config, posts: NO_POSTS, log, commands, ...config });
  await adapter.start(inbound);
}

test('a server that is there at the start has Paperboy, whatever was heard before', async () => {
  await start();
  expect(await inbound.presence.take()).toEqual({ regained: peers.guild });
});

test('a deleted channel, a deleted post and a server that removed Paperboy are told', async () => {
  await start();
  await inbound.presence.take();
  const { papers, ideas, idea } = peers.channels;
  peers.tell('THREAD_DELETE', { id: idea, guild_id: peers.guild, parent_id: ideas, type: 11 });
  expect(await inbound.presence.take()).toMatchObject({
    lost: idea,
    reason: 'the post “idea” of Test Server is deleted',
  });
  peers.tell('CHANNEL_DELETE', { id: papers, guild_id: peers.guild, type: 0, name: 'papers', position: 0 });
  expect(await inbound.presence.take()).toEqual({
    lost: papers,
    reason: 'the channel #papers of Test Server is deleted',
    remedy: 'elsewhere',
  });
  peers.tell('GUILD_DELETE', { id: peers.guild });
  expect(await inbound.presence.take()).toEqual({ lost: peers.guild });
});

test('a forum that is deleted takes its posts along', async () => {
  await start();
  await inbound.presence.take();
  const { ideas, idea } = peers.channels;
  peers.tell('CHANNEL_DELETE', { id: ideas, guild_id: peers.guild, type: 15, name: 'ideas', position: 0 });
  expect(await inbound.presence.take()).toMatchObject({ lost: ideas });
  expect(await inbound.presence.take()).toMatchObject({ lost: idea, remedy: 'elsewhere' });
});

test('a server that takes Paperboy back has its channels looked at, and hears no more of those it deleted', async () => {
  await start();
  peers.tell('GUILD_DELETE', { id: peers.guild });
  await inbound.presence.take(({ lost }) => lost === peers.guild);
  inbound.presence.empty();
  const muted = '1000000000000000009';
  inbound.held = ['404', muted].map((id) => ({ platform: 'discord', community: peers.guild, id }));
  peers.tell('GUILD_CREATE', {
    ...{ id: peers.guild, name: 'Test Server', owner_id: '1', emojis: [], features: [], threads: [] },
    ...{ stickers: [], presences: [], voice_states: [], stage_instances: [], guild_scheduled_events: [] },
    roles: [{ id: peers.guild, name: '@everyone', permissions: '0', color: 0, position: 0 }],
    members: [{ user: { id: peers.bot, username: 'paperboy', bot: true }, roles: [], joined_at: null }],
    channels: [{ id: muted, type: 0, name: 'muted', position: 0, permission_overwrites: [] }],
  });
  expect(await inbound.presence.take()).toEqual({ regained: peers.guild });
  const [deleted, lacking] = [await inbound.presence.take(), await inbound.presence.take()];
  expect(deleted).toEqual({ lost: '404', reason: 'a channel of Test Server is deleted' });
  expect(lacking).toMatchObject({ lost: muted, remedy: 'mend' });
});

test('a server that is only out of order has not removed Paperboy', async () => {
  await start();
  await inbound.presence.take();
  peers.tell('GUILD_DELETE', { id: peers.guild, unavailable: true });
  peers.tell('CHANNEL_DELETE', { id: '1', guild_id: '2', type: 0, name: 'elsewhere', position: 0 });
  await peers.command('today');
  await inbound.answered.take();
  expect(inbound.presence.left).toEqual([]);
});

test('what was lost while nobody listened is told after the start', async () => {
  const { papers, idea, direct } = peers.channels;
  const held = (community: string, id: string) => ({ platform: 'discord', community, id });
  inbound.held = [
    ...[held('999', '1'), held('999', '2'), held(direct, direct), held(peers.guild, papers)],
    ...[held(peers.guild, '404'), held(peers.guild, idea)],
  ];
  await start();
  const told = [1, 2, 3, 4, 5].map(() => inbound.presence.take());
  expect(await Promise.all(told)).toEqual([
    { regained: peers.guild },
    { regained: papers },
    { lost: '404', reason: 'a channel of Test Server is deleted', remedy: 'elsewhere' },
    { regained: idea },
    { lost: '999' },
  ]);
});

test('where a role is taken what it needs, channels are held with the reason until it has it again', async () => {
  const { papers } = peers.channels;
  inbound.held = [{ platform: 'discord', community: peers.guild, id: papers }];
  await start();
  await inbound.presence.take(({ regained }) => regained === papers);
  inbound.presence.empty();
  const everyone = (permissions: bigint) =>
    peers.tell('GUILD_ROLE_UPDATE', {
      guild_id: peers.guild,
      role: { id: peers.guild, name: '@everyone', permissions: String(permissions), color: 0, position: 0 },
    });
  everyone(1n << 10n);
  expect(await inbound.presence.take()).toEqual({
    lost: papers,
    reason: 'I lack permissions there: Send Messages. Edit Channel → Permissions adds them',
    remedy: 'mend',
  });
  everyone((1n << 10n) | (1n << 11n));
  expect(await inbound.presence.take()).toEqual({ regained: papers });
  peers.tell('CHANNEL_UPDATE', {
    ...{ id: papers, guild_id: peers.guild, type: 0, name: 'papers', position: 0 },
    permission_overwrites: [{ id: peers.guild, type: 0, allow: '0', deny: String(1n << 10n) }],
  });
  expect(await inbound.presence.take()).toMatchObject({
    lost: papers,
    reason: expect.stringContaining('View Channel'),
  });
});

test('reactions that are taken away all at once, or all of one emoji, are told as what is left', async () => {
  await start();
  const at = { guild_id: peers.guild, channel_id: peers.channels.papers, message_id: '77' };
  peers.tell('MESSAGE_REACTION_REMOVE_ALL', at);
  const channel = { platform: 'discord', community: peers.guild, id: peers.channels.papers };
  expect(await inbound.states.take()).toMatchObject({ channel, messageId: '77', reactions: [] });
  peers.tell('MESSAGE_REACTION_REMOVE_EMOJI', { ...at, emoji: { id: null, name: '👍' } });
  expect(await inbound.states.take()).toMatchObject({ messageId: '77', emoji: '👍', reactions: [] });
});

test('after a start the reactions of the last week’s messages are read again, page by page, without bots', async () => {
  const crowd = Array.from({ length: 100 }, (_, at) => ({ id: String(at + 1) }));
  peers.answerOnce(/^GET \/channels\/9\/messages\/77$/, {
    status: 200,
    body: {
      reactions: [
        { emoji: { id: null, name: '👍' } },
        { emoji: { id: '5', name: 'own' } },
        { emoji: { id: null, name: '🍕' } },
      ],
    },
  });
  peers.answerOnce(/^GET .*reactions.*after=0/, { status: 200, body: crowd });
  peers.answerOnce(/^GET .*reactions.*after=100/, {
    status: 200,
    body: [{ id: '101', bot: true }, { id: '102' }],
  });
  const asked: number[] = [];
  await start({
    posts: {
      async shownSince(_, since) {
        asked.push(since);
        return [{ channel: `discord/${peers.guild}/9`, messageId: '77' }];
      },
    },
    now: () => 8 * 86_400_000,
    sleep: async () => {},
  });
  const { reactions, order } = await inbound.states.take();
  expect(asked).toEqual([86_400_000]);
  expect(order).toBe(8 * 86_400_000);
  expect(reactions).toHaveLength(101);
  expect(new Set(reactions.map(({ emoji }) => emoji))).toEqual(new Set(['👍']));
});

const SEND_MESSAGES = 1n << 11n;
const MANAGE_CHANNELS = 1n << 4n;
const ADMINISTRATOR = 1n << 3n;

test.each([
  [undefined, [], SEND_MESSAGES, false],
  [undefined, [], MANAGE_CHANNELS, true],
  ['everyone' as const, [], SEND_MESSAGES, true],
  [{ roles: ['111'] }, ['111'], SEND_MESSAGES, true],
  [{ roles: ['111'] }, ['222'], SEND_MESSAGES, false],
  [{ roles: ['111'] }, [], MANAGE_CHANNELS, true],
  [{ roles: ['111'] }, [], ADMINISTRATOR, true],
])('with managers %j, roles %j and permissions %s someone may manage: %j', async (...row) => {
  const [managers, roles, permissions, mayManage] = row;
  await start(managers === undefined ? {} : { managers });
  for (const id of ['111', '222'])
    peers.tell('GUILD_ROLE_CREATE', {
      guild_id: peers.guild,
      role: { id, name: id, permissions: '0', position: 1 },
    });
  await peers.command('subscribe', [{ name: 'query', value: 'graph' }], { permissions, roles });
  expect((await inbound.answered.take()).invocation.person.mayManage).toBe(mayManage);
});

test('the invitation asks for exactly the permissions that are needed, for the token’s application', () => {
  const token = `${Buffer.from('123456789012345678').toString('base64')}.x.y`;
  const link = new URL(inviteLink({ token }));
  expect(Object.fromEntries(link.searchParams)).toEqual({
    ...{ client_id: '123456789012345678', scope: 'bot applications.commands' },
    // View Channel 10, Send Messages 11, Embed Links 14, Read Message History 16, Public Threads 35, in Threads 38.
    permissions: String([10n, 11n, 14n, 16n, 35n, 38n].reduce((bits, bit) => bits | (1n << bit), 0n)),
  });
  expect(
    new URL(inviteLink({ applicationId: '223456789012345678', token })).searchParams.get('client_id'),
  ).toBe('223456789012345678');
  expect(() => inviteLink({})).toThrow('Set DISCORD_TOKEN');
  expect(() => inviteLink({ token: 'nonsense' })).toThrow('Copy the token again');
});
