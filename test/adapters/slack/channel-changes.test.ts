import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSlackAdapter } from '../../../adapters/slack/slack-adapter.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import { runDueDigest } from '../due-digest.ts';
import { createPatientClock } from '../patient-clock.ts';
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
  adapter = createSlackAdapter({ ...peers.config, store: core.store, log });
  await adapter.start(core.desk);
});
afterEach(async () => {
  await adapter.stop();
  await core.store.close();
});

/** What a private channel was called before it was shared, and what one will be called. */
const BEFORE = 'G0BEFORE';
const AFTER = 'C0AFTER';
const papers = () => peers.channels.papers;
const keyOf = (channel: string) => `slack/${peers.team}/${channel}`;
const moved = (from: string, to: string) =>
  peers.event({ type: 'channel_id_changed', old_channel_id: from, new_channel_id: to });

/** What a command answers to Ada alone. */
async function answer(line: string, channel = papers()): Promise<string> {
  await peers.command(line, { channel });
  return JSON.stringify((await peers.response()).blocks);
}

/** What a command answers to all in the channel. */
async function posted(line: string): Promise<string> {
  peers.forget();
  await peers.command(line);
  return JSON.stringify((await peers.call('chat.postMessage')).body.blocks);
}

const digest = (words: string, channel: string, through = adapter) =>
  runDueDigest({
    ...{ store: core.store, adapter: through, clock: createPatientClock(), words },
    ...{ channel: keyOf(channel), layout: 'list' },
  });

test('a digest that met a channel’s old id comes under the new one', async () => {
  await digest('eta', BEFORE);
  expect(await answer('status', BEFORE)).toContain('channel_not_found');
  await moved(BEFORE, papers());
  await expect.poll(() => core.store.schedules.get(keyOf(BEFORE))).toBeUndefined();
  const schedule = await core.store.schedules.get(keyOf(papers()));
  expect(schedule?.nextAt).toBeGreaterThan(Date.now());
  const preview = await answer('preview');
  for (const title of ['First eta paper', 'Second eta paper']) expect(preview).toContain(title);
  expect(await posted('subscriptions')).toContain('eta');
});

test('a list that is on its way while its channel gets a new id counts votes under it', async () => {
  const { post } = adapter;
  const whileMoving: PlatformAdapter = {
    ...adapter,
    async post(...asked) {
      const posted = await post(...asked);
      await core.desk.channelMoved({ platform: 'slack', community: peers.team, id: papers() }, AFTER);
      return posted;
    },
  };
  await digest('theta', papers(), whileMoving);
  const list = await core.store.posts.newestList(keyOf(AFTER), peers.ada.id);
  expect(list?.papers).toHaveLength(2);
  const { paperId = '' } = list?.papers[1] ?? {};
  const item = { type: 'message', channel: AFTER, ts: list?.messageId };
  const reaction = { type: 'reaction_added', user: peers.ada.id, reaction: 'two', item };
  await peers.event({ ...reaction, item_user: peers.bot, event_ts: '1767326150.000001' });
  const votes = async () => (await core.store.votes.count(`slack/${peers.team}`, [paperId])).get(paperId);
  await expect.poll(votes).toBe(1);
});

test('a channel with another name is the same channel: what it follows, its settings, and where digests come', async () => {
  await posted('subscribe lambda calculus');
  await posted('settings layout list');
  const before = [await answer('status'), await answer('settings'), await posted('subscriptions')];
  const renamed = { id: papers(), name: 'reading-club', created: 1360782804 };
  await peers.event({ type: 'channel_rename', channel: renamed, event_ts: '1767326160.000001' });
  const after = [await answer('status'), await answer('settings'), await posted('subscriptions')];
  expect(after).toEqual(before);
  expect(before.join()).toContain('lambda calculus');
  await digest('iota', papers());
  const { messages = [] } = await peers.ada.client.conversations.history({ channel: papers() });
  const lists = messages.filter(({ blocks }) => JSON.stringify(blocks).includes('First iota paper'));
  expect(lists).toHaveLength(1);
});
