import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetLost, GRACE } from '../../src/channels/forget-lost.ts';
import { createPresence, type Presence } from '../../src/channels/presence.ts';
import type { Schedule } from '../../src/store/digest-store.ts';
import type { Store } from '../../src/store/store.ts';
import { openMemoryStore } from '../store/memory-store.ts';

const START = Date.UTC(2025, 10, 7, 12);
const PAPER = '2412.00001';
const ONE = { platform: 'slack', community: 'T1', id: 'C1' };
const TWO = { platform: 'slack', community: 'T2', id: 'C1' };

let store: Store;
let presence: Presence;
let now: number;
const logged: unknown[] = [];
const changed: string[] = [];
const noticed: string[] = [];

beforeEach(async () => {
  now = START;
  logged.length = 0;
  changed.length = 0;
  noticed.length = 0;
  store = await openMemoryStore();
  presence = createPresence({
    store,
    log: { error: (context) => void logged.push(context) },
    now: () => now,
    onVotes: (community, paperId) => void changed.push(`${community} ${paperId}`),
    onHeld: async (channel, reason, remedy) => void noticed.push(`${channel} ${reason} ${remedy}`),
    onBack: async (channel) => void noticed.push(`${channel} is back`),
  });
  for (const channel of [ONE, TWO]) {
    await store.channels.put(channel, 'UTC');
    await store.schedules.put(scheduleOf(`slack/${channel.community}/C1`));
    await store.channels.subscribe(subscriptionOf(`slack/${channel.community}/C1`));
    await store.posts.record(`slack/${channel.community}`, {
      channel: `slack/${channel.community}/C1`,
      messageId: '1.1',
      postedAt: START,
      papers: [{ row: 1, paperId: PAPER }],
    });
    await store.votes.mark(markOf(channel.community, 'U1', 1));
    await store.installations.put(`slack/${channel.community}`, 'sealed');
  }
});
afterEach(async () => {
  expect(logged).toEqual([]);
  await store.close();
});

const held = (community: string) => store.schedules.get(`slack/${community}/C1`);
const votes = async (community: string) =>
  (await store.votes.count(`slack/${community}`, [PAPER])).get(PAPER) ?? 0;

test('a channel that is lost is held with the reason, and comes again when it is regained', async () => {
  await presence.channelLost(ONE, 'the channel is archived');
  expect(await held('T1')).toMatchObject({ pauseReason: 'Slack: the channel is archived' });
  expect((await held('T1'))?.nextAt).toBeUndefined();
  expect((await held('T2'))?.nextAt).toBeDefined();
  await presence.channelRegained(ONE);
  const again = await held('T1');
  expect(again?.nextAt).toBeGreaterThan(now);
  expect(again?.pauseReason).toBeUndefined();
});

test('a channel with a new id goes on under it, also where its old one was not found any more', async () => {
  await presence.channelLost(ONE, 'channel_not_found');
  await presence.channelMoved(ONE, 'C9');
  expect(await held('T1')).toBeUndefined();
  const moved = await store.schedules.get('slack/T1/C9');
  expect(moved?.nextAt).toBeGreaterThan(now);
  expect(moved?.pauseReason).toBeUndefined();
  expect(await store.channels.subscriptions('slack/T1/C9')).toHaveLength(1);
  expect(await votes('T1')).toBe(1);
  expect((await held('T2'))?.nextAt).toBeDefined();
});

test('a channel with a new id stays paused where a person paused it', async () => {
  const { nextAt: _, nextSlot: __, ...rest } = scheduleOf('slack/T1/C1');
  await store.schedules.put({ ...rest, pauseReason: 'paused by Ada' });
  await presence.channelMoved(ONE, 'C9');
  expect(await store.schedules.get('slack/T1/C9')).toEqual({
    ...rest,
    channel: 'slack/T1/C9',
    pauseReason: 'paused by Ada',
  });
});

test('digests that a person paused stay paused whatever the platform says', async () => {
  const { nextAt: _, nextSlot: __, ...rest } = scheduleOf('slack/T1/C1');
  await store.schedules.put({ ...rest, pauseReason: 'paused by Ada' });
  await presence.channelLost(ONE, 'the channel is archived');
  await presence.channelRegained(ONE);
  expect(await held('T1')).toEqual({ ...rest, pauseReason: 'paused by Ada' });
});

