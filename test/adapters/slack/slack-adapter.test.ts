import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSlackAdapter } from '../../../adapters/slack/slack-adapter.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import { LIST, WORDS } from '../sample-messages.ts';
import { createTestInbound, type TestInbound } from '../test-inbound.ts';
import { type SlackPeers, startSlackPeers } from './peers.ts';

let peers: SlackPeers;
let adapter: PlatformAdapter;
let inbound: TestInbound;
const complaints: unknown[] = [];
const complain = (context: unknown, message: string) => void complaints.push([message, context]);
const log = { info: () => {}, warn: complain, error: complain };

beforeAll(async () => {
  peers = await startSlackPeers();
});
afterAll(() => peers?.stop());

beforeEach(async () => {
  complaints.length = 0;
  peers.forget();
  inbound = createTestInbound(LIST, 8);
  adapter = createSlackAdapter({ ...peers.config, log });
  await adapter.start(inbound);
});
afterEach(async () => {
  await adapter.stop();
  expect(complaints).toEqual([]);
});

const channelOf = (id: string) => ({ platform: 'slack', community: peers.team, id });

async function messages(thread?: string) {
  const { conversations } = peers.ada.client;
  const channel = peers.channels.papers;
  const found = await (thread
    ? conversations.replies({ channel, ts: thread })
    : conversations.history({ channel }));
  return found.messages ?? [];
}

test('a person is told in private about a channel, with the way there', async () => {
  peers.answerOnce('chat.postMessage', { body: { ok: true, ts: '1.1', channel: 'D0ADA' } });
  await adapter.tell?.(channelOf('C0PAPERS'), peers.ada.id, WORDS);
  const { body } = await peers.call('chat.postMessage');
  expect(body.channel).toBe(peers.ada.id);
  expect(JSON.stringify(body.blocks)).toContain('Just words');
  expect(JSON.stringify(body.blocks)).toContain(`app_redirect?team=${peers.team}&channel=C0PAPERS`);
});

test('a command is acknowledged before the core has done anything', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  inbound.gate = promise;
  await peers.command('today');
  expect(inbound.answered.left).toEqual([]);
  resolve();
  await inbound.answered.take();
});

test('/papers today posts the list where reactions can be put on it', async () => {
  await peers.command('today upvotes&gt;20');
  const { invocation, posted } = await inbound.answered.take();
  expect(invocation).toMatchObject({
    channel: channelOf(peers.channels.papers),
    line: 'today upvotes>20',
    share: false,
  });
  expect(invocation.person).toMatchObject({ id: peers.ada.id, name: 'ada', mayManage: true });

  expect(posted).toHaveLength(1);
  expect(posted[0]?.parts).toEqual(LIST.parts);
  const [message] = await messages();
  expect(message).toMatchObject({ ts: posted[0]?.id, user: peers.bot, text: LIST.fallback });
  expect(JSON.stringify(message?.blocks)).toContain('Invented paper 3');
  const { body } = await peers.call('chat.postMessage');
  expect(body).toMatchObject({ unfurl_links: false, unfurl_media: false, mrkdwn: false, parse: 'none' });
});

test('a reaction is told with its message, its emoji and its place in time', async () => {
  await peers.command('today');
  const [post] = (await inbound.answered.take()).posted;
  const id = post?.id ?? '';
  const first = await peers.react(id, 'two');
  expect(await inbound.reactions.take()).toEqual({
    channel: channelOf(peers.channels.papers),
    messageId: id,
    personId: peers.ada.id,
    emoji: '2️⃣',
    added: true,
    order: Number(first),
  });
  const second = await peers.react(id, 'two', false);
  const gone = await inbound.reactions.take();
  expect(gone).toMatchObject({ emoji: '2️⃣', added: false, order: Number(second) });
  expect(gone.order).toBeGreaterThan(Number(first));
});

test('skin tones make no difference; other emoji, and those of bots, are no votes', async () => {
  await peers.command('today');
  const [post] = (await inbound.answered.take()).posted;
  const id = post?.id ?? '';
  const item = { type: 'message', channel: peers.channels.papers, ts: id };
  await peers.event({ type: 'reaction_added', user: peers.bot, reaction: '+1', item, event_ts: '1.000001' });
  peers.answerOnce('users.info', { body: { ok: true, user: { id: 'U0ROBOT', is_bot: true } } });
  await peers.event({ type: 'reaction_added', user: 'U0ROBOT', reaction: '+1', item, event_ts: '1.000002' });
  await peers.call('users.info');
  await peers.react(id, 'eyes');
  await peers.react(id, '+1::skin-tone-3');
  expect(await inbound.reactions.take()).toMatchObject({ personId: peers.ada.id, emoji: '👍' });
  expect(inbound.reactions.left).toEqual([]);
});

