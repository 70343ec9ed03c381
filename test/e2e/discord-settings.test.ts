import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FakeGateway, startFakeGateway } from '../adapters/discord/fake-gateway.ts';
import { freePort } from './free-port.ts';
import { home } from './program.ts';

const PLACE = { guild: '1000000000000000001', channel: '1000000000000000002' };

let discord: FakeGateway;
beforeEach(async () => {
  discord = await startFakeGateway(PLACE);
});
afterEach(() => discord.stop());

const settings = () => {
  const { token, apiUrl } = discord.config;
  return { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, PAPERBOY_TIME_ZONE: 'UTC' };
};

test('what Discord denies at the start ends the program with one line that says what to mend', async () => {
  discord.shut(4014);
  const { code, err } = await home().run(['start'], settings());
  expect(code).toBe(1);
  expect(err).toContain('Privileged Gateway Intents');
  expect(err).not.toContain('    at ');
});

test('a token that is taken back while the program runs stands in its log and in readyz, and does not end it', async () => {
  const port = await freePort();
  const program = home().start(['start'], { ...settings(), PAPERBOY_HEALTH_PORT: String(port) });
  let log = '';
  program.stderr.on('data', (told) => {
    log += String(told);
  });
  const readyz = async () => {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    return `${response?.status} ${await response?.text()}`;
  };
  await discord.beginnings.take();
  await expect.poll(() => log, { timeout: 10_000 }).toContain('"started"');
  expect(await readyz()).toBe('200 ready\n');
  discord.shut(4004);
  await expect.poll(readyz).toMatch(/^503 discord: Discord does not know DISCORD_TOKEN/);
  expect(log.split('Discord does not know DISCORD_TOKEN')).toHaveLength(2);
  program.kill('SIGTERM');
  expect(await once(program, 'close')).toEqual([0, null]);
});

test('the menu leaves the one server that had it once DISCORD_GUILD_ID is unset', async () => {
  const { start } = home();
  const inServer = `/applications/10/guilds/${PLACE.guild}/commands`;
  const runUntil = async (method: string, path: string, environment: Record<string, string> = {}) => {
    const program = start(['start'], { ...settings(), ...environment });
    await discord.calls.take((call) => call.method === method && call.path === path);
    program.kill('SIGTERM');
    await once(program, 'close');
  };
  await runUntil('PUT', inServer, { DISCORD_GUILD_ID: PLACE.guild });
  discord.answers.set(inServer, [{ id: '5', name: 'papers', type: 1 }]);
  await runUntil('DELETE', `${inServer}/5`);
});
