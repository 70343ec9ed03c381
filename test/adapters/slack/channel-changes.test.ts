import { expect, test } from 'vitest';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import { runDueDigest } from '../due-digest.ts';
import { createPatientClock } from '../patient-clock.ts';
import { useSlack } from './slack-world.ts';

const slack = useSlack();

/** What a private channel was called before it was shared, and what one will be called. */
const BEFORE = 'G0BEFORE';
const AFTER = 'C0AFTER';
const papers = () => slack.peers.channels.papers;
const keyOf = (channel: string) => `slack/${slack.peers.team}/${channel}`;
const moved = (from: string, to: string) =>
  slack.peers.event({ type: 'channel_id_changed', old_channel_id: from, new_channel_id: to });

/** What a command answers to Ada alone. */
async function answer(line: string, channel = papers()): Promise<string> {
  await slack.peers.command(line, { channel });
  return JSON.stringify((await slack.peers.response()).blocks);
}

/** What a command answers to all in the channel. */
async function posted(line: string): Promise<string> {
  slack.peers.forget();
  await slack.peers.command(line);
  return JSON.stringify((await slack.peers.call('chat.postMessage')).body.blocks);
}

const digest = (words: string, channel: string, through = slack.adapter) =>
  runDueDigest({
    ...{ store: slack.core.store, adapter: through, clock: createPatientClock(), words },
    ...{ channel: keyOf(channel), layout: 'list' },
  });

test('a digest that met a channel’s old id comes under the new one', async () => {
  await digest('eta', BEFORE);
  expect(await answer('status', BEFORE)).toContain('channel_not_found');
  await moved(BEFORE, papers());
  await expect.poll(() => slack.core.store.schedules.get(keyOf(BEFORE))).toBeUndefined();
  const schedule = await slack.core.store.schedules.get(keyOf(papers()));
  expect(schedule?.nextAt).toBeGreaterThan(Date.now());
  const preview = await answer('preview');
  for (const title of ['First eta paper', 'Second eta paper']) expect(preview).toContain(title);
  expect(await posted('subscriptions')).toContain('eta');
});

test('a list that is on its way while its channel gets a new id counts votes under it', async () => {
  const { post } = slack.adapter;
  const whileMoving: PlatformAdapter = {
    ...slack.adapter,
    async post(...asked) {
      const posted = await post(...asked);
      await slack.core.desk.channelMoved(
        { platform: 'slack', community: slack.peers.team, id: papers() },
        AFTER,
      );
      return posted;
    },
  };
  await digest('theta', papers(), whileMoving);
  const list = await slack.core.store.posts.newestList(keyOf(AFTER), slack.peers.ada.id);
  expect(list?.papers).toHaveLength(2);
  const { paperId = '' } = list?.papers[1] ?? {};
  const item = { type: 'message', channel: AFTER, ts: list?.messageId };
  const reaction = { type: 'reaction_added', user: slack.peers.ada.id, reaction: 'two', item };
  await slack.peers.event({ ...reaction, item_user: slack.peers.bot, event_ts: '1767326150.000001' });
  const votes = async () =>
    (await slack.core.store.votes.count(`slack/${slack.peers.team}`, [paperId])).get(paperId);
  await expect.poll(votes).toBe(1);
});

test('a channel with another name is the same channel: what it follows, its settings, and where digests come', async () => {
  await posted('subscribe lambda calculus');
  await posted('settings layout list');
  const before = [await answer('status'), await answer('settings'), await posted('subscriptions')];
  const renamed = { id: papers(), name: 'reading-club', created: 1360782804 };
  await slack.peers.event({ type: 'channel_rename', channel: renamed, event_ts: '1767326160.000001' });
  const after = [await answer('status'), await answer('settings'), await posted('subscriptions')];
  expect(after).toEqual(before);
  expect(before.join()).toContain('lambda calculus');
  await digest('iota', papers());
  const { messages = [] } = await slack.peers.ada.client.conversations.history({ channel: papers() });
  const lists = messages.filter(({ blocks }) => JSON.stringify(blocks).includes('First iota paper'));
  expect(lists).toHaveLength(1);
});
