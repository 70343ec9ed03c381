import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSlackAdapter } from '../../../adapters/slack/slack-adapter.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import { type RealCore, startRealCore } from '../real-core.ts';
import { type SlackPeers, startSlackPeers } from './peers.ts';

let peers: SlackPeers;
let core: RealCore;
let adapter: PlatformAdapter;
/** Ends each wait of the adapter. */
let go: PromiseWithResolvers<void>;
let moments = 0;
const log = { info: () => {}, warn: () => {}, error: () => {} };

beforeAll(async () => {
  peers = await startSlackPeers();
});
afterAll(() => peers?.stop());

beforeEach(async () => {
  peers.forget();
  go = Promise.withResolvers();
  core = await startRealCore();
  adapter = createSlackAdapter({ ...peers.config, store: core.store, log, sleep: () => go.promise });
  await adapter.start(core.desk);
});
afterEach(async () => {
  go.resolve();
  await adapter.stop();
  await core.store.close();
});

const DM = 'D0ADA';

/** Ada writes to Paperboy, or to whoever else the direct message is with. */
async function write(text: string, channel = DM): Promise<void> {
  const ts = `1767326170.${String(++moments).padStart(6, '0')}`;
  peers.answerOnce('conversations.info', { body: { ok: true, channel: { id: channel, is_im: true } } });
  peers.answerOnce('chat.postMessage', { body: { ok: true, ts } });
  peers.answerOnce('conversations.open', { body: { ok: true, channel: { id: DM } } });
  peers.answerOnce('views.publish', { body: { ok: true } });
  const message = { type: 'message', channel, channel_type: 'im', user: peers.ada.id, ts, event_ts: ts };
  await peers.event({ ...message, text });
  await peers.call('chat.postMessage');
}

const published = async () => {
  const { body } = await peers.call('views.publish');
  expect(body.user_id).toBe(peers.ada.id);
  return JSON.stringify(body.view);
};
const publishedSoFar = () => peers.calls.filter(({ method }) => method === 'views.publish').length;

test('the Home follows what a person follows in direct messages, and when it comes', async () => {
  go.resolve();
  await write('subscribe rivers');
  expect(await published()).toContain('rivers');
  await write('schedule 07:30');
  expect(await published()).toContain('07:30');
  await write('unsubscribe rivers');
  expect(await published()).toContain('follows nothing');
});

test('what changes nothing there publishes no Home, nor does what is followed elsewhere', async () => {
  go.resolve();
  await write('today');
  peers.answerOnce('conversations.info', { body: { ok: true, channel: { is_member: true } } });
  await peers.command('subscribe rivers');
  await peers.call('chat.postMessage');
  await write('subscribe lakes');
  expect(await published()).toContain('lakes');
  expect(publishedSoFar()).toBe(0);
});

test('a direct message with somebody else is in no Home', async () => {
  go.resolve();
  await write('subscribe rivers', 'D0OTHER');
  await peers.call('conversations.open');
  await adapter.stop();
  expect(publishedSoFar()).toBe(0);
});

test('many changes at once publish the Home at once and, with all of them, once more', async () => {
  await write('subscribe rivers');
  expect(await published()).toContain('rivers');
  await write('subscribe lakes');
  await write('subscribe seas');
  await write('help');
  expect(publishedSoFar()).toBe(0);
  go.resolve();
  const last = await published();
  for (const words of ['rivers', 'lakes', 'seas']) expect(last).toContain(words);
  await adapter.stop();
  expect(publishedSoFar()).toBe(0);
});

test('a Home stays as it is where somebody writes faster than Paperboy answers', async () => {
  await write('subscribe rivers');
  await published();
  for (let written = 0; written < 18; written += 1) await write(`subscribe sea ${written}`);
  go.resolve();
  await peers.call('conversations.open');
  await peers.call('conversations.open');
  await adapter.stop();
  expect(publishedSoFar()).toBe(0);
});
