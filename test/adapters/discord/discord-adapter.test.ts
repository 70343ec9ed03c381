import type { APIMessage } from 'discord.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDiscordAdapter } from '../../../adapters/discord/discord-adapter.ts';
import { commands } from '../../../commands/index.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import { LIST, WORDS } from '../sample-messages.ts';
import { createTestInbound, type TestInbound } from '../test-inbound.ts';
import { type DiscordPeers, NO_POSTS, startDiscordPeers } from './peers.ts';

const EPHEMERAL = 64;
const MANAGE_CHANNELS = 16n;

let peers: DiscordPeers;
let adapter: PlatformAdapter;
let inbound: TestInbound;
const complaints: unknown[] = [];
const complain = (context: unknown, message: string) => void complaints.push([message, context]);
const log = { info: () => {}, warn: complain, error: complain };

beforeAll(async () => {
  peers = await startDiscordPeers();
});
afterAll(() => peers?.stop());

beforeEach(async () => {
  complaints.length = 0;
  peers.forget();
  inbound = createTestInbound(LIST, 8);
  adapter = createDiscordAdapter({ ...peers.config, posts: NO_POSTS, log, commands });
  await adapter.start(inbound);
});
afterEach(async () => {
  await adapter.stop();
  expect(complaints).toEqual([]);
  expect(peers.refused).toEqual([]);
});

const channelOf = (id: string) => ({ platform: 'discord', community: peers.guild, id });
const call = (pattern: RegExp) => peers.calls.take(({ method, path }) => pattern.test(`${method} ${path}`));

test('/papers stands in the menu of the one server, else everywhere', async () => {
  const { body } = await call(/^PUT \/applications\/\d+\/guilds\/\d+\/commands$/);
  expect(body).toMatchObject([{ name: 'papers' }]);
  const { guildId: _, ...everywhere } = peers.config;
  const other = createDiscordAdapter({ ...everywhere, posts: NO_POSTS, log, commands });
  await other.start(inbound);
  await other.stop();
  const { body: global } = await call(/^PUT \/applications\/\d+\/commands$/);
  // For servers and for people who bring it along; on servers, in its direct messages and in all others.
  expect(global).toMatchObject([{ integration_types: [0, 1], contexts: [0, 1, 2] }]);
  expect(body).not.toMatchObject([{ contexts: expect.anything() }]);
});

test('a command is acknowledged before the core has done anything', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  inbound.gate = promise;
  await peers.command('today');
  const { body } = await call(/callback/);
  expect(body).toMatchObject({ type: 5, data: { flags: EPHEMERAL } });
  expect(inbound.answered.left).toEqual([]);
  resolve();
  await inbound.answered.take();
});

test('/papers today posts the list where reactions can be put on it, and leaves nothing else behind', async () => {
  const before = (await peers.messages()).length;
  await peers.command('today', [
    { name: 'matching', value: true },
    { name: 'date', value: 'Nov 7' },
  ]);
  const { invocation, posted, error } = await inbound.answered.take();
  expect(error).toBeUndefined();
  expect(invocation).toMatchObject({
    channel: channelOf(peers.channels.papers),
    line: 'today Nov 7 matching',
    share: false,
    person: { id: peers.ada, name: 'Ada L.', mayManage: true },
  });
  expect(posted).toHaveLength(1);
  expect(posted[0]?.parts).toEqual(LIST.parts);
  const messages = (await peers.messages()).slice(before);
  expect(messages.map(({ id }) => id)).toEqual([posted[0]?.id]);
  expect((messages[0]?.flags ?? 0) & EPHEMERAL).toBe(0);
  expect(JSON.stringify(messages[0]?.components)).toContain('Invented paper 3');
});

test('what is meant for the asker fills the answer that waits, and changes nobody’s view', async () => {
  inbound.answer = { to: 'asker', message: WORDS };
  await peers.command('help');
  const { posted } = await inbound.answered.take();
  const { body } = await call(/^PATCH \/webhooks\/.*original/);
  expect(JSON.stringify(body)).toContain('Just words');
  expect(posted).toHaveLength(1);
  expect(peers.calls.left.filter(({ path }) => /^\/webhooks\/\d+\/[^/]+$/.test(path))).toEqual([]);
});

test('where the answer to all cannot be posted, the asker is told in its stead', async () => {
  peers.answerOnce(/^POST \/webhooks\//, {
    status: 403,
    body: { code: 50013, message: 'Missing Permissions' },
  });
  const before = inbound.command;
  inbound.command = async (invocation, responder) => {
    await before(invocation, responder);
    await responder.toAsker(WORDS);
  };
  await peers.command('today');
  const { error } = await inbound.answered.take();
  expect(error).toMatchObject({ kind: 'permanent', message: expect.stringContaining('50013') });
  await call(/^PATCH \/webhooks\/.*original/);
  const { body } = await call(/^PATCH \/webhooks\/.*original/);
  expect(JSON.stringify(body)).toContain('Just words');
});

