import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDiscordAdapter } from '../../../adapters/discord/discord-adapter.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import { type RealCore, startRealCore } from '../real-core.ts';
import { type DiscordPeers, NO_POSTS, startDiscordPeers } from './peers.ts';

let peers: DiscordPeers;
let core: RealCore;
let adapter: PlatformAdapter;
const log = { info: () => {}, warn: () => {}, error: () => {} };

beforeAll(async () => {
  peers = await startDiscordPeers();
});
afterAll(() => peers?.stop());
beforeEach(async () => {
  core = await startRealCore();
  adapter = createDiscordAdapter({ ...peers.config, posts: NO_POSTS, log, commands: core.commands });
  core.adapters.push(adapter);
  await adapter.start(core.desk);
  peers.forget();
  for (let notes = 0; notes < 3; notes += 1)
    peers.answerOnce(/^POST \/users\/@me\/channels$/, { status: 200, body: { id: peers.channels.direct } });
});
afterEach(async () => {
  await adapter.stop();
  await core.store.close();
  expect(core.logged).toEqual([]);
  expect(peers.refused).toEqual([]);
});

const channel = () => `discord/${peers.guild}/${peers.channels.papers}`;
const deleteChannel = () =>
  peers.tell('CHANNEL_DELETE', {
    ...{ id: peers.channels.papers, guild_id: peers.guild, type: 0, name: 'papers', position: 0 },
  });
const isHeld = async () => (await core.store.schedules.get(channel()))?.pauseReason;

/** What people were told in private. */
async function notes(): Promise<string[]> {
  const isNote = ({ path }: { path: string }) => path === `/channels/${peers.channels.direct}/messages`;
  return peers.calls.left.filter(isNote).map(({ body }) => JSON.stringify(body));
}

async function subscribe(words: string): Promise<void> {
  await peers.command('subscribe', [{ name: 'query', value: words }]);
  await expect.poll(() => core.store.channels.subscriptions(channel())).not.toEqual([]);
}

test('whoever subscribed hears once that the channel is deleted, with the keywords for another one', async () => {
  await subscribe('kelp forest, tide*');
  deleteChannel();
  deleteChannel();
  await expect.poll(notes).toHaveLength(1);
  const [note] = await notes();
  expect(note).toContain('#papers of Test Server is deleted');
  expect(note).toContain('`/papers subscribe kelp forest, tide*`');
  expect(note).toContain(`(<https://discord.com/channels/${peers.guild}>)`);
  await adapter.stop();
  expect(await notes()).toHaveLength(1);
  expect(await isHeld()).toContain('is deleted');
});

test('lost permissions are told once, and so is that the digests come again', async () => {
  await subscribe('kelp');
  const everyone = (permissions: bigint) =>
    peers.tell('GUILD_ROLE_UPDATE', {
      guild_id: peers.guild,
      role: { id: peers.guild, name: '@everyone', permissions: String(permissions), color: 0, position: 0 },
    });
  const [view, send] = [1n << 10n, 1n << 11n];
  everyone(view);
  everyone(0n);
  await expect.poll(notes).toMatchObject([expect.stringContaining('I lack permissions there')]);
  everyone(view | send);
  await expect.poll(notes).toHaveLength(2);
  expect((await notes())[1]).toContain('I can post again there');
  expect(await isHeld()).toBeUndefined();
  // A person who was told a while ago is left in peace.
  everyone(view);
  everyone(view | send);
  await adapter.stop();
  expect(await notes()).toHaveLength(2);
});