test('where the bot is no member the answer still comes, and says how votes would count', async () => {
  await peers.command('today', { channel: peers.channels.hidden });
  const { posted, error } = await inbound.answered.take();
  expect(error).toBeUndefined();
  expect(posted[0]?.parts.slice(0, -1)).toEqual(LIST.parts);
  const answer = await peers.response();
  expect(answer).toMatchObject({ response_type: 'in_channel', replace_original: false });
  expect(JSON.stringify(answer.blocks)).toContain('/invite @Paperboy');
});

test('what is meant for the asker goes through the response URL', async () => {
  inbound.answer = { to: 'asker', message: WORDS };
  await peers.command('help');
  expect(await peers.response()).toMatchObject({ response_type: 'ephemeral', text: 'Just words' });
  const { posted } = await inbound.answered.take();
  await peers.command('help');
  const again = await inbound.answered.take();
  expect(again.posted[0]?.id).not.toBe(posted[0]?.id);
});

test('when the response URL has expired, the asker is answered all the same', async () => {
  inbound.answer = { to: 'asker', message: WORDS };
  await peers.command('help', { responseUrl: 'expired' });
  const { error } = await inbound.answered.take();
  expect(error).toBeUndefined();
  const { body } = await peers.call('chat.postEphemeral');
  expect(body).toMatchObject({ user: peers.ada.id, channel: peers.channels.papers, text: 'Just words' });
});

test('a button runs its command as if whoever presses had typed it', async () => {
  inbound.answer = { to: 'asker', message: WORDS };
  const button = buttonIn((await renderedList()).blocks, 'run:');
  await peers.press(button);
  const { invocation } = await inbound.answered.take();
  expect(invocation).toMatchObject({ line: 'today page:2', share: false, person: { id: peers.ada.id } });

  await peers.press({ ...button, action_id: 'share:0' });
  expect((await inbound.answered.take()).invocation).toMatchObject({ line: 'today page:2', share: true });
});

test('the vote button tells the paper and shows the new count, and changes nothing else', async () => {
  const message = await renderedList();
  await peers.press({ ...buttonIn(message.blocks, 'vote:'), message });
  expect(await inbound.presses.take()).toMatchObject({ paperId: '2412.00001', person: { id: peers.ada.id } });
  const answer = await peers.response();
  expect(answer).toMatchObject({ replace_original: true, text: LIST.fallback });
  const before = JSON.stringify(message.blocks);
  expect(before.split('▲ 1')).toHaveLength(2);
  expect(JSON.stringify(answer.blocks)).toBe(before.replace('▲ 1', '▲ 8'));
});

test('a mention is a command, answered in its thread, once', async () => {
  const start = await adapter.post(channelOf(peers.channels.papers), WORDS, { key: 'k0' });
  const thread = start[0]?.id ?? '';
  await peers.mention(`<@${peers.bot}> /papers search R&amp;D`, { thread, eventId: 'EvOnce' });
  await peers.mention(`<@${peers.bot}> /papers search R&amp;D`, { thread, eventId: 'EvOnce' });
  await peers.mention(`<@${peers.bot}>`);
  const [first, second] = [await inbound.answered.take(), await inbound.answered.take()];
  const lines = [first, second].map(({ invocation }) => invocation.line);
  expect(lines.sort()).toEqual(['', 'search R&D']);
  expect(inbound.answered.left).toEqual([]);
  const replies = await messages(thread);
  expect(
    replies.filter((message) => message.thread_ts === thread && message.text === LIST.fallback),
  ).toHaveLength(1);
});

