import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDiscordAdapter } from '../../../adapters/discord/discord-adapter.ts';
import { commands } from '../../../commands/index.ts';
import { LIST } from '../sample-messages.ts';
import { createTestInbound } from '../test-inbound.ts';
import { type DiscordPeers, NO_POSTS, startDiscordPeers } from './peers.ts';

let peers: DiscordPeers;
let remembered: Map<string, readonly string[]>;
const told: string[] = [];
const log = {
  info: () => {},
  warn: (_: unknown, message: string) => void told.push(message),
  error: () => {},
};
const menus = {
  get: async (application: string) => remembered.get(application),
  set: async (application: string, places: readonly string[]) => remembered.set(application, places),
};
const EARLIER = '1000000000000000007';
const inServer = `/guilds/${EARLIER}/commands`;

beforeAll(async () => {
  peers = await startDiscordPeers();
});
afterAll(() => peers?.stop());
beforeEach(() => {
  remembered = new Map();
  told.length = 0;
});

/** One start; the requests about menus that it made, as `GET /guilds/1/commands`. */
async function start(guildId?: string): Promise<string[]> {
  const { guildId: _, ...everywhere } = peers.config;
  const config = { ...everywhere, ...(guildId !== undefined && { guildId }) };
  const adapter = createDiscordAdapter({ ...config, posts: NO_POSTS, menus, log, commands });
  await adapter.start(createTestInbound(LIST));
  await adapter.stop();
  const asked = peers.calls.left.filter(({ path }) => path.includes('/commands'));
  peers.forget();
  return asked.map(({ method, path }) => `${method} ${path.replace(/^\/applications\/\d+/, '')}`);
}

/** What Discord shows of the menu there to the next start that asks. */
const stands = (place: string, ...there: object[]) =>
  peers.answerOnce(new RegExp(`^GET /applications/\\d+${place}$`), { status: 200, body: there });
const gone = (id: string) => peers.answerOnce(new RegExp(`^DELETE .*/${id}$`), { status: 204 });

test('a server that had the menu alone does not show it twice once it is everywhere', async () => {
  await start(EARLIER);
  stands(
    inServer,
    { id: '1', name: 'papers', type: 1 },
    { id: '2', name: 'papers', type: 3 },
    { id: '3', name: 'x', type: 1 },
  );
  gone('1');
  expect((await start()).slice(1)).toEqual(['PUT /commands', `GET ${inServer}`, `DELETE ${inServer}/1`]);
  expect(await start()).toEqual(['GET /commands', 'PUT /commands']);
});

test('a menu that is to stand in one server alone leaves everywhere else, and then that server for another', async () => {
  await start();
  stands('/commands', { id: '5', name: 'papers', type: 1 });
  gone('5');
  expect(await start(EARLIER)).toContain('DELETE /commands/5');
  stands(inServer, { id: '1', name: 'papers', type: 1 });
  gone('1');
  expect(await start(peers.guild)).toContain(`DELETE ${inServer}/1`);
  expect([...remembered.values()]).toEqual([[peers.guild]]);
});

test('what could not be taken away is taken at the next start', async () => {
  await start(EARLIER);
  peers.answerOnce(new RegExp(`^GET .*${inServer}$`), { status: 503 });
  await start();
  expect(told).toEqual(['the menu of before stays until the next start']);
  stands(inServer, { id: '1', name: 'papers', type: 1 });
  gone('1');
  expect(await start()).toContain(`DELETE ${inServer}/1`);
});

test('a server that removed Paperboy is not asked again', async () => {
  await start(EARLIER);
  peers.answerOnce(new RegExp(`^GET .*${inServer}$`), {
    status: 403,
    body: { code: 50001, message: 'Missing Access' },
  });
  await start();
  expect(await start()).toEqual(['GET /commands', 'PUT /commands']);
  expect(told).toEqual([]);
});

test('a server that did not add Paperboy ends the start with the setting that names it', async () => {
  const answer = { status: 403, body: { code: 50001, message: 'Missing Access' } };
  peers.answerOnce(new RegExp(`^PUT .*${inServer}$`), answer);
  await expect(start(EARLIER)).rejects.toMatchObject({
    ...{ name: 'UserError', message: expect.stringContaining('DISCORD_GUILD_ID') },
  });
});
