import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDiscordAdapter } from '../../../adapters/discord/discord-adapter.ts';
import type { DiscordShards } from '../../../src/discord-config.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import { runDueDigest } from '../due-digest.ts';
import { createPatientClock, type PatientClock } from '../patient-clock.ts';
import { type RealCore, startRealCore } from '../real-core.ts';
import { type FakeGateway, startFakeGateway } from './fake-gateway.ts';

const onShard = (shard: bigint, more: bigint) => String(((2n * 119_209_289_550n + shard) << 22n) | more);
/** One server on each of two shards. */
const [ZERO, ONE] = [
  { guild: onShard(0n, 1n), channel: onShard(0n, 2n) },
  { guild: onShard(1n, 1n), channel: onShard(1n, 2n) },
];
const DIRECT = '1000000000000000008';
const ADA = { id: '1000000000000000004', username: 'ada', discriminator: '0', avatar: null };
const keyOf = ({ guild, channel }: typeof ZERO) => `discord/${guild}/${channel}`;

let discord: FakeGateway;
let core: RealCore;
let clock: PatientClock;
let processes: PlatformAdapter[];
const complaints: unknown[] = [];
const complain = (context: unknown, message: string) => void complaints.push([message, context]);
const log = { info: () => {}, warn: complain, error: complain };

function open(shards?: DiscordShards): PlatformAdapter {
  const { commands, store } = core;
  return createDiscordAdapter({
    ...{ ...discord.config, log, commands, posts: store.posts, sleep: async () => {} },
    ...(shards && { shards }),
  });
}

beforeEach(async () => {
  complaints.length = 0;
  discord = await startFakeGateway(ZERO, ONE);
  core = await startRealCore();
  clock = createPatientClock();
  processes = [open({ ids: [0], count: 2 }), open({ ids: [1], count: 2 })];
  for (const process of processes) await process.start(core.desk);
  discord.calls.empty();
});
afterEach(async () => {
  for (const process of processes) await process.stop();
  await discord.stop();
  await core.store.close();
  expect([...complaints, ...core.logged, ...discord.refused]).toEqual([]);
});

function command(at: typeof ZERO | undefined, name: string): void {
  const options = [{ type: 1, name, options: [] }];
  const member = {
    user: ADA,
    nick: null,
    roles: [],
    permissions: '8',
    joined_at: '2026-01-01T00:00:00Z',
    flags: 0,
  };
  const id = at?.channel ?? DIRECT;
  discord.tell('INTERACTION_CREATE', {
    ...{
      id: onShard(0n, 9n),
      token: `token-${id}`,
      application_id: '10',
      type: 2,
      version: 1,
      locale: 'en-US',
    },
    ...{ data: { id: '1', name: 'papers', type: 1, options }, entitlements: [], app_permissions: '8' },
    ...{ channel_id: id, channel: { id, type: at ? 0 : 1 }, context: at ? 0 : 1 },
    ...{ authorizing_integration_owners: { 0: at?.guild ?? '0' } },
    ...(at ? { guild_id: at.guild, member } : { user: ADA }),
  });
}

const callbacks = (id: string) =>
  discord.calls.left.filter(({ path }) => path.includes(`/token-${id}/callback`)).length;
const answersTo = (id: string) =>
  discord.calls.left.filter(({ method, path }) => method === 'PATCH' && path.includes(`/token-${id}/`))
    .length;

test('each command is answered once, by the process that runs its server’s shard', async () => {
  const places = [ZERO, ONE, undefined];
  for (const place of places) command(place, 'help');
  for (const place of places) {
    const id = place?.channel ?? DIRECT;
    await expect.poll(() => answersTo(id)).toBe(1);
    expect(callbacks(id)).toBe(1);
  }
  // Whoever hears of it too would have answered by now.
  for (const process of processes) await process.stop();
  expect(places.map((place) => answersTo(place?.channel ?? DIRECT))).toEqual([1, 1, 1]);
});

test('each reaction is counted once, and a person in two servers has a vote in each', async () => {
  for (const place of [ZERO, ONE]) {
    const post = { channel: keyOf(place), messageId: '77', postedAt: 1, papers: [{ row: 1, paperId: 'p' }] };
    await core.store.posts.record(`discord/${place.guild}`, post);
    const at = { guild_id: place.guild, channel_id: place.channel, message_id: '77', user_id: ADA.id };
    discord.tell('MESSAGE_REACTION_ADD', { ...at, emoji: { id: null, name: '1️⃣' } });
  }
  const votes = async ({ guild }: typeof ZERO) =>
    (await core.store.votes.count(`discord/${guild}`, ['p'])).get('p') ?? 0;
  await expect.poll(() => Promise.all([votes(ZERO), votes(ONE)])).toEqual([1, 1]);
});

const listsIn = ({ channel }: typeof ZERO) =>
  discord.posted.filter(
    (message) => message.channel_id === channel && JSON.stringify(message).includes('First kelp paper'),
  ).length;

test('each digest is posted once, whoever takes it', async () => {
  const [adapter, other] = processes as [PlatformAdapter, PlatformAdapter];
  await runDueDigest({
    ...{ store: core.store, adapter, clock, channel: keyOf(ZERO), words: 'kelp', layout: 'list' },
    ...{ otherAdapters: [other], otherChannels: [keyOf(ONE)] },
  });
  expect([listsIn(ZERO), listsIn(ONE)]).toEqual([1, 1]);
});

test('a digest for another process’s server is posted by one that runs alone', async () => {
  const [adapter] = processes as [PlatformAdapter];
  const { store } = core;
  await runDueDigest({ store, adapter, clock, channel: keyOf(ONE), words: 'kelp', layout: 'list' });
  expect(listsIn(ONE)).toBe(1);
});

test('what landed in another process’s server although the answer was lost is found there', async () => {
  const [adapter] = processes as [PlatformAdapter];
  const { store } = core;
  discord.loseNextAnswer();
  await runDueDigest({ store, adapter, clock, channel: keyOf(ONE), words: 'kelp', layout: 'list' });
  expect(listsIn(ONE)).toBe(1);
  expect((await store.ledger.newest(keyOf(ONE)))?.listId).toBeDefined();
});

test('in another process’s server only a history that shows something tells that a message is absent', async () => {
  const [adapter] = processes as [PlatformAdapter];
  const channel = { platform: 'discord', community: ONE.guild, id: ONE.channel };
  const find = () => adapter.find?.(channel, 'pbk1', { sentAt: Date.now() + 3_600_000 });
  expect(await find()).toEqual({ state: 'unknown' });
  const other = { fallback: 'x', parts: [] };
  await adapter.post(channel, other, { key: 'pbk2' });
  expect(await find()).toEqual({ state: 'absent' });
});

test('together the processes ask no more than one may', () => {
  const callsOf = (ids: number[], count: number) => open({ ids, count }).limits.callsPerSecond;
  const alone = open().limits.callsPerSecond;
  expect(callsOf([0, 1], 2)).toBe(alone);
  expect(callsOf([0], 2) + callsOf([1], 2)).toBeLessThanOrEqual(alone);
  expect(callsOf([0, 1, 2], 4) + callsOf([3], 4)).toBeLessThanOrEqual(alone);
  expect(callsOf([0], 1000)).toBe(1);
});