test('a workspace that removes Paperboy is held at once, and forgotten after thirty days', async () => {
  await presence.communityLost(ONE);
  expect((await held('T1'))?.pauseReason).toBe('Slack: Paperboy was removed');
  now += GRACE;
  await forgetLost(store, now);
  expect(await held('T1')).toBeDefined();
  await forgetLost(store, now + 1);
  expect(await held('T1')).toBeUndefined();
  expect(await store.channels.get('slack/T1/C1')).toBeUndefined();
  expect(await store.channels.subscriptions('slack/T1/C1')).toEqual([]);
  expect(await store.posts.get('slack/T1/C1', '1.1')).toBeUndefined();
  expect(await store.installations.get('slack/T1')).toBeUndefined();
  expect(await votes('T1')).toBe(0);
  expect((await held('T2'))?.nextAt).toBeDefined();
  expect(await store.channels.subscriptions('slack/T2/C1')).toHaveLength(1);
  expect(await votes('T2')).toBe(1);
});

test('a workspace that takes Paperboy back within thirty days has lost nothing', async () => {
  await presence.communityLost(ONE);
  now += GRACE - 1;
  await presence.communityRegained(ONE);
  await forgetLost(store, now + GRACE);
  expect((await held('T1'))?.nextAt).toBeGreaterThan(now);
  expect(await store.channels.subscriptions('slack/T1/C1')).toHaveLength(1);
});

test('a start where Paperboy was never removed leaves lost channels as they are', async () => {
  await presence.channelLost(ONE, 'the channel is archived');
  await presence.communityRegained(ONE);
  expect((await held('T1'))?.pauseReason).toBe('Slack: the channel is archived');
});

test('reactions that stand on a message replace what was known of them', async () => {
  const reactions = [
    { personId: 'U2', emoji: '1️⃣' },
    { personId: 'U3', emoji: '1️⃣' },
  ];
  await presence.reactionState({ channel: ONE, messageId: '1.1', reactions, order: 5 });
  expect(await votes('T1')).toBe(2);
  expect(changed).toEqual([`slack/T1 ${PAPER}`]);
  await presence.reactionState({ channel: ONE, messageId: '1.1', reactions, order: 6 });
  expect(changed).toHaveLength(1);
  expect(await votes('T2')).toBe(1);
});

test('a reaction that came after the others were read stays', async () => {
  await store.votes.mark(markOf('T1', 'U2', 9));
  await presence.reactionState({ channel: ONE, messageId: '1.1', reactions: [], order: 5 });
  expect(await votes('T1')).toBe(1);
});

test('an event is new once, until it is forgotten after a day', async () => {
  expect(await store.events.isNew('slack/Ev1', now)).toBe(true);
  expect(await store.events.isNew('slack/Ev1', now + 1)).toBe(false);
  await forgetLost(store, now + 86_400_000);
  expect(await store.events.isNew('slack/Ev1', now)).toBe(false);
  await forgetLost(store, now + 86_400_001);
  expect(await store.events.isNew('slack/Ev1', now)).toBe(true);
});

function scheduleOf(channel: string): Schedule {
  return {
    ...{ channel, platform: 'slack', time: '09:00', timeZone: 'UTC', days: [1, 2, 3, 4, 5, 6, 7] },
    ...{
      nextAt: START + 1000,
      nextSlot: '2025-11-08T09:00',
      papers: 10,
      layout: 'thread',
      announceQuiet: false,
    },
  };
}

function subscriptionOf(channel: string) {
  const query = { query: 'PINN', canonical: 'pinn' };
  return { channel, ...query, createdBy: 'U1', createdByName: 'Ada', createdAt: START };
}

function markOf(community: string, person: string, order: number) {
  const place = { community: `slack/${community}`, channel: `slack/${community}/C1`, messageId: '1.1' };
  return { ...place, person, emoji: '1⃣', paperId: PAPER, on: true, order, at: START };
}

test('an adapter can ask which channels follow something', async () => {
  await store.schedules.put({ ...scheduleOf('discord/5/7'), platform: 'discord' });
  expect(await presence.heldChannels({ platform: 'slack' })).toEqual([ONE, TWO]);
  expect(await presence.heldChannels({ platform: 'slack', community: 'T2' })).toEqual([TWO]);
});

test('only what somebody can do something about is told, and once; and once that it is over', async () => {
  await presence.channelLost(ONE, 'the channel is deleted');
  expect(noticed).toEqual([]);
  await presence.channelLost(TWO, 'I was muted', 'mend');
  await presence.channelLost(TWO, 'I was muted', 'mend');
  expect(noticed).toEqual(['slack/T2/C1 Slack: I was muted mend']);
  await presence.channelRegained(TWO);
  await presence.channelRegained(TWO);
  expect(noticed.slice(1)).toEqual(['slack/T2/C1 is back']);
});
