import { expect, test } from 'vitest';
import { useSlack } from './slack-world.ts';

const slack = useSlack();

const followed = (channel: string) =>
  slack.core.store.channels.subscriptions(`slack/${slack.peers.team}/${encodeURIComponent(channel)}`);
const info = (traits: object) => ({ body: { ok: true, channel: traits } });

test('subscribe joins a public channel before it saves anything', async () => {
  slack.peers.answerOnce('conversations.info', info({ is_member: false, is_private: false }));
  await slack.peers.command('subscribe graph neural network');
  expect((await slack.peers.call('conversations.join')).body).toMatchObject({
    channel: slack.peers.channels.papers,
  });
  await slack.peers.call('chat.postMessage');
  expect(await followed(slack.peers.channels.papers)).toHaveLength(1);
});

test.each([
  ['a private channel', { is_private: true, is_member: false }],
  ['a group conversation', { is_mpim: true, is_member: false }],
])('subscribe in %s without Paperboy saves nothing and says how to invite it', async (_, traits) => {
  slack.peers.answerOnce('conversations.info', info(traits));
  await slack.peers.command('subscribe graph neural network');
  const answer = await slack.peers.response();
  expect(answer).toMatchObject({ response_type: 'ephemeral' });
  expect(answer.text).toContain('/invite @Paperboy');
  expect(await followed(slack.peers.channels.papers)).toEqual([]);
});

test('subscribe in a conversation that Slack does not show to Paperboy saves nothing either', async () => {
  await slack.peers.command('subscribe graph neural network', { channel: slack.peers.channels.hidden });
  expect((await slack.peers.response()).text).toContain('/invite @Paperboy');
  expect(await followed(slack.peers.channels.hidden)).toEqual([]);
});

test.each([
  ['an archived channel', 'conversations.info', info({ is_archived: true }), 'archived'],
  ['a missing scope', 'conversations.info', { body: { ok: false, error: 'missing_scope' } }, 'channels:read'],
])('subscribe with %s says what is wrong', async (_, method, answer, said) => {
  slack.peers.answerOnce(method, answer);
  await slack.peers.command('subscribe graph neural network');
  expect((await slack.peers.response()).text).toContain(said);
  expect(await followed(slack.peers.channels.papers)).toEqual([]);
});

test('whoever may not manage is refused before anything is joined', async () => {
  slack.peers.answerOnce('users.info', {
    body: { ok: true, user: { id: slack.peers.ada.id, is_restricted: true } },
  });
  await slack.peers.command('subscribe graph neural network');
  expect((await slack.peers.response()).text).toContain('may manage');
  expect(slack.peers.calls.filter(({ method }) => method.startsWith('conversations.'))).toEqual([]);
});

test('a direct message is a channel of its own, in which every message is a command', async () => {
  const channel = 'D0ADA';
  slack.peers.answerOnce('conversations.info', { body: { ok: true, channel: { id: channel, is_im: true } } });
  slack.peers.answerOnce('chat.postMessage', { body: { ok: true, ts: '1767326140.000001' } });
  const message = {
    type: 'message',
    channel,
    channel_type: 'im',
    user: slack.peers.ada.id,
    ts: '1.1',
    event_ts: '1.1',
  };
  await slack.peers.event({ ...message, text: 'subscribe R&amp;D' });
  const { body } = await slack.peers.call('chat.postMessage');
  expect(body).toMatchObject({ channel });
  expect((await followed(channel)).map(({ query }) => query)).toEqual(['R&D']);
});

test('what Paperboy itself and others’ apps write in a direct message is no command', async () => {
  const message = { type: 'message', channel: 'D0ADA', channel_type: 'im', ts: '1.1', event_ts: '1.1' };
  await slack.peers.event({ ...message, user: slack.peers.ada.id, text: 'help', subtype: 'message_changed' });
  await slack.peers.event({ ...message, user: 'U0ROBOT', bot_id: 'B0ROBOT', text: 'help' });
  await slack.peers.command('help');
  await slack.peers.response();
  expect(slack.peers.calls.filter(({ method }) => method.startsWith('chat.'))).toEqual([]);
});
