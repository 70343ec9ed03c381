import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSlackAdapter } from '../../../adapters/slack/slack-adapter.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import { type RealCore, startRealCore } from '../real-core.ts';
import { type SlackPeers, startSlackPeers } from './peers.ts';

let peers: SlackPeers;
let core: RealCore;
let adapter: PlatformAdapter;
const complaints: unknown[] = [];
const complain = (context: unknown, message: string) => void complaints.push([message, context]);

beforeAll(async () => {
  peers = await startSlackPeers();
  core = await startRealCore();
  adapter = createSlackAdapter({ ...peers.config, log: { info: () => {}, warn: complain, error: complain } });
  await adapter.start(core.desk);
});
afterAll(async () => {
  await adapter?.stop();
  await core?.store.close();
  await peers?.stop();
  expect([...complaints, ...core.logged]).toEqual([]);
});

const listed = () =>
  core.store.posts.newestList(`slack/${peers.team}/${peers.channels.papers}`, peers.ada.id);
const votesFor = async (paperId: string) =>
  (await core.store.votes.count(`slack/${peers.team}`, [paperId])).get(paperId) ?? 0;

test('/papers today posts the newest edition, and a number put on it is a vote for that row until it is taken back', async () => {
  await peers.command('today');
  const list = await expect.poll(listed, { timeout: 10_000 }).toBeDefined().then(listed);
  const [, second] = list?.papers ?? [];
  const messageId = list?.messageId ?? '';
  const { messages = [] } = await peers.ada.client.conversations.history({ channel: peers.channels.papers });
  const posted = messages.find(({ ts }) => ts === messageId);
  expect(JSON.stringify(posted?.blocks)).toContain('"2. "');

  await peers.react(messageId, 'two');
  await expect.poll(() => votesFor(second?.paperId ?? '')).toBe(1);
  await peers.react(messageId, 'two', false);
  await expect.poll(() => votesFor(second?.paperId ?? '')).toBe(0);
});