test.each([
  ['whoever may manage the channel', MANAGE_CHANNELS, true],
  ['an administrator', 8n, true],
  ['anyone else', 2048n, false],
])('%s may manage: %s → %s', async (_, permissions, mayManage) => {
  await peers.command('today', [], { permissions });
  expect((await inbound.answered.take()).invocation.person).toMatchObject({ mayManage });
});

test('in direct messages commands and reactions work, and whoever writes may manage', async () => {
  const { direct } = peers.channels;
  await peers.command('today', [], { channel: direct });
  const { invocation, posted, error } = await inbound.answered.take();
  expect(error).toBeUndefined();
  const channel = { platform: 'discord', community: direct, id: direct };
  expect(invocation).toMatchObject({ channel, person: { id: peers.ada, mayManage: true } });
  peers.react(direct, posted[0]?.id ?? '', '1️⃣');
  expect(await inbound.reactions.take()).toMatchObject({ channel, messageId: posted[0]?.id, emoji: '1️⃣' });
});

test('a command in a thread speaks for its channel and is answered in the thread', async () => {
  const { papers, talk } = peers.channels;
  await peers.command('today', [], { channel: talk });
  const { invocation, posted } = await inbound.answered.take();
  expect(invocation.channel).toEqual(channelOf(papers));
  const [message] = await peers.messages(talk);
  expect(message?.id).toBeDefined();
  peers.react(talk, message?.id ?? '', '2️⃣');
  const reaction = await inbound.reactions.take();
  expect(reaction).toMatchObject({ channel: channelOf(papers), messageId: posted[0]?.id, emoji: '2️⃣' });
});

test('a post in a forum is a channel of its own', async () => {
  await peers.command('today', [], { channel: peers.channels.idea });
  expect((await inbound.answered.take()).invocation.channel).toMatchObject(channelOf(peers.channels.idea));
});

test('a reaction is told with its message, its emoji and its place in time, even on messages of long ago', async () => {
  const id = '1200000000000000000';
  const before = Date.now();
  peers.react(peers.channels.papers, id, '👍🏽');
  peers.react(peers.channels.papers, id, '👍🏽', false);
  const [added, removed] = [await inbound.reactions.take(), await inbound.reactions.take()];
  expect(added).toMatchObject({
    channel: channelOf(peers.channels.papers),
    messageId: id,
    personId: peers.ada,
    emoji: '👍🏽',
    added: true,
  });
  expect(removed).toMatchObject({ emoji: '👍🏽', added: false });
  expect(added.order).toBeGreaterThanOrEqual(before);
  expect(removed.order).toBeGreaterThan(added.order);
});

test('a reaction in a thread that was asleep at the start counts for its channel', async () => {
  const [list] = await adapter.post(channelOf(peers.channels.papers), LIST, { key: 'pbk1' });
  const thread =
    (await adapter.openThread?.(channelOf(peers.channels.papers), list?.id ?? '', 'Papers')) ?? '';
  const [card] = await adapter.post(channelOf(peers.channels.papers), LIST, { key: 'pbk2', thread });
  const [, inThread = ''] = card?.id.split('/') ?? [];
  peers.react(thread, inThread, '🔥');
  expect(await inbound.reactions.take()).toMatchObject({
    channel: channelOf(peers.channels.papers),
    messageId: card?.id,
  });
  await adapter.edit(channelOf(peers.channels.papers), card?.id ?? '', WORDS);
  expect(JSON.stringify((await peers.message(thread, inThread)).components)).toContain('Just words');
});

test('reactions of bots and emoji of a server’s own are no votes', async () => {
  const { papers } = peers.channels;
  peers.react(papers, '1', '👍', true, { user_id: peers.bot });
  peers.react(papers, '1', '👍', true, { user_id: '77', member: { user: { id: '77', bot: true } } });
  peers.react(papers, '1', 'up', true, { emoji: { id: '9', name: 'up' } });
  peers.react(papers, '1', '👍');
  expect(await inbound.reactions.take()).toMatchObject({ personId: peers.ada, emoji: '👍' });
  expect(inbound.reactions.left).toEqual([]);
});

test('a button runs its command as if whoever presses had typed it', async () => {
  const message = await postedList();
  inbound.answer = { to: 'asker', message: WORDS };
  await peers.press(message, customIdIn(message, 'run'));
  const { invocation } = await inbound.answered.take();
  expect(invocation).toMatchObject({ line: 'today page:2', share: false, person: { id: peers.ada } });
});

