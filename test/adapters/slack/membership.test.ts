import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSlackAdapter } from '../../../adapters/slack/slack-adapter.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import { type RealCore, startRealCore } from '../real-core.ts';
import { type SlackPeers, startSlackPeers } from './peers.ts';

let peers: SlackPeers;
let core: RealCore;
let adapter: PlatformAdapter;
const log = { info: () => {}, warn: () => {}, error: () => {} };

beforeAll(async () => {
  peers = await startSlackPeers();
});
afterAll(() => peers?.stop());

beforeEach(async () => {
  peers.forget();
  core = await startRealCore();
  adapter = createSlackAdapter({ ...peers.config, log });
  await adapter.start(core.desk);
});
afterEach(async () => {
  await adapter.stop();
  await core.store.close();
});

const followed = (channel: string) =>
  core.store.channels.subscriptions(`slack/${peers.team}/${encodeURIComponent(channel)}`);
const info = (traits: object) => ({ body: { ok: true, channel: traits } });

test('subscribe joins a public channel before it saves anything', async () => {
  peers.answerOnce('conversations.info', info({ is_member: false, is_private: false }));
  await peers.command('subscribe graph neural network');
  expect((await peers.call('conversations.join')).body).toMatchObject({ channel: peers.channels.papers });
  await peers.call('chat.postMessage');
  expect(await followed(peers.channels.papers)).toHaveLength(1);
});

test.each([
  ['a private channel', { is_private: true, is_member: false }],
  ['a group conversation', { is_mpim: true, is_member: false }],
])('subscribe in %s without Paperboy saves nothing and says how to invite it', async (_, traits) => {
  peers.answerOnce('conversations.info', info(traits));
  await peers.command('subscribe graph neural network');
  const answer = await peers.response();
  expect(answer).toMatchObject({ response_type: 'ephemeral' });
  expect(answer.text).toContain('/invite @Paperboy');
  expect(await followed(peers.channels.papers)).toEqual([]);
});

test('subscribe in a conversation that Slack does not show to Paperboy saves nothing either', async () => {
  await peers.command('subscribe graph neural network', { channel: peers.channels.hidden });
  expect((await peers.response()).text).toContain('/invite @Paperboy');
  expect(await followed(peers.channels.hidden)).toEqual([]);
});

test.each([
  ['an archived channel', 'conversations.info', info({ is_archived: true }), 'archived'],
  ['a missing scope', 'conversations.info', { body: { ok: false, error: 'missing_scope' } }, 'channels:read'],
])('subscribe with %s says what is wrong', async (_, method, answer, said) => {
  peers.answerOnce(method, answer);
  await peers.command('subscribe graph neural network');
  expect((await peers.response()).text).toContain(said);
  expect(await followed(peers.channels.papers)).toEqual([]);
});

test('whoever may not manage is refused before anything is joined', async () => {
  peers.answerOnce('users.info', { body: { ok: true, user: { id: peers.ada.id, is_restricted: true } } });
  await peers.command('subscribe graph neural network');
  expect((await peers.response()).text).toContain('may manage');
  expect(peers.calls.filter(({ method }) => method.startsWith('conversations.'))).toEqual([]);
});

test('a direct message is a channel of its own, in which every message is a command', async () => {
  const channel = 'D0ADA';
  peers.answerOnce('conversations.info', { body: { ok: true, channel: { id: channel, is_im: true } } });
  peers.answerOnce('chat.postMessage', { body: { ok: true, ts: '1767326140.000001' } });
  const message = {
    type: 'message',
    channel,
    channel_type: 'im',
    user: peers.ada.id,
    ts: '1.1',
    event_ts: '1.1',
  };
  await peers.event({ ...message, text: 'subscribe R&amp;D' });
  const { body } = await peers.call('chat.postMessage');
  expect(body).toMatchObject({ channel });
  expect((await followed(channel)).map(({ query }) => query)).toEqual(['R&D']);
});

test('what Paperboy itself and others’ apps write in a direct message is no command', async () => {
  const message = { type: 'message', channel: 'D0ADA', channel_type: 'im', ts: '1.1', event_ts: '1.1' };
  await peers.event({ ...message, user: peers.ada.id, text: 'help', subtype: 'message_changed' });
  await peers.event({ ...message, user: 'U0ROBOT', bot_id: 'B0ROBOT', text: 'help' });
  await peers.command('help');
  await peers.response();
  expect(peers.calls.filter(({ method }) => method.startsWith('chat.'))).toEqual([]);
});
