import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SlackPeers, startSlackPeers } from '../adapters/slack/peers.ts';
import { home } from './program.ts';

let peers: SlackPeers;
beforeAll(async () => {
  peers = await startSlackPeers();
});
afterAll(() => peers?.stop());

const PATIENCE = { timeout: 10_000 };

/** What stands in the channel. */
async function said(): Promise<string> {
  const { messages = [] } = await peers.ada.client.conversations.history({ channel: peers.channels.papers });
  return JSON.stringify(messages.map(({ blocks }) => blocks));
}

/** Whether the program is there to take a command. */
async function takes(line: string): Promise<boolean> {
  try {
    await peers.command(line);
    return true;
  } catch {
    return false;
  }
}

test('with tokens the program answers on Slack, and ends when it is told to', async () => {
  const { botToken, appToken, apiUrl } = peers.config;
  const program = home().start(['start'], {
    ...{ SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: apiUrl },
    PAPERBOY_TIME_ZONE: 'UTC',
  });
  let log = '';
  program.stderr.on('data', (told) => {
    log += String(told);
  });
  await expect.poll(() => takes('subscribe physics-informed'), PATIENCE).toBe(true);
  await expect.poll(said, PATIENCE).toContain('physics-informed');
  await peers.command('today');
  await expect.poll(said, PATIENCE).toContain('"1. "');
  program.kill('SIGTERM');
  expect(await once(program, 'close')).toEqual([0, null]);
  expect(log).not.toContain(botToken);
  expect(log).not.toContain(appToken);
  expect(log).not.toContain('"level":50');
});

test('a token that Slack refuses ends the program with one line that names it and the next step', async () => {
  const { botToken, apiUrl } = peers.config;
  const { code, err } = await home().run(['start'], {
    ...{ SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: 'xapp-wrong', SLACK_API_URL: apiUrl },
    ...{ PAPERBOY_TIME_ZONE: 'UTC' },
  });
  expect(code).toBe(1);
  expect(err).toMatch(/^Slack refuses SLACK_APP_TOKEN \(invalid_auth\)\. Copy .* again\.$/m);
  expect(err).not.toContain('    at ');
});
