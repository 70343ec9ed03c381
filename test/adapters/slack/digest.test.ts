import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSlackAdapter } from '../../../adapters/slack/slack-adapter.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import type { Layout } from '../../../src/store/digest-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { openMemoryStore } from '../../store/memory-store.ts';
import { runDueDigest } from '../due-digest.ts';
import { createPatientClock, type PatientClock } from '../patient-clock.ts';
import { LIST } from '../sample-messages.ts';
import { createTestInbound } from '../test-inbound.ts';
import { type SlackPeers, startSlackPeers } from './peers.ts';

let peers: SlackPeers;
let adapter: PlatformAdapter;
let store: Store;
let clock: PatientClock;
const log = { info: () => {}, warn: () => {}, error: () => {} };
beforeAll(async () => {
  peers = await startSlackPeers();
});
afterAll(() => peers?.stop());

beforeEach(async () => {
  peers.forget();
  clock = createPatientClock();
  store = await openMemoryStore();
  adapter = createSlackAdapter({ ...peers.config, store, log });
  await adapter.start(createTestInbound(LIST));
});
afterEach(async () => {
  await adapter.stop();
  await store.close();
});

const runDigest = (words: string, layout?: Layout) =>
  runDueDigest({
    ...{ store, adapter, clock, words, channel: `slack/${peers.team}/${channel()}` },
    ...(layout && { layout }),
  });

const channel = () => peers.channels.papers;

async function lists(words: string) {
  const { messages = [] } = await peers.ada.client.conversations.history({ channel: channel() });
  return messages.filter(({ blocks }) => JSON.stringify(blocks).includes(`First ${words} paper`));
}

async function cards(list: string | undefined) {
  const { messages = [] } = await peers.ada.client.conversations.replies({
    channel: channel(),
    ts: list ?? '',
  });
  return messages.filter(({ ts }) => ts !== list);
}

test('a digest is a list in the channel with one card for each paper in its thread', async () => {
  await runDigest('alpha');
  const found = await lists('alpha');
  expect(found).toHaveLength(1);
  expect(await cards(found[0]?.ts)).toHaveLength(2);
});

test('in layout list nothing follows the list', async () => {
  await runDigest('epsilon', 'list');
  const [list] = await lists('epsilon');
  expect(JSON.stringify(list?.blocks)).toContain('Second epsilon paper');
  expect(await cards(list?.ts)).toEqual([]);
  const schedule = await store.schedules.get(`slack/${peers.team}/${channel()}`);
  expect(schedule?.nextAt).toBeGreaterThan(clock.now());
});

test('in layout cards each card stands in the channel, and there is no list', async () => {
  await runDigest('zeta', 'cards');
  const [first, ...more] = await lists('zeta');
  expect(more).toEqual([]);
  expect(JSON.stringify(first?.blocks)).not.toContain('Second zeta paper');
});

test('a digest whose list landed although the answer was lost stands there once, with its cards', async () => {
  peers.loseNextAnswer('chat.postMessage');
  await runDigest('beta');
  const found = await lists('beta');
  expect(found).toHaveLength(1);
  expect(await cards(found[0]?.ts)).toHaveLength(2);
});

test('a digest that Slack wants to come later comes later, whole', async () => {
  peers.answerOnce('chat.postMessage', { status: 429, headers: { 'retry-after': '20' } });
  await runDigest('gamma');
  const found = await lists('gamma');
  expect(found).toHaveLength(1);
  expect(await cards(found[0]?.ts)).toHaveLength(2);
  expect(clock.ahead()).toBeGreaterThanOrEqual(20_000);
});

test('a channel that was archived is paused with what Slack said', async () => {
  peers.answerOnce('chat.postMessage', { body: { ok: false, error: 'is_archived' } });
  await runDigest('delta');
  const schedule = await store.schedules.get(`slack/${peers.team}/${channel()}`);
  expect(schedule).toMatchObject({ pauseReason: 'Slack: is_archived' });
  expect(schedule?.nextAt).toBeUndefined();
  expect(await lists('delta')).toEqual([]);
});

test('a look for a message that Slack wants to come later is no answer', async () => {
  peers.answerOnce('conversations.history', { status: 429, headers: { 'retry-after': '60' } });
  const ref = { platform: 'slack', community: peers.team, id: channel() };
  await expect(adapter.find?.(ref, 'pbunknown', { sentAt: clock.now() })).rejects.toMatchObject({
    kind: 'rate-limited',
    retryAfter: 60_000,
  });
});
