import { expect, test } from 'vitest';
import { UserError } from '../../src/command/user-error.ts';
import type { Inbound, PlatformAdapter } from '../../src/platform/platform.ts';
import { startPlatforms } from '../../src/platform/start-platforms.ts';
import { createFakePlatform } from '../digest/fake-platform.ts';

function platform(name: string, start: () => Promise<void>): PlatformAdapter {
  const fake = createFakePlatform({ platform: name, now: () => 0, sleep: async () => {} });
  return { ...fake, start };
}

function begin(...adapters: PlatformAdapter[]) {
  const told: string[] = [];
  const stopping = new AbortController();
  const tell = ({ platform }: Record<string, unknown>, message: string) =>
    void told.push(`${platform}: ${message}`);
  const log = { info: tell, error: tell };
  const onStarted = () => void told.push('looks for digests');
  const inbound = {} as Inbound;
  const done = startPlatforms({ adapters, inbound, log, signal: stopping.signal, onStarted });
  return { told, done, stopping };
}

const works = async () => {};
const hangs = () => new Promise<void>(() => {});
const refused = (setting: string) => () => Promise.reject(new UserError(`${setting} is refused.`));

test('a platform that is not reached holds up no other one', async () => {
  const { told } = begin(platform('discord', hangs), platform('slack', works));
  await expect.poll(() => told).toEqual(['slack: started', 'looks for digests']);
});

test('one that is refused is told by its setting, and the others go on', async () => {
  const { told, done } = begin(platform('discord', refused('DISCORD_TOKEN')), platform('slack', works));
  await done;
  expect(told.toSorted()).toEqual([
    'discord: DISCORD_TOKEN is refused.',
    'looks for digests',
    'slack: started',
  ]);
});

test('where all are refused, what to mend ends the start', async () => {
  const { done } = begin(
    platform('discord', refused('DISCORD_TOKEN')),
    platform('slack', refused('SLACK_APP_TOKEN')),
  );
  const message = 'DISCORD_TOKEN is refused.\nSLACK_APP_TOKEN is refused.';
  await expect(done).rejects.toMatchObject({ name: 'UserError', message });
});

test('one that is refused does not end what another one may still come to', async () => {
  const { told, done } = begin(platform('discord', refused('DISCORD_TOKEN')), platform('slack', hangs));
  await expect.poll(() => told).toEqual(['discord: DISCORD_TOKEN is refused.']);
  expect(await Promise.race([done, Promise.resolve('goes on')])).toBe('goes on');
});

test('what was stopped before it was reached has not started', async () => {
  const gate = Promise.withResolvers<void>();
  const { told, done, stopping } = begin(platform('slack', () => gate.promise));
  stopping.abort();
  gate.resolve();
  await done;
  expect(told).toEqual([]);
});