test('a button whose command line is longer than Discord allows still runs it, also after a restart', async () => {
  const line = `search ${'physics-informed neural operator, '.repeat(8)}page 2`;
  const buttons = [{ label: 'Share', action: { kind: 'run', line, share: true } as const }];
  const [posted] = await adapter.post(
    channelOf(peers.channels.papers),
    { fallback: 'Found', parts: [{ kind: 'buttons', buttons }] },
    { key: 'pbk3' },
  );
  const message = await peers.message(peers.channels.papers, posted?.id ?? '');
  await peers.press(message, customIdIn(message, 'share'));
  expect((await inbound.answered.take()).invocation).toMatchObject({ line, share: true });
});

test('the vote button tells the paper and shows the new count, and changes nothing else', async () => {
  const message = await postedList();
  await peers.press(message, customIdIn(message, 'vote'));
  expect(await inbound.presses.take()).toMatchObject({ paperId: '2412.00001', person: { id: peers.ada } });
  const { body } = await call(/^PATCH \/webhooks\/.*original/);
  const before = JSON.stringify(message.components);
  expect(before.split('▲ 1')).toHaveLength(2);
  expect(body.components).toEqual(JSON.parse(before.replace('▲ 1', '▲ 8')));
});

test('a message without papers is found again too', async () => {
  const channel = channelOf(peers.channels.papers);
  const sentAt = Date.now();
  const [post] = await adapter.post(channel, WORDS, { key: 'pbquiet' });
  const found = await adapter.find?.(channel, 'pbquiet', { sentAt });
  expect(found).toEqual({ state: 'found', messageId: post?.id });
  const { body } = await call(/^POST \/channels\/\d+\/messages$/);
  expect(body).toMatchObject({ nonce: 'pbquiet', enforce_nonce: true });
});

test('a history that may not be read tells nothing', async () => {
  peers.answerOnce(/^GET \/channels\/\d+\/messages/, {
    status: 403,
    body: { code: 50001, message: 'Missing Access' },
  });
  const found = await adapter.find?.(channelOf(peers.channels.papers), 'pbk4', { sentAt: Date.now() });
  expect(found).toEqual({ state: 'unknown' });
});

test('a channel that is gone is told apart from what may be tried again', async () => {
  const gone = adapter.post(channelOf('1'), WORDS, { key: 'pbk5' });
  await expect(gone).rejects.toMatchObject({ kind: 'permanent', message: 'Discord: 10003 Unknown Channel' });
  peers.answerOnce(/^POST \/channels/, { status: 503 });
  const down = adapter.post(channelOf(peers.channels.papers), WORDS, { key: 'pbk6' });
  await expect(down).rejects.toMatchObject({ kind: 'transient', unsent: false });
  const tried = peers.calls.left.filter(({ body }) => body.nonce === 'pbk6');
  expect(tried).toHaveLength(1);
});

test('a token that Discord does not take ends the start', async () => {
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  peers.answerOnce(/gateway/, { status: 401, body: { code: 0, message: '401: Unauthorized' } });
  const refused = createDiscordAdapter({ ...peers.config, posts: NO_POSTS, log: silent, commands });
  const unknown = { name: 'UserError', message: expect.stringContaining('does not know DISCORD_TOKEN') };
  await expect(refused.start(inbound)).rejects.toMatchObject(unknown);
  const wrong = createDiscordAdapter({
    ...peers.config,
    token: 'wrong',
    posts: NO_POSTS,
    log: silent,
    commands,
  });
  await expect(wrong.start(inbound)).rejects.toMatchObject(unknown);
});

test('a person is told in private about a channel, with the way there', async () => {
  peers.answerOnce(/^POST \/users\/@me\/channels$/, { status: 200, body: { id: peers.channels.direct } });
  await adapter.tell?.(channelOf(peers.channels.papers), peers.ada, WORDS);
  expect((await call(/^POST \/users/)).body).toEqual({ recipient_id: peers.ada });
  const text = JSON.stringify((await peers.messages(peers.channels.direct)).at(-1)?.components);
  expect(text).toContain('Just words');
  expect(text).toContain(`https://discord.com/channels/${peers.guild}/${peers.channels.papers}`);
});

test('stopping waits for the answer under way', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  inbound.gate = promise;
  await peers.command('today');
  await call(/callback/);
  const stopping = adapter.stop().then(() => inbound.answered.left.length);
  resolve();
  expect(await stopping).toBe(1);
});

async function postedList(): Promise<APIMessage> {
  const [post] = await adapter.post(channelOf(peers.channels.papers), LIST, { key: 'pbk0' });
  return peers.message(peers.channels.papers, post?.id ?? '');
}

/** The first button of a kind in a message, as the API gives it. */
function customIdIn({ components }: APIMessage, verb: string): string {
  const ids = [...JSON.stringify(components).matchAll(/"custom_id":"([^"]*)"/g)].map(([, id = '']) => id);
  return ids.find((id) => id.startsWith(verb)) ?? '';
}
