import { expect, test } from 'vitest';
import { UserError } from '../../src/command/user-error.ts';
import { AdapterError } from '../../src/platform/adapter-error.ts';
import { keepStarting } from '../../src/platform/keep-starting.ts';
import { canPost, type Inbound, type PlatformAdapter, type Trouble } from '../../src/platform/platform.ts';
import { createFakePlatform } from '../digest/fake-platform.ts';

const NOW = Date.UTC(2026, 0, 1);
const CHANNEL = { platform: 'fake', community: 'T1', id: 'C1' };
const MESSAGE = { fallback: 'x', parts: [] };
const inbound = {} as Inbound;

function unreachable(): AdapterError {
  const cause = new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND slack.com') });
  return new AdapterError('transient', 'Slack: fetch failed', { cause, unsent: true });
}

/** A platform whose starts end as told, one after the other; the last way goes on. */
function world(...starts: (() => Promise<void>)[]) {
  const pauses: number[] = [];
  const logged: string[] = [];
  const made: (PlatformAdapter & { readonly stops: number })[] = [];
  const troubles: (Trouble | undefined)[] = [];
  const create = (): PlatformAdapter => {
    const begin = starts[Math.min(made.length, starts.length - 1)];
    let stops = 0;
    const adapter = {
      ...createFakePlatform({ now: () => NOW, sleep: async () => {} }),
      start: async () => begin?.(),
      stop: async () => {
        stops += 1;
      },
      get stops() {
        return stops;
      },
    };
    made.push(adapter);
    return adapter;
  };
  const adapter = keepStarting({
    create,
    log: { warn: (_, message) => void logged.push(message) },
    async sleep(milliseconds) {
      pauses.push(milliseconds);
      troubles.push(adapter.trouble?.());
      if (pauses.length === 8) void adapter.stop();
    },
    now: () => NOW,
    random: () => 0.5,
  });
  return { adapter, pauses, logged, made, troubles };
}

const works = async () => {};
const fails = (error: Error) => () => Promise.reject(error);

test('a platform that cannot be reached is tried again with growing pauses until it works', async () => {
  const { adapter, pauses, made } = world(fails(unreachable()), fails(unreachable()), works);
  expect(canPost(adapter)).toBe(false);
  await adapter.start(inbound);
  expect(pauses).toEqual([5_000, 10_000]);
  expect(canPost(adapter)).toBe(true);
  expect(adapter.trouble?.()).toBeUndefined();
  // One whose start failed is ended and not used again.
  expect(made.map(({ stops }) => stops)).toEqual([1, 1, 0]);
  await adapter.stop();
  expect(made.at(-1)?.stops).toBe(1);
});

test('the pauses grow to five minutes, and a stop ends them', async () => {
  const { adapter, pauses } = world(fails(unreachable()));
  await adapter.start(inbound);
  // The last one is the stop's own patience.
  expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 2].map((seconds) => seconds * 1_000));
});

test('each failure is one line that says why and when the next try is, as health does', async () => {
  const { adapter, logged, troubles } = world(fails(unreachable()), works);
  await adapter.start(inbound);
  expect(logged).toEqual(['fake cannot be reached; tried again in 5 s']);
  expect(troubles).toEqual([
    {
      problem:
        'It cannot be reached (Slack: fetch failed: getaddrinfo ENOTFOUND slack.com). The next try is at 2026-01-01T00:00:05.000Z.',
      canPost: false,
    },
  ]);
});

test('a platform that asks for a longer pause gets it', async () => {
  const limited = new AdapterError('rate-limited', 'Slack: ratelimited', { retryAfter: 60_000 });
  const { adapter, pauses } = world(fails(limited), works);
  await adapter.start(inbound);
  expect(pauses).toEqual([60_000]);
});

test.each([
  new UserError('Slack refuses SLACK_BOT_TOKEN (invalid_auth).'),
  new AdapterError('permanent', 'Slack: Slack refuses SLACK_BOT_TOKEN (invalid_auth).'),
])('what does not pass by itself is not tried again: $name', async (error) => {
  const { adapter, pauses } = world(fails(error));
  await expect(adapter.start(inbound)).rejects.toMatchObject({
    ...{ name: 'UserError', message: expect.stringContaining('SLACK_BOT_TOKEN') },
  });
  expect(pauses).toEqual([]);
  expect(adapter.trouble?.()).toMatchObject({ problem: expect.stringContaining('SLACK_BOT_TOKEN') });
  expect(canPost(adapter)).toBe(false);
});

test('a stop does not wait for a connection that hangs, and what still comes up is ended', async () => {
  const gate = Promise.withResolvers<void>();
  const { adapter, made } = world(() => gate.promise);
  const starting = adapter.start(inbound);
  await adapter.stop();
  await starting;
  expect(made[0]?.stops).toBe(1);
  gate.resolve();
  await expect.poll(() => made[0]?.stops).toBe(2);
  expect(made).toHaveLength(1);
});

test('messages go to the adapter that works, and what came up there since is told', async () => {
  const { adapter, made } = world(fails(unreachable()), works);
  await adapter.start(inbound);
  await adapter.post(CHANNEL, MESSAGE, { key: 'pbk1' });
  expect(await adapter.find?.(CHANNEL, 'pbk1', { sentAt: NOW })).toMatchObject({ state: 'found' });
  expect(adapter.tell).toBe(made[0]?.tell);
  const trouble = { problem: 'Unknown token.', canPost: false };
  Object.assign(made[1] ?? {}, { trouble: () => trouble });
  expect(adapter.trouble?.()).toEqual(trouble);
});
