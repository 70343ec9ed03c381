import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSlackAdapter, type SlackAdapter } from '../../../adapters/slack/slack-adapter.ts';
import { type RealCore, startRealCore } from '../real-core.ts';
import { type HttpPeers, install, send, startHttpPeers } from './http-peers.ts';
import { actionPayload, commandPayload, eventPayload } from './payloads.ts';

let peers: HttpPeers;
let core: RealCore;
let adapter: SlackAdapter;
let port: number;
let events = 0;
const log = { info: () => {}, warn: () => {}, error: () => {} };

/** Two workspaces share a channel. Paperboy is in the first one; Val is of the second. */
const HOST = { team: 'T0HOST', token: 'xoxb-host', bot: 'U0BOTHOST' };
const GUEST = { team: 'T0GUEST', token: 'xoxb-guest', bot: 'U0BOTGUEST' };
const CHANNEL = 'C0SHARED';
const VAL = 'U0VAL';
const PAPER = '2412.00001';

beforeAll(async () => {
  peers = await startHttpPeers();
});
afterAll(() => peers?.stop());

beforeEach(async () => {
  peers.door.forget();
  core = await startRealCore();
  adapter = createSlackAdapter({
    ...{ ...peers.config, store: core.store },
    ...{ log, managers: 'everyone' },
  });
  await adapter.start(core.desk);
  port = adapter.port() ?? 0;
  await install(peers, port, HOST);
  await core.store.papers.put(heldPaper());
});
afterEach(async () => {
  await adapter.stop();
  await core.store.close();
});

const heldPaper = () => ({
  ...{ id: PAPER, title: 'About rivers', normalisedTitle: 'about rivers', url: 'https://example.org/' },
  ...{ sources: ['feed'], firstSeenAt: 1, countsAt: 1 },
});
const votes = async (team: string) =>
  (await core.store.votes.count(`slack/${team}`, [PAPER])).get(PAPER) ?? 0;
const followed = async (team: string) =>
  (await core.store.channels.subscriptions(`slack/${team}/${CHANNEL}`)).map(({ query }) => query);
const called = (method: string) => peers.door.calls.take((call) => call.method === method);

/** Val's profile, as the host sees it. */
function showVal(): void {
  const user = { id: VAL, team_id: GUEST.team, is_stranger: true, profile: { display_name: 'Val' } };
  peers.door.answerOnce('users.info', { body: { ok: true, user } });
}

/** Val presses a button of a message that stands in the channel; the payload is that of Val's workspace. */
function pressed(button: { action_id: string; value: string }, message: object) {
  const url = peers.door.responseUrl('open');
  const payload = actionPayload({
    ...{ team: GUEST.team, channel: CHANNEL, person: VAL, url },
    button: { ...button, message: { ts: '1.1', text: 'List', blocks: [], ...message } },
  });
  return { ...payload, enterprise: { id: 'E0GUEST', name: 'Invented' }, is_enterprise_install: false };
}

const vote = { action_id: 'vote:0', value: PAPER };

test.each([
  ['where only the host has Paperboy', []],
  ['where both workspaces have Paperboy', [GUEST]],
])('a visitor’s press on the host’s message is a vote at the host’s, %s', async (_, others) => {
  for (const other of others) await install(peers, port, other);
  peers.door.calls.empty();
  showVal();
  expect(await send(port, pressed(vote, { team: HOST.team }))).toBe(200);
  await expect.poll(() => votes(HOST.team)).toBe(1);
  expect(await votes(GUEST.team)).toBe(0);
  expect((await called('users.info')).token).toBe(HOST.token);
});

test('a workspace that has no Paperboy is not believed to be a message’s', async () => {
  await install(peers, port, GUEST);
  showVal();
  await send(port, pressed(vote, { team: 'T0OTHER' }));
  await expect.poll(() => votes(GUEST.team)).toBe(1);
  expect(await votes('T0OTHER')).toBe(0);
});

test('a visitor who may manage follows keywords at the host’s, by a form that explains them', async () => {
  showVal();
  peers.door.answerOnce('views.open', { body: { ok: true } });
  await send(port, pressed({ action_id: 'run:0', value: '/papers subscribe' }, { team: HOST.team }));
  const opened = (await called('views.open')).body.view as { private_metadata: string };
  const view = { ...opened, id: 'V1', hash: 'h1', team_id: GUEST.team, app_installed_team_id: HOST.team };
  const who = { user: { id: VAL, team_id: GUEST.team }, team: { id: GUEST.team }, trigger_id: 'trigger' };

  peers.door.answerOnce('views.update', { body: { ok: true } });
  const typing = { type: 'plain_text_input', block_id: 'query', action_id: 'check:query', value: 'rivers' };
  await send(port, { ...who, type: 'block_actions', view, actions: [typing] });
  expect((await called('views.update')).token).toBe(HOST.token);

  peers.door.answerOnce('conversations.info', { body: { ok: true, channel: { is_member: true } } });
  peers.door.answerOnce('chat.postMessage', { body: { ok: true, ts: '2.2' } });
  const values = {
    query: { 'check:query': { value: 'rivers' } },
    time: { time: { selected_time: '09:00' } },
    zone: { zone: { value: 'UTC' } },
  };
  await send(port, {
    ...who,
    type: 'view_submission',
    view: { ...view, callback_id: 'subscribe', state: { values } },
  });
  expect((await called('chat.postMessage')).token).toBe(HOST.token);
  expect(await followed(HOST.team)).toEqual(['rivers']);
  expect(await followed(GUEST.team)).toEqual([]);
});

