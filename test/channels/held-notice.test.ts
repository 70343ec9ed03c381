import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHeldNotice, type HeldNotice } from '../../src/channels/held-notice.ts';
import { textOf } from '../../src/message/message.ts';
import { AdapterError } from '../../src/platform/adapter-error.ts';
import type { PlatformAdapter } from '../../src/platform/platform.ts';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import type { Store } from '../../src/store/store.ts';

let store: Store;
let notice: HeldNotice;
let now: number;
let refuses: boolean;
const told: { channel: string; person: string; text: string }[] = [];
const logged: unknown[] = [];

const adapter = {
  platform: 'discord',
  async tell(channel, person, { parts }) {
    if (refuses) throw new AdapterError('permanent', 'Discord: 50007 Cannot send messages to this user');
    const text = parts.map((part) => (part.kind === 'text' ? textOf(part.text) : '')).join(' ');
    told.push({ channel: channel.id, person, text });
  },
} satisfies Partial<PlatformAdapter> as unknown as PlatformAdapter;

beforeEach(async () => {
  now = 0;
  refuses = false;
  told.length = 0;
  logged.length = 0;
  store = await openSqliteStore({ file: ':memory:' });
  for (const id of ['7', '8']) {
    await store.channels.put({ platform: 'discord', community: '5', id }, 'UTC');
    for (const createdBy of ['ada', 'bob'])
      await store.channels.subscribe({
        ...{ channel: `discord/5/${id}`, query: createdBy, canonical: createdBy, createdBy },
        ...{ createdByName: createdBy, createdAt: 1 },
      });
  }
  const log = { error: (context: unknown) => void logged.push(context) };
  notice = createHeldNotice({ store, adapters: [adapter], log, now: () => now });
});
afterEach(() => store.close());

test('whoever subscribed last is told why, and what brings the digests back', async () => {
  await notice('discord/5/7', 'Discord: I lack permissions there: Send Messages');
  expect(told).toMatchObject([{ channel: '7', person: 'bob' }]);
  expect(told[0]?.text).toContain('Send Messages');
  expect(told[0]?.text).toContain('/papers resume');
});

test('where many channels are lost at once, nobody gets a message for each', async () => {
  await notice('discord/5/7', 'x');
  await notice('discord/5/8', 'x');
  expect(told).toHaveLength(1);
  now += 3_600_000;
  await notice('discord/5/8', 'x');
  expect(told).toHaveLength(2);
});

test('a channel that nobody follows, and a platform that cannot tell, are passed over', async () => {
  await notice('discord/5/9', 'x');
  await notice('terminal/5/7', 'x');
  expect([...told, ...logged]).toEqual([]);
});

test('whoever takes no messages is no failure of the digest', async () => {
  refuses = true;
  await notice('discord/5/7', 'x');
  expect(logged).toMatchObject([{ error: expect.stringContaining('50007') }]);
});
