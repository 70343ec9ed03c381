import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';

const HTTP = {
  SLACK_SIGNING_SECRET: 'invented',
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'invented',
  PAPERBOY_SECRET: 'an invented secret of some length',
  PORT: '8080',
};
const SOCKET = { SLACK_BOT_TOKEN: 'xoxb-invented', SLACK_APP_TOKEN: 'xapp-invented' };

function mistakesOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test('two tokens mean Socket Mode, and five settings mean HTTP', () => {
  expect(readConfig(SOCKET).slack).toEqual({
    mode: 'socket',
    managers: 'members',
    botToken: 'xoxb-invented',
    appToken: 'xapp-invented',
  });
  expect(readConfig({ ...HTTP, SLACK_API_URL: 'http://127.0.0.1:1/api/' }).slack).toMatchObject({
    mode: 'http',
    port: 8080,
    apiUrl: 'http://127.0.0.1:1/api/',
  });
});

test('a port or a secret alone means nothing for Slack', () => {
  const { PORT, PAPERBOY_SECRET } = HTTP;
  expect(readConfig({ PORT, PAPERBOY_SECRET }).slack).toBeUndefined();
});

test('every mistake is told at once, and no secret with it', () => {
  const said = mistakesOf({
    SLACK_SIGNING_SECRET: 'invented-signature',
    PORT: '99999',
    PAPERBOY_SECRET: 'too-short-to-use',
    PAPERBOY_TIME_ZONE: 'Middle/Earth',
  });
  for (const name of [
    'SLACK_CLIENT_ID',
    'SLACK_CLIENT_SECRET',
    'PORT',
    'PAPERBOY_SECRET',
    'PAPERBOY_TIME_ZONE',
  ])
    expect(said).toContain(`- ${name} `);
  expect(said).not.toContain('invented-signature');
  expect(said).not.toContain('too-short-to-use');
});

test('one token of Socket Mode asks for the other', () => {
  expect(mistakesOf({ SLACK_BOT_TOKEN: 'xoxb-invented' })).toContain('- SLACK_APP_TOKEN is missing');
});

test('Socket Mode and HTTP together are refused with the settings of both', () => {
  const said = mistakesOf({ ...SOCKET, ...HTTP });
  expect(said).toContain('SLACK_BOT_TOKEN');
  expect(said).toContain('SLACK_SIGNING_SECRET');
});

test('who may manage channels can be widened and narrowed, and a wrong word is named with the right ones', () => {
  expect(readConfig({ ...SOCKET, SLACK_MANAGERS: 'admins' }).slack).toMatchObject({ managers: 'admins' });
  expect(mistakesOf({ ...SOCKET, SLACK_MANAGERS: 'me' })).toContain(
    'SLACK_MANAGERS must be members, admins or everyone',
  );
});
