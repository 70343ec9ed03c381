import { describe, expect, test } from 'vitest';
import { defineCommand } from '../../src/command/command.ts';
import { createRateLimit } from '../../src/command/rate-limit.ts';
import { UserError } from '../../src/command/user-error.ts';
import { textMessage } from '../../src/message/build.ts';
import { ADA, CHANNEL, channelWorld, GUEST } from '../commands/channel-world.ts';
import { publish } from '../commands/publish.ts';

function failing(error: unknown) {
  return defineCommand({
    ...{ name: 'fail', summary: 'fails', permission: 'everyone', examples: ['fail'] },
    options: {},
    run: () => Promise.reject(error),
  });
}

describe('errors', () => {
  test('a mistake of a person is said to them alone, word for word', async () => {
    const world = await channelWorld({ commands: [failing(new UserError('Write `this` instead.'))] });
    expect(await world.say('fail')).toMatchObject({
      outcome: 'refused',
      audience: 'refused',
      text: 'Write this instead.',
    });
  });

  test('a bug is logged with its context; the person gets one line with its id', async () => {
    const logged: Record<string, unknown>[] = [];
    const log = { error: (context: Record<string, unknown>) => void logged.push(context) };
    const bug = new Error('secret detail');
    const { outcome, text } = await (await channelWorld({ commands: [failing(bug)], log })).say('fail now');
    expect(outcome).toBe('refused');
    expect(logged).toEqual([]);
    const world = await channelWorld({ commands: [failing(bug)], log });
    const said = await world.say('fail');
    expect(said).toMatchObject({ outcome: 'failed' });
    expect(said.text).not.toContain('secret');
    const [{ id, error, channel, line } = {}] = logged;
    expect({ error, channel, line }).toEqual({ error: bug, channel: 'slack/T1/C1', line: 'fail' });
    expect(said.text).toContain(`logged as ${id}`);
    expect(text).toContain('“now” means nothing');
  });

  test('an answer that the platform does not take is logged, and never ends the process', async () => {
    const logged: string[] = [];
    const log = { error: (_: unknown, message: string) => void logged.push(message) };
    const { desk } = await channelWorld({ log });
    const gone = () => Promise.reject(new Error('gone'));
    await desk.command({ channel: CHANNEL, person: ADA, line: 'help' }, { toChannel: gone, toAsker: gone });
    expect(logged).toEqual(['command failed', 'could not answer']);
  });
});

describe('the rate limit', () => {
  test('a person may run so many commands a minute, and is told how long to wait', async () => {
    const world = await channelWorld({ limits: { commandsPerMinute: 3 } });
    for (let time = 0; time < 3; time += 1)
      expect(await world.say('help')).toMatchObject({ outcome: 'answered' });
    world.now += 20_000;
    expect(await world.say('help')).toMatchObject({
      outcome: 'refused',
      text: 'That was more than 3 commands in a minute. Please wait 40 seconds.',
    });
    expect(await world.say('help', GUEST)).toMatchObject({ outcome: 'answered' });
    world.now += 40_000;
    expect(await world.say('help')).toMatchObject({ outcome: 'answered' });
  });

  test('counts over all channels of a community, and refused commands too', async () => {
    const world = await channelWorld({ limits: { commandsPerMinute: 2 } });
    await world.say('todya');
    await world.say('help', ADA, { ...CHANNEL, id: 'C2' });
    expect(await world.say('help')).toMatchObject({ outcome: 'refused' });
    expect(await world.say('help', ADA, { ...CHANNEL, community: 'T2' })).toMatchObject({
      outcome: 'answered',
    });
  });

  test('is a window that slides: as many as the limit in any minute, never more', () => {
    const limit = createRateLimit(2);
    expect([0, 30_000, 59_999, 60_000, 60_001, 90_000].map((now) => limit('ada', now))).toEqual([
      ...[0, 0, 1, 0, 29_999, 0],
    ]);
  });

  test('calls that were refused do not make the wait longer', () => {
    const limit = createRateLimit(1);
    expect([0, 10_000, 50_000, 60_000].map((now) => limit('ada', now))).toEqual([0, 50_000, 10_000, 0]);
  });
});

describe('who sees an answer', () => {
  test('sharing shows to all what was meant for the asker', async () => {
    const world = await channelWorld();
    expect(await world.say('help')).toMatchObject({ audience: 'asker' });
    expect(await world.say('help', ADA, CHANNEL, true)).toMatchObject({ audience: 'channel' });
  });

  test('a mistake stays with the asker, also when it is to be shared', async () => {
    const world = await channelWorld();
    expect(await world.say('todya', ADA, CHANNEL, true)).toMatchObject({ audience: 'refused' });
  });

  test('where a platform cannot refuse, the asker is told as always', async () => {
    const { desk } = await channelWorld();
    const said: string[] = [];
    const toAsker = async ({ fallback }: { fallback: string }) => {
      said.push(fallback);
      return [];
    };
    const never = () => Promise.reject(new Error('to the channel'));
    await desk.command({ channel: CHANNEL, person: ADA, line: 'todya' }, { toChannel: never, toAsker });
    expect(said).toEqual(['There is no command “todya”. Did you mean /papers today?']);
  });
});

test('a long list that a platform splits over messages is voted for on each of them', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['On rivers', 'On lakes']);
  await world.desk.command(
    { channel: CHANNEL, person: ADA, line: 'today' },
    {
      toAsker: async () => [],
      toChannel: async ({ parts }) => [
        { id: 'one', parts: parts.filter((part) => part.kind === 'row' && part.row.number === 1) },
        { id: 'two', parts: parts.filter((part) => part.kind === 'row' && part.row.number === 2) },
      ],
    },
  );
  await world.react('two', '2️⃣');
  await world.react('one', '2️⃣', { personId: 'bo' });
  expect([await world.votes('On rivers'), await world.votes('On lakes')]).toEqual([0, 1]);
});

test('a message is free of markup: a title with mentions and control characters stays plain text', async () => {
  const world = await channelWorld();
  const title = '@everyone <!channel> *bold* `code` \u001b[31mred\u001b[0m \u202eevil [x](http://y)';
  await publish(world, '2026-11-25', [title]);
  const { message } = await world.say('today');
  const row = message.parts.find((part) => part.kind === 'row');
  expect(row?.kind === 'row' && row.row.title).toEqual([
    { text: '@everyone <!channel> *bold* `code` red evil [x](http://y)' },
  ]);
  expect(textMessage(['*x*']).parts).toEqual([{ kind: 'text', text: [{ text: '*x*' }] }]);
});
