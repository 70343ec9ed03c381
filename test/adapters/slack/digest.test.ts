import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSlackAdapter } from '../../../adapters/slack/slack-adapter.ts';
import { createClockwork } from '../../../src/digest/clockwork.ts';
import { createDelivery } from '../../../src/digest/deliver.ts';
import { newStepKey } from '../../../src/digest/step-keys.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import type { Layout } from '../../../src/store/digest-store.ts';
import { openSqliteStore } from '../../../src/store/open-sqlite.ts';
import type { Store } from '../../../src/store/store.ts';
import { addChannel, publish } from '../../digest/digest-world.ts';
import { LIST } from '../sample-messages.ts';
import { createTestInbound } from '../test-inbound.ts';
import { type SlackPeers, startSlackPeers } from './peers.ts';

let peers: SlackPeers;
let adapter: PlatformAdapter;
let store: Store;
let ahead: number;
const log = { info: () => {}, warn: () => {}, error: () => {} };
const MINUTE = 60_000;

const inFlight = new Set<Promise<unknown>>();

/** The machine's clock, which waiting sets forward instead of taking time, once nothing is under way. */
const now = () => Date.now() + ahead;
const sleep = async (milliseconds: number, signal?: AbortSignal) => {
  for (let turns = 0; turns < 100 && !signal?.aborted; turns += 1) {
    if (inFlight.size > 0) turns = 0;
    await Promise.allSettled(inFlight);
    await new Promise(setImmediate);
  }
  if (!signal?.aborted) ahead += milliseconds;
};

function underWay<T>(call: Promise<T>): Promise<T> {
  const settled = call.then(
    () => {},
    () => {},
  );
  inFlight.add(settled);
  void settled.then(() => inFlight.delete(settled));
  return call;
}

beforeAll(async () => {
  peers = await startSlackPeers();
});
afterAll(() => peers?.stop());

beforeEach(async () => {
  peers.forget();
  ahead = 0;
  store = await openSqliteStore({ file: ':memory:' });
  const slack = createSlackAdapter({ ...peers.config, store, log });
  adapter = {
    ...slack,
    post: (...asked) => underWay(slack.post(...asked)),
    find: async (...asked) =>
      underWay(slack.find?.(...asked) ?? Promise.resolve({ state: 'unknown' as const })),
  };
  await adapter.start(createTestInbound(LIST));
});
afterEach(async () => {
  await adapter.stop();
  await store.close();
});

/** A digest of two papers that is due now. */
async function runDigest(words: string, layout: Layout = 'thread'): Promise<void> {
  const channel = `slack/${peers.team}/${peers.channels.papers}`;
  const time = new Date(now() - 10 * MINUTE).toISOString().slice(11, 16);
  await addChannel(store, [words], { channel, time, layout }, now() - 30 * MINUTE);
  await publish(store, now() - 20 * MINUTE, [`First ${words} paper`, `Second ${words} paper`]);
  const delivery = createDelivery({
    ...{ store, adapters: [adapter], owner: 'one', log, now, sleep },
    elapsed: now,
    random: () => 0.5,
  });
  const clockwork = createClockwork({ store, platforms: ['slack'], delivery, log, now, newKey: newStepKey });
  await clockwork.tick();
}

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
  expect(schedule?.nextAt).toBeGreaterThan(now());
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
  expect(ahead).toBeGreaterThanOrEqual(20_000);
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
  await expect(adapter.find?.(ref, 'pbunknown', { sentAt: now() })).rejects.toMatchObject({
    kind: 'rate-limited',
    retryAfter: 60_000,
  });
});
