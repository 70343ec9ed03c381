import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DiscordPeers, startDiscordPeers } from '../adapters/discord/peers.ts';
import { home } from './program.ts';

let peers: DiscordPeers;
beforeAll(async () => {
  peers = await startDiscordPeers();
});
afterAll(() => peers?.stop());

test('with a token the program answers on Discord, and ends when it is told to', async () => {
  const { token, apiUrl, guildId } = peers.config;
  const program = home().start(['start'], {
    ...{ DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, DISCORD_GUILD_ID: guildId },
    PAPERBOY_TIME_ZONE: 'UTC',
  });
  let log = '';
  program.stderr.on('data', (told) => {
    log += String(told);
  });
  await peers.calls.take(({ method, path }) => method === 'PUT' && path.endsWith('/commands'));
  await peers.command('subscribe', [{ name: 'query', value: 'physics-informed' }]);
  const said = async () => JSON.stringify((await peers.messages()).map(({ components }) => components));
  await expect.poll(said, { timeout: 10_000 }).toContain('physics-informed');
  await peers.command('today');
  await expect.poll(said, { timeout: 10_000 }).toContain('**1.** ');
  program.kill('SIGTERM');
  expect(await once(program, 'close')).toEqual([0, null]);
  expect(peers.refused).toEqual([]);
  expect(log).not.toContain(token);
  expect(log).not.toContain('"level":50');
});
