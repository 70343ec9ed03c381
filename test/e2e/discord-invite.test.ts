import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { home } from './program.ts';

const run = promisify(execFile);
const PROGRAM = join(import.meta.dirname, '../../src/paperboy.js');
const APPLICATION = '123456789012345678';

test('the invitation is printed for the token in .env, and the token is not', async () => {
  const { folder } = home();
  const token = `${Buffer.from(APPLICATION).toString('base64')}.invented.secret`;
  writeFileSync(join(folder, '.env'), `DISCORD_TOKEN=${token}\n`);
  const { DISCORD_TOKEN: _, ...env } = process.env;
  const { stdout } = await run(process.execPath, [PROGRAM, 'discord', 'invite'], { cwd: folder, env });
  expect(new URL(stdout).searchParams.get('client_id')).toBe(APPLICATION);
  expect(stdout).not.toContain('secret');
});

test('without a token it says what to do', async () => {
  const { code, out, err } = await home().run(['discord', 'invite'], { DISCORD_TOKEN: '' });
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('--application');
});
