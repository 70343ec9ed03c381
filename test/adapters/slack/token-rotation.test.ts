import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSlackAdapter, type SlackAdapter } from '../../../adapters/slack/slack-adapter.ts';
import { WORDS } from '../sample-messages.ts';
import { createTestInbound, type TestInbound } from '../test-inbound.ts';
import { accessOf, type HttpPeers, type Installed, install, send, startHttpPeers } from './http-peers.ts';
import { commandPayload } from './payloads.ts';

let peers: HttpPeers;
let adapter: SlackAdapter;
let inbound: TestInbound;
const log = { info: () => {}, warn: () => {}, error: () => {} };

const HOUR = 3600;
/** Tokens that Slack gave out one after the other: each is renewed when it has less than two hours left. */
const FIRST = { token: 'xoxe.xoxb-first', refresh: { token: 'xoxe-first', expiresIn: HOUR } };
const SECOND = { token: 'xoxe.xoxb-second', refresh: { token: 'xoxe-second', expiresIn: 12 * HOUR } };
const EXPIRED = { token: 'xoxe.xoxb-old', refresh: { token: 'xoxe-old', expiresIn: -1 } };
const ONE = { team: 'T0ONE', bot: 'U0BOTONE' };
const ORG = { enterprise: 'E0ORG', bot: 'U0BOTORG' };

beforeAll(async () => {
  peers = await startHttpPeers();
});
afterAll(() => peers?.stop());

beforeEach(async () => {
  peers.door.forget();
  inbound = createTestInbound(WORDS);
  adapter = createSlackAdapter({ ...peers.config, log });
  await adapter.start(inbound);
});
afterEach(async () => {
  await adapter.stop();
  for (const owner of ['T0ONE', 'E0ORG']) await peers.config.store.installations.remove(`slack/${owner}`);
});

async function installed(whole: Installed): Promise<void> {
  await install(peers, adapter.port() ?? 0, whole);
  peers.door.calls.empty();
}

const renewedWith = (whole: Installed) => peers.door.answerOnce('oauth.v2.access', { body: accessOf(whole) });
const post = (through = adapter, community = 'T0ONE') => {
  peers.door.answerOnce('chat.postMessage', { body: { ok: true, ts: '1.1' } });
  return through.post({ platform: 'slack', community, id: 'C0PAPERS' }, WORDS, { key: 'k' });
};
const command = (team: string, more: object = {}) => {
  const url = peers.door.responseUrl('open');
  const payload = commandPayload({ team, channel: 'C0PAPERS', person: 'U0ADA', url, line: 'help' });
  return send(adapter.port() ?? 0, { ...payload, ...more });
};
const calls = (method: string) => peers.door.calls.left.filter((call) => call.method === method);
const tokens = () => calls('chat.postMessage').map(({ token }) => token);

test('a digest goes out with a fresh token, which is kept sealed and used after a restart', async () => {
  await installed({ ...ONE, ...FIRST });
  renewedWith({ ...ONE, ...SECOND });
  await post();
  expect(calls('oauth.v2.access').map(({ body }) => body)).toMatchObject([
    { grant_type: 'refresh_token', refresh_token: 'xoxe-first', client_id: '1.2', client_secret: 'invented' },
  ]);
  const held = await peers.config.store.installations.get('slack/T0ONE');
  expect(held?.sealed).toMatch(/^v1\./);
  expect(held?.sealed).not.toContain('xoxe-second');
  await post(createSlackAdapter({ ...peers.config, log }));
  expect(tokens()).toEqual([SECOND.token, SECOND.token]);
  expect(calls('oauth.v2.access')).toHaveLength(1);
});

test('many messages at once renew a token once', async () => {
  await installed({ ...ONE, ...FIRST });
  renewedWith({ ...ONE, ...SECOND });
  await Promise.all([post(), post(), post()]);
  expect(calls('oauth.v2.access')).toHaveLength(1);
  expect(tokens()).toEqual([SECOND.token, SECOND.token, SECOND.token]);
});

test('a command renews a token that the next digest then uses', async () => {
  await installed({ ...ONE, ...FIRST });
  renewedWith({ ...ONE, ...SECOND });
  expect(await command('T0ONE')).toBe(200);
  await inbound.answered.take();
  peers.door.calls.empty();
  await post();
  expect(tokens()).toEqual([SECOND.token]);
  expect(calls('oauth.v2.access')).toEqual([]);
});

test('an organisation’s token is renewed for all of its workspaces', async () => {
  await installed({ ...ORG, ...SECOND });
  await command('T0INORG', { enterprise_id: 'E0ORG', is_enterprise_install: 'true' });
  await inbound.answered.take();
  await installed({ ...ORG, ...FIRST });
  renewedWith({ ...ORG, ...SECOND });
  await post(adapter, 'T0INORG');
  await post(adapter, 'E0ORG');
  expect(tokens()).toEqual([SECOND.token, SECOND.token]);
  expect(calls('oauth.v2.access')).toHaveLength(1);
});

const LATER = { status: 503, body: {} };

test('where Slack renews nothing just now, a token goes on as long as it is good', async () => {
  await installed({ ...ONE, ...FIRST });
  peers.door.answerOnce('oauth.v2.access', LATER);
  await post();
  expect(tokens()).toEqual([FIRST.token]);
});

test('with an expired token nothing is sent, and it is tried again', async () => {
  await installed({ ...ONE, ...EXPIRED });
  peers.door.answerOnce('oauth.v2.access', LATER);
  await expect(post()).rejects.toMatchObject({ kind: 'transient', unsent: true });
  expect(tokens()).toEqual([]);
  renewedWith({ ...ONE, ...SECOND });
  await post();
  expect(tokens()).toEqual([SECOND.token]);
});
