import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSlackAdapter } from '../../../adapters/slack/slack-adapter.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import { LIST } from '../sample-messages.ts';
import { createTestInbound, type TestInbound } from '../test-inbound.ts';
import { type SlackPeers, startSlackPeers } from './peers.ts';

let peers: SlackPeers;
let adapter: PlatformAdapter;
let inbound: TestInbound;
const waits: number[] = [];
const log = { info: () => {}, warn: () => {}, error: () => {} };

beforeAll(async () => {
  peers = await startSlackPeers();
});
afterAll(() => peers?.stop());

beforeEach(() => {
  peers.forget();
  waits.length = 0;
  inbound = createTestInbound(LIST);
  adapter = createSlackAdapter({
    ...peers.config,
    log,
    sleep: async (milliseconds) => void waits.push(milliseconds),
  });
});
afterEach(() => adapter.stop());

/** Starts; that Paperboy is in its workspace is the first thing that the core hears. */
async function startHeard(): Promise<void> {
  await adapter.start(inbound);
  expect(await inbound.presence.take()).toEqual({ regained: peers.team });
}

const CHANNEL = 'C0PAPERS';
const messageAt = (ts: string) => ({ channel: `slack/${peers.team}/${CHANNEL}`, messageId: ts });

test.each([
  ['archived', { type: 'channel_archive', channel: CHANNEL }, 'archived'],
  ['archived, and private', { type: 'group_archive', channel: CHANNEL }, 'archived'],
  ['deleted', { type: 'channel_deleted', channel: CHANNEL }, 'deleted'],
  ['left', { type: 'channel_left', channel: CHANNEL }, '/invite @Paperboy'],
  ['left, and private', { type: 'group_left', channel: CHANNEL }, '/invite @Paperboy'],
])('the core hears that a channel is %s, and why', async (_, event, reason) => {
  await startHeard();
  await peers.event(event, `Ev ${JSON.stringify(event)}`);
  const { lost, reason: told } = await inbound.presence.take();
  expect(lost).toBe(CHANNEL);
  expect(told).toContain(reason);
});

test('the core hears when Paperboy is invited again, and of nobody else who joins', async () => {
  await startHeard();
  const joined = { type: 'member_joined_channel', channel: CHANNEL };
  await peers.event({ ...joined, user: peers.ada.id }, 'EvAdaJoined');
  await peers.event({ ...joined, user: peers.bot }, 'EvBotJoined');
  await peers.event({ type: 'channel_unarchive', channel: 'C0OTHER' }, 'EvUnarchived');
  const regained = [await inbound.presence.take(), await inbound.presence.take()];
  expect(regained.map((one) => one.regained).sort()).toEqual(['C0OTHER', CHANNEL]);
  expect(inbound.presence.left).toEqual([]);
});

test('the core hears once that a channel has a new id', async () => {
  await startHeard();
  const changed = { type: 'channel_id_changed', old_channel_id: 'G0PAPERS', new_channel_id: CHANNEL };
  await peers.event(changed, 'EvMoved');
  await peers.event(changed, 'EvMoved');
  await peers.event({ type: 'channel_archive', channel: 'C0AFTER' }, 'EvAfterMove');
  const heard = [await inbound.presence.take(), await inbound.presence.take()];
  expect(heard).toContainEqual({ moved: 'G0PAPERS', to: CHANNEL });
  expect(heard).toContainEqual(expect.objectContaining({ lost: 'C0AFTER' }));
  expect(inbound.presence.left).toEqual([]);
});

test('an event that Slack repeats is handled once, also after a restart', async () => {
  await startHeard();
  const event = { type: 'channel_archive', channel: CHANNEL };
  await peers.event(event, 'EvRepeated');
  await inbound.presence.take();
  await adapter.stop();
  adapter = createSlackAdapter({ ...peers.config, log });
  await startHeard();
  await peers.event(event, 'EvRepeated');
  await peers.event({ ...event, channel: 'C0LATER' }, 'EvLater');
  expect(await inbound.presence.take()).toMatchObject({ lost: 'C0LATER' });
  expect(inbound.presence.left).toEqual([]);
});

test('a person of another workspace in a shared channel acts in the workspace where Paperboy is', async () => {
  await startHeard();
  const ts = '1767326140.900000';
  await peers.event(
    { type: 'app_mention', user: peers.ada.id, user_team: 'T0ELSE', text: 'help', ts, channel: CHANNEL },
    'EvShared',
  );
  const { invocation } = await inbound.answered.take();
  expect(invocation.channel.community).toBe(peers.team);
});

test('after a start the reactions of the week’s messages are read again, those of bots left out', async () => {
  const { store } = peers.config;
  const week = Date.now() - 6 * 86_400_000;
  const papers = [{ row: 1, paperId: '2412.00001' }];
  await store.posts.record(`slack/${peers.team}`, { ...messageAt('1.000001'), postedAt: week, papers });
  await store.posts.record(`slack/${peers.team}`, { ...messageAt('trigger.1'), postedAt: week, papers });
  await store.posts.record(`slack/${peers.team}`, {
    ...messageAt('0.000001'),
    postedAt: week - 2 * 86_400_000,
    papers,
  });
  const reactions = [
    { name: 'one', count: 2, users: [peers.ada.id, 'U0ROBOT'] },
    { name: '+1::skin-tone-2', count: 1, users: [peers.ada.id] },
    { name: 'eyes', count: 1, users: [peers.ada.id] },
  ];
  peers.answerOnce('reactions.get', { status: 429, headers: { 'retry-after': '5' } });
  peers.answerOnce('reactions.get', { body: { ok: true, message: { ts: '1.000001', reactions } } });
  peers.answerOnce('users.info', { body: { ok: true, user: { id: peers.ada.id } } });
  peers.answerOnce('users.info', { body: { ok: true, user: { id: 'U0ROBOT', is_bot: true } } });
  await startHeard();
  const state = await inbound.states.take();
  expect(state).toMatchObject({ messageId: '1.000001', channel: { community: peers.team, id: CHANNEL } });
  expect(state.reactions).toEqual([
    { personId: peers.ada.id, emoji: '1️⃣' },
    { personId: peers.ada.id, emoji: '👍' },
  ]);
  expect(waits[0]).toBe(5000);
  expect((await peers.call('reactions.get')).body).toMatchObject({ channel: CHANNEL, full: true });
  await adapter.stop();
  expect(peers.calls.filter(({ method }) => method === 'reactions.get')).toHaveLength(1);
});
