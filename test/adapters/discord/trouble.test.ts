import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDiscordAdapter } from '../../../adapters/discord/discord-adapter.ts';
import { keepStarting } from '../../../src/platform/keep-starting.ts';
import { channelKey, type PlatformAdapter } from '../../../src/platform/platform.ts';
import { createFakePlatform } from '../../digest/fake-platform.ts';
import { processOf, runDueDigest } from '../due-digest.ts';
import { createPatientClock } from '../patient-clock.ts';
import { type RealCore, startRealCore } from '../real-core.ts';
import { type FakeGateway, startFakeGateway } from './fake-gateway.ts';

const PLACE = { guild: '1000000000000000001', channel: '1000000000000000002' };
const CHANNEL = { platform: 'discord', community: PLACE.guild, id: PLACE.channel };
const MESSAGE = { fallback: 'x', parts: [] };

let discord: FakeGateway;
let core: RealCore;
let adapter: PlatformAdapter;
const told: string[] = [];
const log = {
  info: () => {},
  warn: () => {},
  error: (_: unknown, message: string) => void told.push(message),
};

beforeEach(async () => {
  told.length = 0;
  discord = await startFakeGateway(PLACE);
  core = await startRealCore();
  adapter = open();
});
afterEach(async () => {
  await adapter.stop();
  await core.store.close();
  await discord.stop();
});

function open(apiUrl = discord.config.apiUrl): PlatformAdapter {
  const { commands, store } = core;
  return createDiscordAdapter({ ...discord.config, apiUrl, log, commands, posts: store.posts });
}

test.each([
  [4004, 'DISCORD_TOKEN'],
  [4010, 'DISCORD_SHARDS'],
  [4011, 'DISCORD_SHARDS'],
  [4013, 'Update Paperboy'],
  [4014, 'Privileged Gateway Intents'],
])('a start that Discord ends with %s says what to mend: %s', async (code, setting) => {
  discord.shut(code);
  await expect(adapter.start(core.desk)).rejects.toMatchObject({
    ...{ name: 'UserError', message: expect.stringContaining(setting) },
  });
});

test('a token that is taken back while Paperboy runs is told once, with the next step', async () => {
  await adapter.start(core.desk);
  expect(adapter.trouble?.()).toBeUndefined();
  discord.shut(4004);
  await expect.poll(() => adapter.trouble?.()).toMatchObject({ canPost: false });
  expect(adapter.trouble?.()?.problem).toContain('Reset Token under Bot at discord.com/developers');
  const post = () => adapter.post(CHANNEL, MESSAGE, { key: 'pbk1' });
  for (let tries = 0; tries < 3; tries += 1)
    await expect(post()).rejects.toMatchObject({ kind: 'transient', unsent: true });
  expect(told).toEqual([adapter.trouble?.()?.problem]);
});

test('a token that only requests are refused with is one that was taken back, too', async () => {
  await adapter.start(core.desk);
  discord.refuseRequests(2);
  await expect(adapter.post(CHANNEL, MESSAGE, { key: 'pbk1' })).rejects.toMatchObject({ unsent: true });
  await expect.poll(() => adapter.trouble?.()).toMatchObject({ canPost: false });
});

test('a request that was refused by mistake ends nothing', async () => {
  await adapter.start(core.desk);
  discord.answers.set('/users/@me', { id: '10' });
  discord.refuseRequests(1);
  await expect(adapter.post(CHANNEL, MESSAGE, { key: 'pbk1' })).rejects.toMatchObject({ unsent: true });
  await expect.poll(() => adapter.post(CHANNEL, MESSAGE, { key: 'pbk2' }).catch(() => [])).toHaveLength(1);
  expect(adapter.trouble?.()).toBeUndefined();
});

test('a connection that ends for another reason leaves digests as they are', async () => {
  await adapter.start(core.desk);
  discord.shut(4011);
  await expect.poll(() => adapter.trouble?.()).toMatchObject({ canPost: true });
  expect(await adapter.post(CHANNEL, MESSAGE, { key: 'pbk1' })).toHaveLength(1);
});

const lists = () => discord.posted.filter((message) => JSON.stringify(message).includes('First kelp paper'));

/** A digest that is due while the token is of no use, and then with a better one; what stood there in between. */
async function digestAfterRevocation(): Promise<{ planned: boolean; paused: string | undefined }> {
  const { store } = core;
  const [clock, channel] = [createPatientClock(), channelKey(CHANNEL)];
  await runDueDigest({ store, adapter, clock, channel, words: 'kelp', layout: 'list' });
  expect(lists()).toEqual([]);
  const planned = (await store.ledger.newest(channel)) !== undefined;
  const paused = (await store.schedules.get(channel))?.pauseReason;
  await clock.sleep(3 * 3_600_000);
  discord.reopen();
  discord.refuseRequests(0);
  const other = open();
  await other.start(core.desk);
  await processOf({ store, clock }, [other], 'later').tick();
  await other.stop();
  return { planned, paused };
}

test('digests that come due while the token is of no use wait for a better one', async () => {
  await adapter.start(core.desk);
  discord.shut(4004);
  await expect.poll(() => adapter.trouble?.()).toBeDefined();
  expect(await digestAfterRevocation()).toEqual({ planned: false, paused: undefined });
  expect(lists()).toHaveLength(1);
});

test('a digest that is under way when the token is taken back goes out with a better one', async () => {
  await adapter.start(core.desk);
  discord.refuseRequests(1_000);
  discord.calls.empty();
  expect(await digestAfterRevocation()).toEqual({ planned: true, paused: undefined });
  expect(lists()).toHaveLength(1);
});

test('digests that come due before Discord can be reached wait, and go out once it works', async () => {
  const { store, desk } = core;
  const [clock, channel] = [createPatientClock(), channelKey(CHANNEL)];
  const addresses = ['http://127.0.0.1:1/api'];
  const pause = Promise.withResolvers<void>();
  const pauses: number[] = [];
  const patient = keepStarting({
    create: () => open(addresses.shift()),
    log,
    sleep(milliseconds) {
      pauses.push(milliseconds);
      return pause.promise;
    },
    now: clock.now,
    random: () => 0.5,
  });
  const starting = patient.start(desk);
  await expect.poll(() => pauses).toEqual([5_000]);
  expect(patient.trouble?.()).toMatchObject({ problem: expect.stringContaining('ECONNREFUSED') });
  await runDueDigest({ store, adapter: patient, clock, channel, words: 'kelp', layout: 'list' });
  expect(await store.ledger.newest(channel)).toBeUndefined();
  pause.resolve();
  await starting;
  await processOf({ store, clock }, [patient], 'process 0').tick();
  await patient.stop();
  expect(lists()).toHaveLength(1);
});

test('the other platform of the same process goes on', async () => {
  await adapter.start(core.desk);
  discord.shut(4004);
  await expect.poll(() => adapter.trouble?.()).toBeDefined();
  const clock = createPatientClock();
  const other = createFakePlatform({ ...clock, platform: 'slack' });
  const { store } = core;
  const due = { store, clock, words: 'kelp', layout: 'list' as const };
  await runDueDigest({
    ...due,
    adapter: other,
    channel: 'slack/T1/C1',
    otherChannels: [channelKey(CHANNEL)],
    beside: [adapter],
  });
  expect(other.messages).toHaveLength(1);
  expect(lists()).toEqual([]);
});
