import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDiscordAdapter } from '../../../adapters/discord/discord-adapter.ts';
import { commands } from '../../../commands/index.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import type { Layout } from '../../../src/store/digest-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { openMemoryStore } from '../../store/memory-store.ts';
import { runDueDigest } from '../due-digest.ts';
import { createPatientClock, type PatientClock } from '../patient-clock.ts';
import { LIST } from '../sample-messages.ts';
import { createTestInbound } from '../test-inbound.ts';
import { type DiscordPeers, startDiscordPeers } from './peers.ts';

let peers: DiscordPeers;
let adapter: PlatformAdapter;
let store: Store;
let clock: PatientClock;
const held: unknown[] = [];
const log = { info: () => {}, warn: () => {}, error: () => {} };
const POST = /^POST \/channels\/\d+\/messages$/;

beforeAll(async () => {
  peers = await startDiscordPeers();
});
afterAll(() => peers?.stop());

beforeEach(async () => {
  peers.forget();
  clock = createPatientClock();
  held.length = 0;
  store = await openMemoryStore();
  adapter = createDiscordAdapter({ ...peers.config, posts: store.posts, log, commands });
  await adapter.start(createTestInbound(LIST));
});
afterEach(async () => {
  await adapter.stop();
  await store.close();
  expect(peers.refused).toEqual([]);
});

const channel = () => `discord/${peers.guild}/${peers.channels.papers}`;

const runDigest = (words: string, layout?: Layout) =>
  runDueDigest({
    ...{ store, adapter, clock, channel: channel(), words, ...(layout && { layout }) },
    onHeld: async (...told) => void held.push(told),
  });

async function lists(words: string) {
  const messages = await peers.messages();
  return messages.filter(({ components }) => JSON.stringify(components).includes(`First ${words} paper`));
}

/** The messages of a list's thread, which begins with the list itself. */
async function cards(list: string | undefined) {
  const messages = await peers.messages(list);
  return messages.filter(({ id }) => id !== list);
}

test('a digest is a list in the channel with one card for each paper in its thread', async () => {
  await runDigest('alpha');
  const [list, ...more] = await lists('alpha');
  expect(more).toEqual([]);
  expect(await cards(list?.id)).toHaveLength(2);
});

test('in layout list nothing follows the list', async () => {
  await runDigest('epsilon', 'list');
  const [list] = await lists('epsilon');
  expect(JSON.stringify(list?.components)).toContain('Second epsilon paper');
  expect(peers.calls.left.filter(({ path }) => path.endsWith('/threads'))).toEqual([]);
});

test('in layout cards each card stands in the channel, and there is no list', async () => {
  await runDigest('zeta', 'cards');
  const [first, ...more] = await lists('zeta');
  expect(more).toEqual([]);
  expect(JSON.stringify(first?.components)).not.toContain('Second zeta paper');
});

test('a digest whose list landed although the answer was lost stands there once, with its cards', async () => {
  peers.answerOnce(POST, 'lost');
  await runDigest('beta');
  const [list, ...more] = await lists('beta');
  expect(more).toEqual([]);
  expect(await cards(list?.id)).toHaveLength(2);
});

test('a digest that Discord wants to come later comes later, whole', async () => {
  const wait = { retry_after: 0.05, global: false, message: 'You are being rate limited.' };
  peers.answerOnce(POST, { status: 429, headers: { 'retry-after': '0.05' }, body: wait });
  await runDigest('gamma');
  const [list, ...more] = await lists('gamma');
  expect(more).toEqual([]);
  expect(await cards(list?.id)).toHaveLength(2);
});

test('where no thread can be opened, the list stands alone', async () => {
  peers.answerOnce(/threads$/, { status: 403, body: { code: 50013, message: 'Missing Permissions' } });
  await runDigest('eta');
  expect(await lists('eta')).toHaveLength(1);
  expect((await store.schedules.get(channel()))?.nextAt).toBeGreaterThan(clock.now());
});

test('a channel in which Paperboy may not post is paused with what Discord said, which is told', async () => {
  peers.answerOnce(POST, { status: 403, body: { code: 50013, message: 'Missing Permissions' } });
  await runDigest('delta');
  const schedule = await store.schedules.get(channel());
  expect(schedule).toMatchObject({ pauseReason: 'Discord: 50013 Missing Permissions' });
  expect(schedule?.nextAt).toBeUndefined();
  expect(held).toEqual([[channel(), 'Discord: 50013 Missing Permissions', 'mend']]);
  expect(await lists('delta')).toEqual([]);
});

test('a channel that a digest finds deleted is told as one that cannot be mended', async () => {
  peers.answerOnce(POST, { status: 404, body: { code: 10003, message: 'Unknown Channel' } });
  await runDigest('theta');
  expect(held).toEqual([[channel(), 'Discord: 10003 Unknown Channel', 'elsewhere']]);
});
