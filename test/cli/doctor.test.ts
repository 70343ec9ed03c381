import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkDiscord } from '../../adapters/discord/check.ts';
import { checkSlack } from '../../adapters/slack/check.ts';
import { BOT_SCOPES } from '../../adapters/slack/scopes.ts';
import { runDoctor } from '../../src/cli/doctor.ts';
import { doctorChecks, type Surroundings } from '../../src/cli/doctor-checks.ts';
import { UserError } from '../../src/command/user-error.ts';
import { readConfig } from '../../src/config.ts';
import { misspeltSettings } from '../../src/misspelt-settings.ts';
import { configuredSources } from '../../src/sources/configured.ts';
import { type Answer, gives, loopback, refuses } from '../sources/fetching/loopback.ts';
import { dailyPapers } from '../sources/hugging-face-server.ts';
import { envelope, json as savedJson } from '../sources/json-fixture.ts';
import { openMemory } from '../store/memory-store.ts';

/** What the doctor prints, and its exit code. */
async function examine(environment: Record<string, string>, others: Partial<Surroundings> = {}) {
  let text = '';
  const checks = doctorChecks({
    userAgent: 'Paperboy test',
    misspelt: () => misspeltSettings(environment),
    readSettings() {
      const config = readConfig(environment);
      return { config, configured: configuredSources(config.sources, ['/nowhere']) };
    },
    openDatabase: () => openMemory(),
    checkSlack: async () => 'Socket Mode in Rivers',
    checkDiscord: async () => 'paperboy, in one server',
    ...others,
  });
  const code = await runDoctor(checks, (more) => {
    text += more;
  });
  return { code, lines: text.trimEnd().split('\n') };
}

const TOKENS = { DISCORD_TOKEN: 'x', SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };

describe('paperboy doctor', () => {
  test('says of everything what it found, and ends with 0 where all is well', async () => {
    const server = await loopback(
      dailyPapers({ [new Date().toISOString().slice(0, 10)]: { '2603.00001': 3 } }),
    );
    const { code, lines } = await examine({
      ...{ PAPERBOY_DATA: '/data', PAPERBOY_SOURCES: 'huggingface', HF_ENDPOINT: server.origin },
      ...TOKENS,
    });
    expect(code).toBe(0);
    expect(lines).toEqual([
      `✓ Node.js: ${process.versions.node}`,
      '✓ Configuration: reads huggingface',
      '✓ Database: /data is open, with 0 papers',
      '✓ Slack: Socket Mode in Rivers',
      '✓ Discord: paperboy, in one server',
      expect.stringMatching(/^✓ huggingface: answers, with one paper of /),
      'All is well.',
    ]);
    expect(server.requests).toHaveLength(1);
  });

  test('says how to mend what is wrong, goes on with the rest, and ends with 1', async () => {
    const { code, lines } = await examine(
      { PAPERBOY_SOURCES: 'huggingface,missing.txt', HF_ENDPOINT: 'http://127.0.0.1:1', ...TOKENS },
      {
        openDatabase: async () => {
          throw new UserError('The folder /data cannot be made. Set PAPERBOY_DATA to another one.');
        },
        checkSlack: async () => {
          throw new UserError('Slack refuses SLACK_BOT_TOKEN (invalid_auth).');
        },
      },
    );
    expect(code).toBe(1);
    expect(lines).toContain('✗ Database: The folder /data cannot be made. Set PAPERBOY_DATA to another one.');
    expect(lines).toContain('✗ Slack: Slack refuses SLACK_BOT_TOKEN (invalid_auth).');
    expect(lines).toContain('✓ Discord: paperboy, in one server');
    expect(lines).toContain('✗ huggingface: 127.0.0.1:1 takes no connections.');
    expect(lines.join()).toContain('✗ file:missing.txt: /nowhere/missing.txt cannot be read');
    expect(lines.at(-1)).toBe('4 things are wrong.');
  });

  test('names the mistakes of the configuration, and looks no further', async () => {
    const { code, lines } = await examine({ PAPERBOY_TIME_ZONE: 'Mars', HF_ENDPOINT: 'ftp://x' });
    expect(code).toBe(1);
    expect(lines[1]).toBe('✗ Configuration: The configuration has mistakes:');
    expect(lines.join()).toMatch(/PAPERBOY_TIME_ZONE must be.*HF_ENDPOINT must be/);
    expect(lines.at(-1)).toBe('One thing is wrong.');
  });

  test('counts the papers of all files in a folder, and names those that hold none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-pages-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const save = (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      utimesSync(join(folder, name), 1_700_000_000, 1_700_000_000);
    };
    for (let at = 0; at < 11; at += 1) save(`letter-${at}.txt`, 'Dear all');
    save('one.json', savedJson([envelope('2501.00001')]));
    save('two.json', savedJson([envelope('2501.00002'), envelope('2501.00003')]));
    const { lines } = await examine({ PAPERBOY_SOURCES: `file:${folder}` });
    expect(lines.at(-2)).toMatch(
      /^✓ file:paperboy-pages-\w+: answers, with 3 papers in 2 files; .*letter-0\.txt/,
    );
  });

  test('remarks on variables that are set in vain, which is nothing wrong', async () => {
    const { code, lines } = await examine({ PAPERBOY_SOURCES: 'sample', PAPERBOY_SECRETS: 'x' });
    expect(code).toBe(0);
    expect(lines[1]).toBe(
      '! Configuration: PAPERBOY_SECRETS is not a setting; did you mean PAPERBOY_SECRET?',
    );
    expect(lines.at(-1)).toBe('All else is well.');
  });

  test('names the misspelt variable before the one that is missing', async () => {
    const { code, lines } = await examine({ SLACK_APP_TOKEN: 'xapp-1', SLACK_BOT_TOKN: 'xoxb-1' });
    expect(code).toBe(1);
    expect(lines[1]).toContain('SLACK_BOT_TOKN is not a setting; did you mean SLACK_BOT_TOKEN?');
    expect(lines[3]).toContain('SLACK_BOT_TOKEN is missing');
  });

  test('passes a bug on as one', async () => {
    const bug = { checkDiscord: () => Promise.reject(new TypeError('of undefined')) };
    await expect(examine({ PAPERBOY_SOURCES: 'sample', ...TOKENS }, bug)).rejects.toThrow(TypeError);
  });
});

