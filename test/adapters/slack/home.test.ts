import { afterEach, expect, test } from 'vitest';
import { useSlack } from './slack-world.ts';

/** Ends each wait of the adapter. */
let go: PromiseWithResolvers<void>;
let moments = 0;
const slack = useSlack(() => {
  go = Promise.withResolvers();
  return { sleep: () => go.promise };
});
afterEach(() => go.resolve());

const DM = 'D0ADA';

/** Ada writes to Paperboy, or to whoever else the direct message is with. */
async function write(text: string, channel = DM): Promise<void> {
  const ts = `1767326170.${String(++moments).padStart(6, '0')}`;
  slack.peers.answerOnce('conversations.info', { body: { ok: true, channel: { id: channel, is_im: true } } });
  slack.peers.answerOnce('chat.postMessage', { body: { ok: true, ts } });
  slack.peers.answerOnce('conversations.open', { body: { ok: true, channel: { id: DM } } });
  slack.peers.answerOnce('views.publish', { body: { ok: true } });
  const message = {
    type: 'message',
    channel,
    channel_type: 'im',
    user: slack.peers.ada.id,
    ts,
    event_ts: ts,
  };
  await slack.peers.event({ ...message, text });
  await slack.peers.call('chat.postMessage');
}

const published = async () => {
  const { body } = await slack.peers.call('views.publish');
  expect(body.user_id).toBe(slack.peers.ada.id);
  return JSON.stringify(body.view);
};
const publishedSoFar = () => slack.peers.calls.filter(({ method }) => method === 'views.publish').length;

test('the Home follows what a person follows in direct messages, and when it comes', async () => {
  go.resolve();
  await write('subscribe rivers');
  expect(await published()).toContain('rivers');
  await write('schedule 07:30');
  expect(await published()).toContain('07:30');
  await write('unsubscribe rivers');
  expect(await published()).toContain('follows nothing');
});

test('what changes nothing there publishes no Home, nor does what is followed elsewhere', async () => {
  go.resolve();
  await write('today');
  slack.peers.answerOnce('conversations.info', { body: { ok: true, channel: { is_member: true } } });
  await slack.peers.command('subscribe rivers');
  await slack.peers.call('chat.postMessage');
  await write('subscribe lakes');
  expect(await published()).toContain('lakes');
  expect(publishedSoFar()).toBe(0);
});

test('a direct message with somebody else is in no Home', async () => {
  go.resolve();
  await write('subscribe rivers', 'D0OTHER');
  await slack.peers.call('conversations.open');
  await slack.adapter.stop();
  expect(publishedSoFar()).toBe(0);
});

test('many changes at once publish the Home at once and, with all of them, once more', async () => {
  await write('subscribe rivers');
  expect(await published()).toContain('rivers');
  await write('subscribe lakes');
  await write('subscribe seas');
  await write('help');
  expect(publishedSoFar()).toBe(0);
  go.resolve();
  const last = await published();
  for (const words of ['rivers', 'lakes', 'seas']) expect(last).toContain(words);
  await slack.adapter.stop();
  expect(publishedSoFar()).toBe(0);
});

test('a Home stays as it is where somebody writes faster than Paperboy answers', async () => {
  await write('subscribe rivers');
  await published();
  for (let written = 0; written < 18; written += 1) await write(`subscribe sea ${written}`);
  go.resolve();
  await slack.peers.call('conversations.open');
  await slack.peers.call('conversations.open');
  await slack.adapter.stop();
  expect(publishedSoFar()).toBe(0);
});
