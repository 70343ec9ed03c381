import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { makeDataFolder } from '../src/data-folder.ts';
import { misspeltSettings } from '../src/misspelt-settings.ts';
import { temporaryFolder } from './store/temporary-folder.ts';

function mistakesOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    const [first, ...mistakes] = String((error as Error).message).split('\n');
    expect(first).toBe('The configuration has mistakes:');
    return mistakes.map((mistake) => mistake.replace(/^- /, ''));
  }
  return [];
}

describe('without any variable', () => {
  test('there are no sources and no platform, data/ is the folder, and the limits are those of the README', () => {
    expect(readConfig({})).toMatchObject({
      ...{ sources: [], dataFolder: 'data', slack: undefined, discord: undefined, logLevel: undefined },
      limits: { commandsPerMinute: 20, subscriptionsPerChannel: 100 },
    });
  });

  test('days are meant in the zone of the machine', () => {
    expect(readConfig({}).timeZone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
  });

  test('a variable that is set to nothing counts as not set', () => {
    const empty = {
      PAPERBOY_DATA: ' ',
      PAPERBOY_SOURCES: '',
      PAPERBOY_COMMANDS_PER_MINUTE: '',
      SLACK_BOT_TOKEN: '',
    };
    expect(readConfig(empty)).toEqual(readConfig({}));
  });
});

test('several sources are parted by commas', () => {
  expect(readConfig({ PAPERBOY_SOURCES: ' file:a.txt , b.json,, ' }).sources).toEqual([
    'file:a.txt',
    'b.json',
  ]);
});

test('what is set is taken', () => {
  expect(
    readConfig({
      ...{ PAPERBOY_DATA: '/srv/paperboy', PAPERBOY_TIME_ZONE: 'Europe/Berlin', PAPERBOY_LOG_LEVEL: 'warn' },
      ...{ PAPERBOY_COMMANDS_PER_MINUTE: '5', PAPERBOY_SUBSCRIPTIONS_PER_CHANNEL: '7' },
      ...{
        SLACK_BOT_TOKEN: 'xoxb-1',
        SLACK_APP_TOKEN: 'xapp-1',
        SLACK_API_URL: 'http://localhost:3000/api/',
      },
      ...{ DISCORD_TOKEN: 'secret', DISCORD_GUILD_ID: '123456789012345678' },
    }),
  ).toMatchObject({
    ...{ dataFolder: '/srv/paperboy', timeZone: 'Europe/Berlin', logLevel: 'warn' },
    limits: { commandsPerMinute: 5, subscriptionsPerChannel: 7 },
    slack: { botToken: 'xoxb-1', appToken: 'xapp-1', apiUrl: 'http://localhost:3000/api/' },
    discord: { token: 'secret', guildId: '123456789012345678' },
  });
});

describe('mistakes', () => {
  test('are reported all together, one a line, each with its variable', () => {
    expect(
      mistakesOf({
        ...{ PAPERBOY_TIME_ZONE: 'Mars/Olympus', PAPERBOY_COMMANDS_PER_MINUTE: 'many' },
        ...{
          PAPERBOY_SUBSCRIPTIONS_PER_CHANNEL: '0',
          PAPERBOY_LOG_LEVEL: 'loud',
          DISCORD_API_URL: 'ftp://x',
        },
        SLACK_BOT_TOKEN: 'xoxb-1',
      }),
    ).toEqual([
      'PAPERBOY_TIME_ZONE must be an IANA time zone such as Europe/Berlin',
      'PAPERBOY_COMMANDS_PER_MINUTE must be a whole number',
      'PAPERBOY_SUBSCRIPTIONS_PER_CHANNEL must be more than 0',
      'PAPERBOY_LOG_LEVEL must be debug, info, warn, error or silent',
      'DISCORD_API_URL must be an http or https address',
      'SLACK_APP_TOKEN is missing: Slack’s Socket Mode needs SLACK_BOT_TOKEN, SLACK_APP_TOKEN',
    ]);
  });

  test.each([
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN is missing'],
    [{ PAPERBOY_COMMANDS_PER_MINUTE: '1.5' }, 'must be a whole number'],
    [{ DISCORD_GUILD_ID: 'my server' }, 'must be a server’s id'],
    [
      { DATABASE_URL: 'mysql://localhost/paperboy' },
      'DATABASE_URL must be the address of a PostgreSQL database',
    ],
  ])('%j is one', (environment, mistake) => {
    expect(mistakesOf(environment)[0]).toContain(mistake);
  });

  test('never repeat a token', () => {
    const mistakes = mistakesOf({ SLACK_BOT_TOKEN: 'hunter2', SLACK_APP_TOKEN: 'swordfish' });
    expect(mistakes).toEqual([
      'SLACK_BOT_TOKEN must begin with xoxb-',
      'SLACK_APP_TOKEN must begin with xapp-',
    ]);
  });
});

describe('a variable that is not one of ours', () => {
  test.each([
    ['PAPERBOY_SOURCE', 'did you mean PAPERBOY_SOURCES?'],
    ['PAPERBOY_TIMEZONE', 'did you mean PAPERBOY_TIME_ZONE?'],
    ['PAPERBOY_DATABASE_URL', 'did you mean DATABASE_URL?'],
    ['PAPERBOY_COLOUR', 'the README lists them all.'],
    ['DISCORD_TOKN', 'did you mean DISCORD_TOKEN?'],
    ['SLACK_CLIENT_SECRETS', 'did you mean SLACK_CLIENT_SECRET?'],
  ])('%s is named with what it may mean', (name, next) => {
    expect(misspeltSettings({ [name]: 'x', PAPERBOY_DATA: 'data' })).toEqual([
      `${name} is not a setting; ${next}`,
    ]);
  });

  test.each(['SLACK_WEBHOOK_URL', 'DISCORD_WEBHOOK', 'PAPERBOYS', 'PORTS', 'HOME'])(
    '%s is somebody else’s',
    (name) => {
      expect(misspeltSettings({ [name]: 'x' })).toEqual([]);
    },
  );

  test('that is set to nothing counts as not set', () => {
    expect(misspeltSettings({ PAPERBOY_SOURCE: ' ' })).toEqual([]);
  });
});

describe('the folder of data', () => {
  const folder = temporaryFolder();

  test('is made with those above it, and may be there already', () => {
    const data = join(folder, 'a', 'b');
    for (let time = 0; time < 2; time += 1) makeDataFolder(data);
    expect(statSync(data).isDirectory()).toBe(true);
  });

  test('is refused by name where a file is in its place or in its way', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => makeDataFolder(file)).toThrow(
      `“${file}” for the database cannot be made: a file of that name`,
    );
    expect(() => makeDataFolder(join(file, 'data'))).toThrow(/a file is in its way\. Set PAPERBOY_DATA to/);
  });
});
