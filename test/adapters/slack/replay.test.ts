import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSlackAdapter, type SlackAdapter } from '../../../adapters/slack/slack-adapter.ts';
import { WORDS } from '../sample-messages.ts';
import { createTestInbound, type TestInbound } from '../test-inbound.ts';
import { type HttpPeers, install, send, startHttpPeers } from './http-peers.ts';

const FOLDER = new URL('../../../../shared/data/replay/slack/', import.meta.url);
const isThere = existsSync(FOLDER);
const without = isThere ? '' : ' (skipped: ../shared/data is not on this machine)';

interface Recorded {
  readonly team_id: string;
  readonly authorizations: readonly object[];
  readonly [field: string]: unknown;
}

/** Payloads that Slack really sent, by name; the trimmed authorizations get their team back. */
function recorded(file: string): Record<string, Recorded> {
  const read = JSON.parse(readFileSync(new URL(`${file}.json`, FOLDER), 'utf8')) as Record<string, Recorded>;
  return Object.fromEntries(
    Object.entries(read).map(([name, payload]) => {
      const { team_id, authorizations } = payload;
      const whole = authorizations?.map((one) => ({ team_id, enterprise_id: null, ...one }));
      return [name, typeof payload === 'object' && whole ? { ...payload, authorizations: whole } : payload];
    }),
  );
}

describe.skipIf(!isThere)(`recorded payloads of Slack${without}`, () => {
  let peers: HttpPeers;
  let adapter: SlackAdapter;
  let inbound: TestInbound;
  let port: number;
  let events = 0;
  const log = { info: () => {}, warn: () => {}, error: () => {} };

  beforeAll(async () => {
    peers = await startHttpPeers();
    inbound = createTestInbound(WORDS, 3);
    adapter = createSlackAdapter({ ...peers.config, log });
    await adapter.start(inbound);
    port = adapter.port() ?? 0;
    for (const [team, bot] of [
      ['T00FAKE00AA', 'U00FAKEBOT01'],
      ['T00FAKE00BB', 'U00FAKEBOT03'],
    ] as const)
      await install(peers, port, { team, bot, token: 'xoxb-invented' });
  });
  afterAll(async () => {
    await adapter?.stop();
    await peers?.stop();
  });
  beforeEach(() => {
    for (const box of [inbound.answered, inbound.reactions, inbound.presses, inbound.presence]) box.empty();
    peers.door.forget();
  });

  /** The payload with the response URL and what else is ours. */
  const ours = (payload: Recorded | undefined, changes: object = {}) => ({
    ...(payload ?? {}),
    response_url: peers.door.responseUrl('open'),
    ...changes,
  });
  const aPerson = () =>
    peers.door.answerOnce('users.info', { body: { ok: true, user: { team_id: 'T00FAKE00AA' } } });

  test('a slash command is run in its channel for whoever typed it', async () => {
    const { slashCommandWithArgs } = recorded('slash-commands');
    expect(await send(port, ours(slashCommandWithArgs, { command: '/papers' }))).toBe(200);
    const { invocation } = await inbound.answered.take();
    expect(invocation).toMatchObject({
      channel: { community: 'T00FAKE00BB', id: 'C00FAKECHAN3' },
      person: { id: 'U00FAKEUSER2' },
      line: 'some arguments here',
    });
  });

  test('a mention is a command, and Slack’s repetition of it changes nothing', async () => {
    const { mention } = recorded('member-joined-channel');
    const { mention: other } = recorded('actions-reactions');
    peers.door.answerOnce('chat.postMessage', { body: { ok: true, ts: '1.1' } });
    await send(port, mention ?? {});
    expect((await inbound.answered.take()).invocation).toMatchObject({
      channel: { community: 'T00FAKE00AA', id: 'C00FAKECHAN1' },
      line: 'test',
    });
    await send(port, mention ?? {});
    await send(port, { ...other, event_id: `EvReplay${++events}` });
    expect((await inbound.answered.take()).invocation.line).toBe('Test');
    expect(inbound.answered.left).toEqual([]);
  });

  test('a reaction reaches its message, in a thread too', async () => {
    const { reaction } = recorded('actions-reactions');
    aPerson();
    await send(port, { ...reaction, event_id: `EvReplay${++events}` });
    expect(await inbound.reactions.take()).toMatchObject({
      messageId: '1767326126.896109',
      personId: 'U00FAKEUSER1',
      emoji: '👍',
      added: true,
      order: 1767326140.0007,
    });
  });

  test('Paperboy’s own joining is heard', async () => {
    const { memberJoinedChannel } = recorded('member-joined-channel');
    await send(port, memberJoinedChannel ?? {});
    expect(await inbound.presence.take()).toEqual({ regained: 'C00FAKECHAN1' });
  });

  test('a button in a thread answers there', async () => {
    const { action } = recorded('actions-reactions');
    const [button] = (action?.actions ?? []) as object[];
    const press = { ...button, action_id: 'run:0', value: '/papers help' };
    inbound.answer = { to: 'asker', message: WORDS };
    expect(await send(port, ours(action, { actions: [press] }))).toBe(200);
    expect((await inbound.answered.take()).invocation.line).toBe('help');
    expect(await peers.door.responses.take()).toMatchObject({ thread_ts: '1767326125.870439' });
  });
});