test('a visitor’s own command belongs to the visitor’s workspace, and shows nothing of the host’s', async () => {
  await install(peers, port, GUEST);
  const channel = `slack/${HOST.team}/${CHANNEL}`;
  const asked = { channel, query: 'secret plans', canonical: 'secret plan', createdBy: 'U0ADA' };
  await core.store.channels.subscribe({ ...asked, createdByName: 'Ada', createdAt: 0 });
  showVal();
  const url = peers.door.responseUrl('open');
  await send(port, commandPayload({ team: GUEST.team, channel: CHANNEL, person: VAL, url, line: 'status' }));
  const answer = JSON.stringify(await peers.door.responses.take());
  expect(answer).toContain('follows nothing');
});

test('whoever comes from a workspace without Paperboy is told so, and nothing is done', async () => {
  const url = peers.door.responseUrl('open');
  expect(
    await send(
      port,
      commandPayload({ team: GUEST.team, channel: CHANNEL, person: VAL, url, line: 'subscribe rivers' }),
    ),
  ).toBe(200);
  const answer = await peers.door.responses.take();
  expect(answer).toMatchObject({
    response_type: 'ephemeral',
    text: expect.stringContaining('not installed in your workspace'),
  });
  expect(await followed(GUEST.team)).toEqual([]);
});

/** What a reaction of Val's is told as to an organisation's installation; Slack names no workspace beside it. */
function reacted(context: object) {
  const item = { type: 'message', channel: CHANNEL, ts: '3.3' };
  events += 1;
  const event = { type: 'reaction_added', user: VAL, reaction: '+1', item, event_ts: `${events}.5` };
  const payload = eventPayload({ team: GUEST.team, bot: 'U0BOTORG', eventId: `EvShared${events}`, event });
  const [authorization] = payload.authorizations;
  const organisation = {
    ...authorization,
    enterprise_id: 'E0ORG',
    team_id: null,
    is_enterprise_install: true,
  };
  return { ...payload, ...context, is_ext_shared_channel: true, authorizations: [organisation] };
}

test.each([
  [
    'named as the context',
    { enterprise_id: 'E0GUEST', context_team_id: 'T0INORG', context_enterprise_id: 'E0ORG' },
  ],
  ['the event’s own', { team_id: 'T0INORG', enterprise_id: 'E0ORG', context_team_id: GUEST.team }],
])('a visitor’s reaction counts in the organisation’s workspace that is %s', async (_, context) => {
  await install(peers, port, { enterprise: 'E0ORG', token: 'xoxb-org', bot: 'U0BOTORG' });
  const channel = `slack/T0INORG/${CHANNEL}`;
  const papers = [{ paperId: PAPER }];
  await core.store.posts.record('slack/T0INORG', { channel, messageId: '3.3', postedAt: 1, papers });
  showVal();
  await send(port, reacted(context));
  await expect.poll(() => votes('T0INORG')).toBe(1);
  expect(await core.store.installations.get(`slack/${GUEST.team}`)).toBeUndefined();
});

test.each([
  ['the event’s own', { team_id: HOST.team, context_team_id: GUEST.team }],
  ['named as the context', { team_id: GUEST.team, context_team_id: HOST.team }],
])(
  'a reaction that Slack tells the guest counts where its message is from, with the host %s',
  async (_, named) => {
    await install(peers, port, GUEST);
    const channel = `slack/${HOST.team}/${CHANNEL}`;
    const papers = [{ paperId: PAPER }];
    await core.store.posts.record(`slack/${HOST.team}`, { channel, messageId: '3.3', postedAt: 1, papers });
    showVal();
    const [authorization] = eventPayload({
      team: GUEST.team,
      bot: GUEST.bot,
      eventId: '',
      event: {},
    }).authorizations;
    await send(port, { ...reacted(named), authorizations: [authorization] });
    await expect.poll(() => votes(HOST.team)).toBe(1);
    expect(await votes(GUEST.team)).toBe(0);
  },
);

test('a visitor’s workspace never becomes one of the organisation’s', async () => {
  await install(peers, port, { enterprise: 'E0ORG', token: 'xoxb-org', bot: 'U0BOTORG' });
  showVal();
  await send(port, reacted({ enterprise_id: 'E0GUEST', context_team_id: GUEST.team }));
  expect((await called('users.info')).token).toBe('xoxb-org');
  expect(await core.store.installations.get(`slack/${GUEST.team}`)).toBeUndefined();
});
