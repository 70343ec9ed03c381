import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDiscordAdapter } from '../../../adapters/discord/discord-adapter.ts';
import { commands } from '../../../commands/index.ts';
import { textMessage } from '../../../src/message/build.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import { createTestInbound, type TestInbound } from '../test-inbound.ts';
import { type DiscordPeers, NO_POSTS, startDiscordPeers } from './peers.ts';

let peers: DiscordPeers;
let adapter: PlatformAdapter;
let inbound: TestInbound;
const complaints: unknown[] = [];
const complain = (context: unknown, message: string) => void complaints.push([message, context]);
const log = { info: () => {}, warn: complain, error: complain };

beforeAll(async () => {
  peers = await startDiscordPeers();
});
afterAll(() => peers?.stop());

beforeEach(async () => {
  complaints.length = 0;
  peers.forget();
  inbound = createTestInbound(textMessage(['Invented answer.']));
  adapter = createDiscordAdapter({ ...peers.config, posts: NO_POSTS, log, commands });
  await adapter.start(inbound);
});
afterEach(async () => {
  await adapter.stop();
  expect(complaints).toEqual([]);
  expect(peers.refused).toEqual([]);
});

const call = (pattern: RegExp) => peers.calls.take(({ method, path }) => pattern.test(`${method} ${path}`));
const answersItself = () => peers.answerOnce(/^POST .*callback/, { status: 200, body: {} });

test('what is typed into an option is completed with what the core suggests, within Discord’s limits', async () => {
  answersItself();
  inbound.suggestions = [
    { value: '2', label: `#2 ${'long '.repeat(60)}` },
    { value: 'x'.repeat(101) },
    ...Array.from({ length: 40 }, (_, at) => ({ value: `value ${at}` })),
  ];
  await peers.type('unsubscribe', 'which', 'lon');
  expect(await inbound.typed.take()).toEqual({
    channel: { platform: 'discord', community: peers.guild, id: peers.channels.papers },
    ...{ command: 'unsubscribe', option: 'which', text: 'lon' },
  });
  const { body } = await call(/callback/);
  const { type, data } = body as { type: number; data: { choices: { name: string; value: string }[] } };
  expect(type).toBe(8);
  expect(data.choices).toHaveLength(25);
  expect(data.choices[0]?.value).toBe('2');
  expect(data.choices.every(({ name }) => name.length <= 100)).toBe(true);
  expect(data.choices[1]).toEqual({ name: 'value 0', value: 'value 0' });
});

test('/papers subscribe without words opens a form, and what is sent with it is subscribed', async () => {
  answersItself();
  await peers.command('subscribe');
  const { body } = await call(/callback/);
  const { type, data } = body as { type: number; data: { custom_id: string; title: string } };
  expect(type).toBe(9);
  expect(data.title.length).toBeLessThanOrEqual(45);
  await peers.submit(data.custom_id, 'query', ' graph network\n-protein ');
  const { invocation, error } = await inbound.answered.take();
  expect(error).toBeUndefined();
  expect(invocation.line).toBe('subscribe graph network -protein');
});

test('whoever may not subscribe is told so, and gets no form', async () => {
  await peers.command('subscribe', [], { permissions: 0n });
  expect((await inbound.answered.take()).invocation).toMatchObject({
    line: 'subscribe',
    person: { mayManage: false },
  });
  await peers.command('subscribe', [], { alone: true });
  expect((await inbound.answered.take()).invocation.line).toBe('subscribe');
});

test('what is suggested too late is no failure', async () => {
  peers.answerOnce(/^POST .*callback/, {
    status: 404,
    body: { code: 10062, message: 'Unknown interaction' },
  });
  await peers.type('show', 'paper', 'gra');
  await inbound.typed.take();
  await call(/callback/);
  await adapter.stop();
  expect(complaints).toEqual([]);
});

test('with words it runs at once', async () => {
  await peers.command('subscribe', [{ name: 'query', value: 'graph' }]);
  expect((await inbound.answered.take()).invocation.line).toBe('subscribe graph');
});

test('the menu is registered again only where it changed', async () => {
  const { body } = await call(/^PUT \/applications\/.*commands$/);
  const [registered] = body as unknown as [Record<string, unknown>];
  const again = async (there: unknown) => {
    peers.forget();
    peers.answerOnce(/^GET \/applications\/.*commands$/, { status: 200, body: there as object });
    const other = createDiscordAdapter({ ...peers.config, posts: NO_POSTS, log, commands });
    await other.start(inbound);
    await other.stop();
    return peers.calls.left.filter(({ method }) => method === 'PUT').length;
  };
  expect(await again([{ ...registered, id: '1', version: '2', dm_permission: true }])).toBe(0);
  expect(await again([{ ...registered, description: 'another one' }])).toBe(1);
  expect(await again([registered, registered])).toBe(1);
  const subcommands = (registered?.options ?? []) as { options?: object[] }[];
  const [first = {}, ...others] = subcommands;
  const [option, ...more] = first.options ?? [];
  const left = { ...first, options: [{ ...option, autocomplete: true, choices: [] }, ...more] };
  expect(await again([{ ...registered, options: [left, ...others] }])).toBe(1);
  expect(await again([])).toBe(1);
});

test('an application that nobody may bring along has its menu on servers all the same', async () => {
  peers.forget();
  const put = /^PUT \/applications\/\d+\/commands$/;
  peers.answerOnce(put, { status: 400, body: { code: 50035, message: 'Invalid Form Body' } });
  const { guildId: _, ...everywhere } = peers.config;
  const told: string[] = [];
  const other = createDiscordAdapter({
    ...{ ...everywhere, posts: NO_POSTS, commands },
    log: { ...log, warn: (__, message) => void told.push(message) },
  });
  await other.start(inbound);
  await other.stop();
  await call(put);
  expect((await call(put)).body).toMatchObject([{ integration_types: [0], contexts: [0, 1] }]);
  expect(told).toHaveLength(1);
});
