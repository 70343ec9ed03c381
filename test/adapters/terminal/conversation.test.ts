import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { sayOnce } from '../../../adapters/terminal/say.ts';
import { createTerminalAdapter } from '../../../adapters/terminal/terminal-adapter.ts';
import { commands } from '../../../commands/index.ts';
import type { Person } from '../../../src/platform/platform.ts';
import { type ChannelWorld, channelWorld } from '../../commands/channel-world.ts';
import { publish } from '../../commands/publish.ts';

const PERSON: Person = { id: 'local', name: 'Ada', mayManage: true };
const style = () => ({ width: 100, color: false, links: false });

async function library(): Promise<ChannelWorld> {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['On rivers', 'On lakes', 'On seas']);
  return world;
}

function collected(): { stream: PassThrough; text: () => string } {
  let text = '';
  const stream = new PassThrough();
  stream.on('data', (chunk) => {
    text += String(chunk);
  });
  return { stream, text: () => text };
}

/** What a pipe with these lines gets back. */
async function piped(world: ChannelWorld, input: string): Promise<string> {
  const { stream: output, text } = collected();
  const ended = Promise.withResolvers<void>();
  const lines = new PassThrough();
  let time = 0;
  const adapter = createTerminalAdapter({
    ...{ input: lines, output, interactive: false, style, person: PERSON, commands, store: world.store },
    ...{ history: [], onHistory: () => {}, onEnd: () => ended.resolve() },
    now: () => {
      time += 1;
      return time;
    },
  });
  await adapter.start(world.desk);
  lines.end(input);
  await ended.promise;
  await adapter.stop();
  return text();
}

interface Exit {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

let time = 0;
async function say({ desk, store }: ChannelWorld, line: string): Promise<Exit> {
  const [out, err] = [collected(), collected()];
  const code = await sayOnce(
    {
      ...{ desk, store, person: PERSON, output: out.stream, outputStyle: style },
      ...{ errors: err.stream, errorStyle: style },
      now: () => {
        time += 1;
        return time;
      },
    },
    line,
  );
  for (const { stream } of [out, err]) {
    stream.end();
    await once(stream, 'end');
  }
  return { code, out: out.text(), err: err.text() };
}

describe('piped input', () => {
  test('is read line by line and answered in order, with and without /papers', async () => {
    const text = await piped(await library(), '/papers today\n\nshow 2\r\n+1 3\ntop');
    const order = ['Daily Papers', 'On lakes\n', 'Upvoted 3. On seas (▲ 1).', 'Top papers of the week'];
    const places = order.map((said) => text.indexOf(said));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((left, right) => left - right));
  });

  test('that is wrong is answered, and the next line too', async () => {
    const text = await piped(await library(), 'todya\n+1 3\ntoday\n');
    expect(text).toContain('Did you mean `/papers today`?');
    expect(text).toContain('There is no list here yet to react to. `/papers today` shows one.');
    expect(text).toContain('1. On rivers');
  });

  test('ends with exit, whatever follows', async () => {
    expect(await piped(await library(), 'exit\ntoday\n')).toBe('');
  });

  test('sets answers apart by an empty line, and shows no prompt', async () => {
    const text = await piped(await library(), 'show on rivers\nshow on lakes\n');
    expect(text).toContain('\n\nOn lakes');
    expect(text).not.toContain('›');
  });
});

describe('say', () => {
  test('answers once and ends with 0', async () => {
    const { code, out, err } = await say(await library(), '/papers today');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(' 1. On rivers');
  });

  test('ends with 1 and the reason on the other stream where the command was refused', async () => {
    const { code, out, err } = await say(await library(), '/papers todya');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe('There is no command “todya”. Did you mean `/papers today`?\n');
  });

  test.each(['', '/papers', 'help'])('“%s” gives help', async (line) => {
    expect((await say(await library(), line)).out).toContain('`/papers subscribe` follows keywords');
  });

  test('exit has nothing to leave', async () => {
    expect(await say(await library(), 'exit')).toMatchObject({ code: 1 });
  });
});

describe('+1', () => {
  test('upvotes a row of the newest list, names it, and -1 takes it back', async () => {
    const world = await library();
    await say(world, 'today');
    expect((await say(world, '+1 2')).out).toBe('Upvoted 2. On lakes (▲ 1).\n');
    expect((await say(world, '+1 2')).out).toContain('▲ 1');
    expect((await say(world, 'today')).out).toContain('▲ 1');
    expect((await say(world, '+1 #2')).out).toContain('▲ 1');
    expect((await say(world, '-1 2')).out).toContain('It still has the upvote that an earlier list got.');
  });

  test('taken back on the same list is gone', async () => {
    const world = await library();
    await say(world, 'today');
    await say(world, '+1 1');
    expect((await say(world, '-1 1')).out).toBe('No upvote any more for 1. On rivers (▲ 0).\n');
  });

  test.each([
    ['+1 4', 'The last list here has the numbers 1 to 3, not 4.'],
    ['+1 0', 'not 0.'],
    ['-1 99', '1 to 3, not 99.'],
    ['+1', '`+1` takes the number of a row in the newest list, such as `+1 3`.'],
    ['+1 lakes', '“lakes” is none.'],
  ])('“%s” is refused with what can be voted for', async (line, reason) => {
    const world = await library();
    await say(world, 'today');
    const { code, out, err } = await say(world, line);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(reason);
  });
});
