import { existsSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDiscordAdapter } from '../../../adapters/discord/discord-adapter.ts';
import { commands } from '../../../commands/index.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import { LIST, WORDS } from '../sample-messages.ts';
import { createTestInbound, type TestInbound } from '../test-inbound.ts';
import { type FakeGateway, startFakeGateway } from './fake-gateway.ts';
import { NO_POSTS } from './peers.ts';

const FILE = new URL('../../../../shared/data/replay/discord/interactions.json', import.meta.url);
const isThere = existsSync(FILE);
const GUILD = '1457468924290662599';
const CHANNEL = '1457510428359004343';
const without = isThere ? '' : ' (skipped: ../shared/data is not on this machine)';

interface Recorded {
  readonly [field: string]: unknown;
  readonly data: { readonly [field: string]: unknown };
}

describe.skipIf(!isThere)(`recorded payloads of Discord${without}`, () => {
  let discord: FakeGateway;
  let adapter: PlatformAdapter;
  let inbound: TestInbound;
  let recorded: Record<string, Recorded>;
  const complaints: unknown[] = [];
  const complain = (context: unknown, message: string) => void complaints.push([message, context]);
  const log = { info: () => {}, warn: complain, error: complain };

  beforeAll(async () => {
    recorded = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, Recorded>;
    discord = await startFakeGateway({ guild: GUILD, channel: CHANNEL });
    inbound = createTestInbound(WORDS, 3);
    adapter = createDiscordAdapter({ ...discord.config, posts: NO_POSTS, log, commands });
    await adapter.start(inbound);
  });
  afterAll(async () => {
    await adapter?.stop();
    await discord?.stop();
  });
  afterEach(() => {
    expect([...complaints, ...discord.refused]).toEqual([]);
  });
  beforeEach(() => {
    for (const box of [inbound.answered, inbound.reactions, inbound.presses]) box.empty();
  });

  const told = (name: string) => recorded[name] ?? { data: {} };

  /** A press as it was recorded, but of a button of ours. Some ids were taken out, and one payload is trimmed. */
  function press(name: string, custom_id: string): void {
    const payload = told(name);
    const owners = payload.authorizing_integration_owners ?? { 0: '0' };
    discord.tell('INTERACTION_CREATE', {
      ...{ ...payload, id: '1457536583141163186', authorizing_integration_owners: owners },
      data: { ...payload.data, custom_id },
    });
  }

  test('a button in a thread speaks for its channel, for whoever pressed it', async () => {
    inbound.answer = { to: 'asker', message: WORDS };
    press('buttonClickHello', 'run/0.0:help');
    const { invocation, error } = await inbound.answered.take();
    expect(error).toBeUndefined();
    expect(invocation).toMatchObject({
      channel: { community: GUILD, id: CHANNEL },
      person: { id: '1033044521375764530', name: 'Test User', mayManage: true },
      line: 'help',
    });
  });

  test('a press of a vote button names its paper', async () => {
    press('buttonClickInfo', 'vote/0.0:2412.00001');
    expect(await inbound.presses.take()).toMatchObject({
      paperId: '2412.00001',
      person: { id: '1033044521375764530' },
    });
  });

  test('in a direct message the conversation is its own community', async () => {
    inbound.answer = { to: 'asker', message: WORDS };
    press('dmButtonClick', 'run/0.0:today');
    expect((await inbound.answered.take()).invocation).toMatchObject({
      channel: { community: 'DM_CHANNEL_123', id: 'DM_CHANNEL_123' },
      person: { mayManage: true },
    });
  });

  test('another application’s buttons are none of ours', async () => {
    discord.tell('INTERACTION_CREATE', told('buttonClickGoodbye'));
    press('buttonClickHello', 'run/0.0:help');
    expect((await inbound.answered.take()).invocation.line).toBe('help');
    expect(inbound.answered.left).toEqual([]);
  });

  test('a reaction reaches its message in the thread that was just opened', async () => {
    discord.tell('THREAD_CREATE', told('gatewayThreadCreate').data);
    const { data } = told('gatewayReactionAdd');
    discord.tell('MESSAGE_REACTION_ADD', data);
    expect(await inbound.reactions.take()).toMatchObject({
      channel: { community: GUILD, id: CHANNEL },
      messageId: '1457536551830421524/1457536955662471180',
      personId: '1033044521375764530',
      emoji: '👍',
      added: true,
    });
  });

  test('what people write, which Paperboy does not read, changes nothing', async () => {
    for (const { type, data } of Object.values(recorded))
      if (type === 'GATEWAY_MESSAGE_CREATE') discord.tell('MESSAGE_CREATE', data);
    inbound.answer = { to: 'channel', message: LIST };
    press('buttonClickMessages', 'run/0.0:today');
    expect((await inbound.answered.take()).posted).toHaveLength(1);
    expect(inbound.answered.left).toEqual([]);
  });
});
