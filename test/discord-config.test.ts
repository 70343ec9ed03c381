import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';

const ROLE = '123456789012345678';
const discord = (more: Record<string, string>) => readConfig({ DISCORD_TOKEN: 'invented', ...more }).discord;

test('a token is all that is needed', () => {
  expect(discord({})).toEqual({ token: 'invented', managers: 'channel-managers' });
});

test.each([
  ['4', { ids: [0, 1, 2, 3], count: 4 }],
  ['4-5/16', { ids: [4, 5], count: 16 }],
  ['15/16', { ids: [15], count: 16 }],
])('shards %s', (text, shards) => {
  expect(discord({ DISCORD_SHARDS: text })?.shards).toEqual(shards);
});

test.each([
  ['everyone', 'everyone'],
  [`${ROLE}, 223456789012345678`, { roles: [ROLE, '223456789012345678'] }],
])('managers %s', (text, managers) => {
  expect(discord({ DISCORD_MANAGERS: text })?.managers).toEqual(managers);
});

test.each([
  [{ DISCORD_SHARDS: '0' }, 'DISCORD_SHARDS must be their number'],
  [{ DISCORD_SHARDS: '3-2/4' }, 'DISCORD_SHARDS must be'],
  [{ DISCORD_SHARDS: '4/4' }, 'DISCORD_SHARDS must be'],
  [{ DISCORD_SHARDS: 'many' }, 'DISCORD_SHARDS must be'],
  [{ DISCORD_MANAGERS: 'admins' }, 'DISCORD_MANAGERS must be channel-managers, everyone, or ids of roles'],
  [{ DISCORD_MANAGERS: `${ROLE}, admins` }, 'DISCORD_MANAGERS must be'],
])('%j is a mistake', (environment, mistake) => {
  expect(() => discord(environment)).toThrow(mistake);
});