const json = (value: unknown, headers: Record<string, string> = {}, status = 200) =>
  gives(JSON.stringify(value), headers, status);

describe('Slack’s tokens', () => {
  const ok = json({ ok: true, team: 'Rivers', user: 'paperboy' }, { 'x-oauth-scopes': BOT_SCOPES.join(',') });

  async function check(...answers: Answer[]) {
    const server = await loopback(...answers);
    const found = checkSlack({
      ...{ mode: 'socket', managers: 'members', botToken: 'xoxb-1', appToken: 'xapp-2' },
      apiUrl: `${server.origin}/api/`,
    });
    return { server, found };
  }

  test('that are good are told with their workspace', async () => {
    const { server, found } = await check(ok, json({ ok: true, url: 'wss://x' }));
    expect(await found).toBe('Socket Mode in Rivers, as paperboy, with all scopes');
    expect(server.asked).toEqual(['/api/auth.test', '/api/apps.connections.open']);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer xoxb-1',
      'Bearer xapp-2',
    ]);
  });

  test.each<[string, Answer[], string]>([
    [
      'a bot token that is none',
      [json({ ok: false, error: 'invalid_auth' })],
      'Slack refuses SLACK_BOT_TOKEN (invalid_auth). Copy the Bot User',
    ],
    [
      'an app token that is none',
      [ok, json({ ok: false, error: 'not_allowed_token_type' })],
      'Slack refuses SLACK_APP_TOKEN (not_allowed_token_type)',
    ],
    [
      'missing scopes',
      [json({ ok: true }, { 'x-oauth-scopes': BOT_SCOPES.slice(2).join(', ') })],
      'SLACK_BOT_TOKEN lacks commands, chat:write.',
    ],
    ['no answer', [refuses(503)], 'Slack does not answer as it should (auth.test)'],
  ])('%s', async (_, answers, message) => {
    const { found } = await check(...answers);
    await expect(found).rejects.toThrow(message);
    await expect(found).rejects.toThrow(UserError);
    await expect(found).rejects.not.toThrow('xoxb-1');
  });
});

describe('Discord’s token', () => {
  const me = json({ id: '1', username: 'paperboy' });
  const SERVER = '123456789012345678';

  async function check(guildId: string | undefined, ...answers: Answer[]) {
    const server = await loopback(...answers);
    return checkDiscord({
      ...{ token: 'secret', managers: 'everyone', apiUrl: `${server.origin}/api` },
      ...(guildId !== undefined && { guildId }),
    });
  }

  test('that is good is told with its servers', async () => {
    expect(await check(undefined, me, json([{ id: SERVER }]))).toBe('paperboy, in one server');
    expect(await check(SERVER, me, json([{ id: SERVER }, { id: '2' }]))).toBe('paperboy, in 2 servers');
  });

  test.each<[string, string | undefined, Answer[], string]>([
    ['that Discord does not know', undefined, [refuses(401)], 'Discord does not know DISCORD_TOKEN.'],
    ['of a bot that is nowhere', undefined, [me, json([])], 'in no server yet. `paperboy discord invite`'],
    ['of a bot that is elsewhere', SERVER, [me, json([{ id: '2' }])], `not in the server ${SERVER}`],
    ['that cannot be asked for', undefined, [refuses(500)], 'does not answer as it should (500)'],
  ])('%s', async (_, guildId, answers, message) => {
    await expect(check(guildId, ...answers)).rejects.toThrow(message);
  });
});
