import { PermissionFlagsBits } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDiscordAdapter } from '../../../adapters/discord/discord-adapter.ts';
import { NEEDED_BITS } from '../../../adapters/discord/permissions.ts';
import { commands } from '../../../commands/index.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import { LIST } from '../sample-messages.ts';
import { createTestInbound } from '../test-inbound.ts';
import { type DiscordPeers, NO_POSTS, startDiscordPeers, type Where } from './peers.ts';

let peers: DiscordPeers;
let adapter: PlatformAdapter;
const inbound = createTestInbound(LIST);
const log = { info: () => {}, warn: () => {}, error: () => {} };

beforeAll(async () => {
  peers = await startDiscordPeers();
  adapter = createDiscordAdapter({ ...peers.config, posts: NO_POSTS, log, commands });
  await adapter.start(inbound);
});
afterAll(async () => {
  await adapter?.stop();
  await peers?.stop();
  expect(peers.refused).toEqual([]);
});

/** What a `subscribe` is refused with there; undefined where it is not. */
async function refusal(where: Where): Promise<string | undefined> {
  await peers.command('subscribe', [{ name: 'query', value: 'graph' }], where);
  const { invocation } = await inbound.answered.take();
  return invocation.prepare?.().then(
    () => undefined,
    (error: Error) => error.message,
  );
}

const without = (...lacking: (keyof typeof PermissionFlagsBits)[]) =>
  lacking.reduce((bits, name) => bits & ~PermissionFlagsBits[name], NEEDED_BITS);

test('with what the invitation asks for, and no more, Paperboy can be subscribed everywhere', async () => {
  const { papers, talk, idea, direct } = peers.channels;
  for (const channel of [papers, talk, idea])
    expect(await refusal({ channel, botPermissions: NEEDED_BITS })).toBeUndefined();
  expect(await refusal({ channel: direct, botPermissions: 0n })).toBeUndefined();
});

test.each([
  ['ViewChannel', 'View Channel'],
  ['SendMessages', 'Send Messages'],
  ['SendMessagesInThreads', 'Send Messages in Threads'],
  ['CreatePublicThreads', 'Create Public Threads'],
  ['EmbedLinks', 'Embed Links'],
  ['ReadMessageHistory', 'Read Message History'],
] as const)('whoever subscribes is told before anything is saved that %s is lacking', async (bit, name) => {
  const told = await refusal({ botPermissions: without(bit) });
  expect(told).toContain(`lacks the permission ${name}.`);
});

test('all that is lacking is named at once, with the way to mend it', async () => {
  const told = await refusal({ botPermissions: without('SendMessages', 'EmbedLinks') });
  expect(told).toContain('Send Messages, Embed Links. Whoever manages this channel adds them');
});

test('a forum’s post needs no permission that only channels have, and its digests are lists', async () => {
  const botPermissions = without('SendMessages', 'CreatePublicThreads');
  expect(await refusal({ channel: peers.channels.idea, botPermissions })).toBeUndefined();
  await peers.command('today', [], { channel: peers.channels.idea });
  expect((await inbound.answered.take()).invocation.channel).toMatchObject({ threadless: true });
});

test('a forum itself is refused with the next step', async () => {
  expect(await refusal({ channel: peers.channels.ideas })).toContain('Open a post in it');
});

test('to whoever brought Paperboy along alone it answers, but no subscription is to be had', async () => {
  await peers.command('today', [], { alone: true });
  const [posted] = (await inbound.answered.take()).posted;
  // Its counts are not brought up to date: only the interaction itself could.
  expect(posted).toMatchObject({ fixed: true });
  expect(await refusal({ alone: true })).toContain('installed for you alone');
  expect(await refusal({ alone: true, channel: peers.channels.direct })).toContain('direct messages');
});
