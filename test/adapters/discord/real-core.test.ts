import type { APIMessage } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDiscordAdapter } from '../../../adapters/discord/discord-adapter.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import { type RealCore, startRealCore } from '../real-core.ts';
import { type DiscordPeers, NO_POSTS, startDiscordPeers } from './peers.ts';

let peers: DiscordPeers;
let core: RealCore;
let adapter: PlatformAdapter;
const complaints: unknown[] = [];
const complain = (context: unknown, message: string) => void complaints.push([message, context]);

beforeAll(async () => {
  peers = await startDiscordPeers();
  core = await startRealCore();
  const log = { info: () => {}, warn: complain, error: complain };
  adapter = createDiscordAdapter({ ...peers.config, posts: NO_POSTS, log, commands: core.commands });
  await adapter.start(core.desk);
});
afterAll(async () => {
  await adapter?.stop();
  await core?.store.close();
  await peers?.stop();
  expect(peers.refused).toEqual([]);
  expect([...complaints, ...core.logged]).toEqual([]);
});

const community = () => `discord/${peers.guild}`;
const votesFor = async (paperId: string) =>
  (await core.store.votes.count(community(), [paperId])).get(paperId) ?? 0;

test('/papers today posts the newest edition, and a number put on it is a vote for that row until it is taken back', async () => {
  await peers.command('today');
  const list = await expect.poll(listed).toBeDefined().then(listed);
  const [, second] = list?.papers ?? [];
  const messageId = list?.messageId ?? '';
  const posted = await peers.message(peers.channels.papers, messageId);
  expect(JSON.stringify(posted.components)).toContain('**2.** ');

  peers.react(peers.channels.papers, messageId, '2️⃣');
  await expect.poll(() => votesFor(second?.paperId ?? '')).toBe(1);
  peers.react(peers.channels.papers, messageId, '2️⃣', false);
  await expect.poll(() => votesFor(second?.paperId ?? '')).toBe(0);
});

test('the button beside a row votes for it and shows the count', async () => {
  await peers.command('today');
  const list = await expect.poll(listed).toBeDefined().then(listed);
  const [first] = list?.papers ?? [];
  const posted = await peers.message(peers.channels.papers, list?.messageId ?? '');
  const [, customId = ''] = /"custom_id":"(vote[^"]*)"/.exec(JSON.stringify(posted.components)) ?? [];
  await peers.press(posted, customId);
  await expect.poll(() => votesFor(first?.paperId ?? '')).toBe(1);
  await expect
    .poll(async () => JSON.stringify((await peers.message(peers.channels.papers, posted.id)).components))
    .toContain('▲ 1');
});

const listed = () => core.store.posts.newestList(`${community()}/${peers.channels.papers}`, peers.ada);

const request = async (pattern: RegExp) =>
  (await peers.calls.take(({ method, path }) => pattern.test(`${method} ${path}`))).body;

/** What Discord is told at once: a form, or what may be meant. */
async function answerTo(work: () => Promise<void>) {
  const callback = /^POST .*callback/;
  peers.forget();
  peers.answerOnce(callback, { status: 200, body: {} });
  await work();
  return request(callback);
}

test('what is typed is completed with what the core holds, and a form subscribes', async () => {
  const choices = async (command: string, option: string, typed: string) => {
    const { data } = await answerTo(() => peers.type(command, option, typed));
    return (data as { choices: { name: string; value: string }[] }).choices;
  };
  const [paper] = await choices('show', 'paper', '');
  const title = (await core.store.papers.get(paper?.value ?? ''))?.title ?? '';
  expect(title.startsWith(paper?.name.replace(/…$/, '') ?? '?')).toBe(true);
  expect(await choices('schedule', 'zone', 'berl')).toEqual([
    { name: 'Europe/Berlin', value: 'Europe/Berlin' },
  ]);
  const { data } = await answerTo(() => peers.command('subscribe'));
  await peers.submit((data as { custom_id: string }).custom_id, 'query', 'kelp forest, tide*');
  const channel = `${community()}/${peers.channels.papers}`;
  await expect.poll(() => core.store.channels.subscriptions(channel)).toHaveLength(2);
  expect(await choices('unsubscribe', 'which', 'tid')).toEqual([{ name: '#2 tide*', value: '2' }]);
});

test.each([
  ['a form', (words: string) => peers.submit('paperboy:subscribe', 'query', words)],
  ['the menu', (words: string) => peers.command('subscribe', [{ name: 'query', value: words }])],
])(
  'keywords from %s that cannot be read are not lost: a button opens the form with them',
  async (_, give) => {
    const words = 'kelp AND (forest, `tide` -\u201cred algae\u201d title:';
    await peers.command('today');
    await expect.poll(listed).toBeDefined();
    const [posted] = await peers.messages();
    await give(words);
    const { body } = await peers.calls.take(({ body }) => JSON.stringify(body).includes('cannot be read'));
    const said = JSON.stringify(body.components);
    const [, button = ''] = /"custom_id":"([^"]*)"/.exec(said) ?? [];
    const message = { ...posted, components: body.components } as APIMessage;
    const { type, data } = await answerTo(() => peers.press(message, button));
    expect(type).toBe(9);
    expect(JSON.stringify(data)).toContain(JSON.stringify(words.replaceAll('`', "'")));
  },
);

test('whoever may not subscribe gets no button that would', async () => {
  peers.forget();
  await peers.command('subscribe', [{ name: 'query', value: 'kelp (' }], { permissions: 2048n });
  const { components } = await request(/^PATCH .*original/);
  expect(JSON.stringify(components)).not.toContain('custom_id');
});
