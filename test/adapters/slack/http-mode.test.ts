import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSlackAdapter, type SlackAdapter } from '../../../adapters/slack/slack-adapter.ts';
import { WORDS } from '../sample-messages.ts';
import { createTestInbound, type TestInbound } from '../test-inbound.ts';
import { type HttpPeers, install, send, startHttpPeers } from './http-peers.ts';
import { commandPayload, eventPayload } from './payloads.ts';

let peers: HttpPeers;
let adapter: SlackAdapter;
let inbound: TestInbound;
let port: number;
let events = 0;
const log = { info: () => {}, warn: () => {}, error: () => {} };

const ONE = { team: 'T0ONE', token: 'xoxb-one', bot: 'U0BOTONE' };
const TWO = { team: 'T0TWO', token: 'xoxb-two', bot: 'U0BOTTWO' };

beforeAll(async () => {
  peers = await startHttpPeers();
});
afterAll(() => peers?.stop());

beforeEach(async () => {
  peers.door.forget();
  inbound = createTestInbound(WORDS);
  adapter = createSlackAdapter({ ...peers.config, log });
  await adapter.start(inbound);
  port = adapter.port() ?? 0;
});
afterEach(async () => {
  await adapter.stop();
  for (const team of ['T0ONE', 'T0TWO', 'E0ORG'])
    await peers.config.store.installations.remove(`slack/${team}`);
});

const command = (team: string, line = 'help') =>
  commandPayload({ team, channel: 'C0PAPERS', person: 'U0ADA', url: peers.door.responseUrl('open'), line });
const happened = (team: string, event: object) =>
  eventPayload({ team, bot: 'U0BOTONE', eventId: `EvHttp${++events}`, event });
const channelOf = (community: string) => ({ platform: 'slack', community, id: 'C0PAPERS' });

test('a workspace installs Paperboy in a browser, and its commands are answered', async () => {
  const done = await install(peers, port);
  expect(done.status).toBe(200);
  const { regained: team = '' } = await inbound.presence.take();
  inbound.answer = { to: 'asker', message: WORDS };
  expect(await send(port, command(team))).toBe(200);
  const { invocation } = await inbound.answered.take();
  expect(invocation).toMatchObject({ line: 'help', channel: channelOf(team) });
  expect(await peers.door.responses.take()).toMatchObject({ text: 'Just words' });
});

test('tokens are nowhere in the database, and open with the secret alone', async () => {
  await install(peers, port, ONE);
  const held = await peers.config.store.installations.get('slack/T0ONE');
  expect(held?.sealed).toMatch(/^v1\./);
  expect(held?.sealed).not.toContain('xoxb');
  const other = createSlackAdapter({ ...peers.config, secret: 'some other invented secret, also long', log });
  await expect(other.post(channelOf('T0ONE'), WORDS, { key: 'k' })).rejects.toThrow();
  // What one workspace holds cannot be put in another one's place.
  await peers.config.store.installations.put('slack/T0TWO', held?.sealed ?? '');
  await expect(adapter.post(channelOf('T0TWO'), WORDS, { key: 'k' })).rejects.toThrow();
});

test.each([
  ['forged', { secret: 'not the secret' }],
  ['six minutes old', { skew: -360 }],
  ['six minutes from the future', { skew: 360 }],
])('a request whose signature is %s is refused, and nothing happens', async (_, tampering) => {
  await install(peers, port, ONE);
  expect(await send(port, command('T0ONE'), tampering)).toBe(401);
  expect(await send(port, command('T0ONE'))).toBe(200);
  await inbound.answered.take();
  expect(inbound.answered.left).toEqual([]);
});

test('a callback whose state was not given out to this browser installs nothing', async () => {
  const forged = new URL(`http://127.0.0.1:${port}/slack/oauth_redirect?code=invented&state=forged`);
  expect((await fetch(forged)).status).toBe(400);
  expect(inbound.presence.left).toEqual([]);
});

test('each workspace is spoken to with its own token, and a workspace without one with none', async () => {
  await install(peers, port, ONE);
  await install(peers, port, TWO);
  for (const { team, token } of [ONE, TWO]) {
    peers.door.answerOnce('chat.postMessage', { body: { ok: true, ts: '1.1' } });
    await adapter.post(channelOf(team), WORDS, { key: 'k' });
    expect((await peers.door.calls.take(({ method }) => method === 'chat.postMessage')).token).toBe(token);
  }
  const nowhere = adapter.post(channelOf('T0THREE'), WORDS, { key: 'k' });
  await expect(nowhere).rejects.toMatchObject({ name: 'AdapterError', kind: 'permanent' });
  await send(port, command('T0THREE'));
  await send(port, command('T0TWO'));
  expect((await inbound.answered.take()).invocation.channel.community).toBe('T0TWO');
  expect(inbound.answered.left).toEqual([]);
});

test('an organisation installs Paperboy once for all of its workspaces', async () => {
  await install(peers, port, { enterprise: 'E0ORG', token: 'xoxb-org', bot: 'U0BOTORG' });
  await send(port, {
    ...command('T0INORG'),
    enterprise_id: 'E0ORG',
    is_enterprise_install: 'true',
  });
  const { invocation } = await inbound.answered.take();
  expect(invocation.channel).toEqual(channelOf('T0INORG'));
  expect(await inbound.presence.take()).toEqual({ regained: 'E0ORG' });
  expect(await inbound.presence.take()).toEqual({ regained: 'T0INORG' });
  peers.door.calls.empty();
  peers.door.answerOnce('chat.postMessage', { body: { ok: true, ts: '1.1' } });
  await adapter.post(channelOf('T0INORG'), WORDS, { key: 'k' });
  const { token } = await peers.door.calls.take(({ method }) => method === 'chat.postMessage');
  expect(token).toBe('xoxb-org');

  await send(port, {
    ...happened('T0INORG', { type: 'app_uninstalled' }),
    team_id: null,
    enterprise_id: 'E0ORG',
    authorizations: [
      {
        enterprise_id: 'E0ORG',
        team_id: null,
        user_id: 'U0BOTORG',
        is_bot: true,
        is_enterprise_install: true,
      },
    ],
  });
  const lost = [
    await inbound.presence.take(({ lost }) => lost !== undefined),
    await inbound.presence.take(({ lost }) => lost !== undefined),
  ];
  expect(lost.map((one) => one.lost).sort()).toEqual(['E0ORG', 'T0INORG']);
});

test.each([
  ['the app is removed', { type: 'app_uninstalled' }],
  ['its token is revoked', { type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0BOTONE'] } }],
])('when %s, the installation goes and the core is told', async (_, event) => {
  await install(peers, port, ONE);
  await inbound.presence.take();
  expect(await send(port, happened('T0ONE', event))).toBe(200);
  expect(await inbound.presence.take()).toEqual({ lost: 'T0ONE' });
  expect(await peers.config.store.installations.get('slack/T0ONE')).toBeUndefined();
});

test('a person’s own revoked token changes nothing', async () => {
  await install(peers, port, ONE);
  await inbound.presence.take();
  await send(port, happened('T0ONE', { type: 'tokens_revoked', tokens: { oauth: ['U0ADA'], bot: [] } }));
  await send(port, command('T0ONE'));
  await inbound.answered.take();
  expect(inbound.presence.left).toEqual([]);
});

test('a port that is taken is told by the name of its setting', async () => {
  const second = createSlackAdapter({ ...peers.config, port, log });
  await expect(second.start(inbound)).rejects.toMatchObject({
    ...{ name: 'UserError', message: `PORT: ${port} is taken. Name another port.` },
  });
  await second.stop();
});
