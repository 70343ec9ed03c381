import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHeldNotices, type HeldNotices } from '../../src/channels/held-notice.ts';
import { textOf } from '../../src/message/message.ts';
import { AdapterError } from '../../src/platform/adapter-error.ts';
import type { PlatformAdapter } from '../../src/platform/platform.ts';
import type { Store } from '../../src/store/store.ts';
import { openMemoryStore } from '../store/memory-store.ts';

let store: Store;
let notices: HeldNotices;
let now: number;
let refuse: string[];
const told: { channel: string; person: string; text: string; gone: boolean | undefined }[] = [];
const logged: unknown[] = [];

const adapter = {
  platform: 'discord',
  async tell(channel, person, { parts }, options) {
    if (refuse.includes(person))
      throw new AdapterError('permanent', 'Discord: 50007 Cannot send messages to this user');
    const text = parts.map((part) => (part.kind === 'text' ? textOf(part.text) : '')).join(' ');
    told.push({ channel: channel.id, person, text, gone: options?.gone });
  },
} satisfies Partial<PlatformAdapter> as unknown as PlatformAdapter;

beforeEach(async () => {
  now = 0;
  refuse = [];
  told.length = 0;
  logged.length = 0;
  store = await openMemoryStore();
  for (const id of ['7', '8']) {
    await store.channels.put({ platform: 'discord', community: '5', id }, 'UTC');
    for (const createdBy of ['ada', 'bob']) await subscribe(id, createdBy, createdBy);
  }
  const log = { error: (context: unknown) => void logged.push(context) };
  notices = createHeldNotices({ store, adapters: [adapter], log, now: () => now });
});
afterEach(() => store.close());

async function subscribe(id: string, query: string, createdBy: string): Promise<void> {
  await store.channels.subscribe({
    ...{ channel: `discord/5/${id}`, query, canonical: query, createdBy },
    ...{ createdByName: createdBy, createdAt: 1 },
  });
}

test('whoever subscribed last is told why, and what brings the digests back', async () => {
  await notices.onHeld('discord/5/7', 'Discord: I lack permissions there: Send Messages', 'mend');
  expect(told).toMatchObject([{ channel: '7', person: 'bob' }]);
  expect(told[0]?.text).toContain('Send Messages');
  expect(told[0]?.text).toContain('/papers resume');
});

test('where many channels are lost at once, nobody gets a message for each', async () => {
  await notices.onHeld('discord/5/7', 'x', 'mend');
  await notices.onHeld('discord/5/8', 'x', 'mend');
  expect(told).toHaveLength(1);
  now += 3_600_000;
  await notices.onHeld('discord/5/8', 'x', 'mend');
  expect(told).toHaveLength(2);
});

test('a channel that nobody follows, and a platform that cannot tell, are passed over', async () => {
  await notices.onHeld('discord/5/9', 'x', 'mend');
  await notices.onHeld('terminal/5/7', 'x', 'mend');
  expect([...told, ...logged]).toEqual([]);
});

test('where the last one takes no messages, whoever subscribed before is told', async () => {
  refuse = ['bob'];
  await notices.onHeld('discord/5/7', 'x', 'mend');
  expect(told).toMatchObject([{ person: 'ada' }]);
});

test('where nobody takes messages it is no failure of the digest', async () => {
  refuse = ['ada', 'bob'];
  await notices.onHeld('discord/5/7', 'x', 'mend');
  expect(told).toEqual([]);
  expect(logged).toHaveLength(2);
  expect(logged).toMatchObject([{ error: expect.stringContaining('50007') }, {}]);
});

test('of a channel that is gone its keywords are given back, and no way leads there', async () => {
  await notices.onHeld('discord/5/7', 'Discord: the channel #papers is deleted', 'elsewhere');
  expect(told).toMatchObject([{ person: 'bob', gone: true }]);
  expect(told[0]?.text).toContain('#papers is deleted');
  expect(told[0]?.text).toContain('/papers subscribe ada, bob');
  expect(told[0]?.text).not.toContain('resume');
});

test('many keywords are given back as far as a form takes them', async () => {
  for (let at = 0; at < 100; at += 1) await subscribe('7', `${'graph '.repeat(8)}${at}`, 'bob');
  await notices.onHeld('discord/5/7', 'x', 'elsewhere');
  const [, words = '', more = ''] = /subscribe (.*) and (\d+) more/.exec(told[0]?.text ?? '') ?? [];
  expect(words.length).toBeLessThanOrEqual(1_000);
  expect(words.split(', ').length + Number(more)).toBe(102);
});

test('whoever was told is told once that digests come again, and nobody else', async () => {
  await store.schedules.put({
    ...{ channel: 'discord/5/7', platform: 'discord', time: '09:00', timeZone: 'UTC', days: [1] },
    ...{ nextAt: 1, nextSlot: '2026-03-02T09:00', papers: 10, layout: 'list', announceQuiet: false },
  });
  await notices.onBack('discord/5/7');
  expect(told).toEqual([]);
  await notices.onHeld('discord/5/7', 'x', 'mend');
  await notices.onBack('discord/5/7');
  await notices.onBack('discord/5/7');
  expect(told).toHaveLength(2);
  expect(told[1]).toMatchObject({ person: 'bob', text: expect.stringContaining('Mar 2, 2026, 09:00') });
});