test.each([
  ['a full member', {}, true],
  ['a guest', { is_restricted: true }, false],
  ['a guest of one channel', { is_ultra_restricted: true }, false],
  ['a stranger', { is_stranger: true }, false],
  ['someone of another workspace', { team_id: 'T0ELSEWHERE' }, false],
])('%s may manage: %o → %s', async (_, traits, mayManage) => {
  const profile = { display_name: 'Ada L.' };
  const user = { id: peers.ada.id, team_id: peers.team, tz: 'Europe/London', profile, ...traits };
  peers.answerOnce('users.info', { body: { ok: true, user } });
  await peers.command('today');
  const { invocation } = await inbound.answered.take();
  expect(invocation.person).toMatchObject({ name: 'Ada L.', timeZone: 'Europe/London', mayManage });
});

test('a post carries its key; an edit keeps the reactions', async () => {
  const [post] = await adapter.post(channelOf(peers.channels.papers), LIST, { key: 'digest-7-list' });
  const id = post?.id ?? '';
  const [message] = await messages();
  expect(message?.blocks?.[0]).toMatchObject({ type: 'header', block_id: 'digest-7-list' });
  await peers.react(id, '+1');
  await adapter.edit(channelOf(peers.channels.papers), id, WORDS);
  const [edited] = await messages();
  expect(edited).toMatchObject({ ts: id, text: 'Just words', reactions: [{ name: '+1', count: 1 }] });
  expect(edited?.blocks).toHaveLength(1);
});

test('a post is tried once; how long Slack wants to be left alone is told', async () => {
  peers.answerOnce('chat.postMessage', { status: 429, headers: { 'retry-after': '7' } });
  const posting = adapter.post(channelOf(peers.channels.papers), WORDS, { key: 'limited' });
  await expect(posting).rejects.toMatchObject({ kind: 'rate-limited', retryAfter: 7000 });
  peers.answerOnce('chat.postMessage', { status: 500 });
  await expect(adapter.post(channelOf(peers.channels.papers), WORDS, { key: 'down' })).rejects.toMatchObject({
    kind: 'transient',
  });
  const found = (await messages()).filter(({ blocks }) => /limited|down/.test(blocks?.[0]?.block_id ?? ''));
  expect(found).toEqual([]);
});

test('a channel that is gone is told apart from what may be tried again', async () => {
  const posting = adapter.post(channelOf('C0GONE'), WORDS, { key: 'k1' });
  await expect(posting).rejects.toMatchObject({ kind: 'permanent', message: 'Slack: channel_not_found' });
});

test('a token that Slack does not take ends the start', async () => {
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const refused = (setting: string) => ({
    ...{ name: 'UserError', message: expect.stringContaining(`refuses ${setting} (invalid_auth)`) },
  });
  const wrongApp = createSlackAdapter({ ...peers.config, appToken: 'xapp-wrong', log: silent });
  await expect(wrongApp.start(inbound)).rejects.toMatchObject(refused('SLACK_APP_TOKEN'));
  await wrongApp.stop();
  peers.answerOnce('auth.test', { body: { ok: false, error: 'invalid_auth' } });
  const wrongBot = createSlackAdapter({ ...peers.config, log: silent });
  await expect(wrongBot.start(inbound)).rejects.toMatchObject(refused('SLACK_BOT_TOKEN'));
  await wrongBot.stop();
});

test('trouble of Slack’s own at the start says nothing against a token', async () => {
  peers.answerOnce('auth.test', { body: { ok: false, error: 'internal_error' } });
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const unlucky = createSlackAdapter({ ...peers.config, log: silent });
  await expect(unlucky.start(inbound)).rejects.toMatchObject({ name: 'AdapterError', kind: 'transient' });
  await unlucky.stop();
});

test('stopping waits for the answer under way', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  inbound.gate = promise;
  await peers.command('today');
  const stopping = adapter.stop().then(() => inbound.answered.left.length);
  resolve();
  expect(await stopping).toBe(1);
});

async function renderedList() {
  await adapter.post(channelOf(peers.channels.papers), LIST, { key: 'k2' });
  const [message] = await messages();
  return { ts: message?.ts ?? '', text: message?.text ?? '', blocks: message?.blocks ?? [] };
}

/** The first button with such an action id in blocks, as the API gives them. */
function buttonIn(blocks: unknown, actionId: string): { action_id: string; value: string } {
  const found = [...JSON.stringify(blocks).matchAll(/"action_id":"([^"]*)".*?"value":"([^"]*)"/g)];
  const [, action_id = '', value = ''] = found.find(([, id]) => id?.startsWith(actionId)) ?? [];
  return { action_id, value };
}
