import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { parseQuery } from '../../src/query/parser.ts';
import { channelWorld } from './channel-world.ts';
import { publish } from './publish.ts';

test('a bare /papers gives help with every command and the channel’s state', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['On rivers']);
  await world.say('subscribe rivers');
  const { audience, text } = await world.say('');
  expect(audience).toBe('asker');
  for (const { name, summary } of commands) expect(text).toContain(`/papers ${name} ${summary}`);
  expect(text).toContain('This channel follows one query. The newest edition is of Nov 25, 2026.');
});

test('help of one command tells how it is written, its options and examples', async () => {
  const world = await channelWorld();
  const { text } = await world.say('help top');
  expect(text).toContain('/papers top [day|week|month|all] [channel|community|source] ranks the papers');
  expect(text).toContain('day, week, month, all: since when');
  expect(text).toContain('/papers top month channel');
});

test('help leaves out what only buttons write, and tells who may run a command', async () => {
  const world = await channelWorld();
  const { text } = await world.say('help unsubscribe');
  expect(text).not.toMatch(/confirm|undo/);
  expect(text).toContain('For those who may manage the channel.');
});

test.each(['help', '--help', '-h', '?', 'HELP'])('%s asks for help', async (line) => {
  const world = await channelWorld();
  expect((await world.say(line)).text).toContain('/papers today shows');
});

test.each(['help /papers top', 'help TOP', 'top --help'])('%s asks for help with top', async (line) => {
  const world = await channelWorld();
  expect((await world.say(line)).text).toContain('/papers top [day');
});

test('help with a misspelt command names the nearest one', async () => {
  const world = await channelWorld();
  expect((await world.say('help subscrib')).text).toContain('Did you mean /papers subscribe?');
});

test('help can be shared with the channel', async () => {
  const world = await channelWorld();
  expect((await world.say('help top')).buttons).toEqual({ Share: 'help top' });
});

test.each(['help keywords', 'help KEYWORDS', 'help keyword', 'help query', 'help keywrods'])(
  '%s explains the keyword language by examples',
  async (line) => {
    const world = await channelWorld();
    const { audience, text, buttons } = await world.say(line);
    expect(audience).toBe('asker');
    for (const part of ['AND', '"neural network"', 'title:GAN', 'quanti*', 'networks', 'pre-training finds'])
      expect(text).toContain(part);
    expect(buttons).toEqual({ Share: 'help keywords' });
  },
);

test('every query that help keywords shows can be read, and help leads there', async () => {
  const world = await channelWorld();
  const { message } = await world.say('help keywords');
  const texts = message.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  const shown = texts.flatMap((text) =>
    text.filter(({ style }) => style === 'code').map((span) => span.text),
  );
  const queries = shown.filter((one) => !/^(?:AND|OR|NOT(?: protein)?|subscribe|\/papers .*)$/.test(one));
  expect(queries.length).toBeGreaterThan(15);
  for (const query of queries) expect(() => parseQuery(query)).not.toThrow();
  for (const line of ['help', 'help subscribe', 'help search', 'search title:'])
    expect((await world.say(line)).text).toContain('/papers help keywords');
});
