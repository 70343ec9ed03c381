import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { completer } from '../../adapters/terminal/completion.ts';
import { localPerson } from '../../adapters/terminal/local-person.ts';
import { sayOnce } from '../../adapters/terminal/say.ts';
import { commands } from '../../commands/index.ts';
import { commandReference } from '../../src/command/reference.ts';
import { channelWorld } from '../commands/channel-world.ts';
import { greet } from './greet.ts';

const withGreet = [...commands, greet];

test('a command that is one declaration runs', async () => {
  const world = await channelWorld({ commands: withGreet });
  const { text: said } = await world.say('greet Ada loudly times 3');
  expect(JSON.parse(said)).toEqual({ name: 'Ada', manner: 'loudly', times: 3, twice: false, secret: false });
});

test('it is in /papers help, in its own help, and named where it is misspelt', async () => {
  const world = await channelWorld({ commands: withGreet });
  expect((await world.say('help')).text).toContain('/papers greet greets somebody');
  expect((await world.say('help greet')).text).toContain(
    '/papers greet <name> [loudly|softly] [since <since>] [times <number>] [twice] greets somebody.',
  );
  expect((await world.say('graet Ada')).text).toContain('Did you mean /papers greet?');
});

test('it answers in the terminal, and the tab key completes it and its options', async () => {
  const { desk, store } = await channelWorld({ commands: withGreet });
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const style = () => ({ width: 100, color: false, links: false });
  const code = await sayOnce(
    {
      ...{ store, desk, person: localPerson('UTC'), output, outputStyle: style, errors, errorStyle: style },
      now: () => 0,
    },
    '/papers greet Ada softly',
  );
  output.end();
  expect(code).toBe(0);
  expect(await text(output)).toContain('"manner":"softly"');
  expect(completer(withGreet)('/papers gr')).toEqual([['greet '], 'gr']);
  expect(completer(withGreet)('greet Ada lo')).toEqual([['loudly '], 'lo']);
});

test('it is in the generated reference, without what only buttons write', () => {
  const reference = commandReference(withGreet);
  expect(reference).toMatch(/^\| \[`greet`\]\(#greet\) +\| greets somebody +\|$/m);
  expect(reference).toContain('## greet\n\n`/papers greet <name> [loudly|softly]');
  expect(reference).toMatch(/^\| `manner` +\| `loudly`, `softly` +\| how +\|$/m);
  expect(reference).toContain('    /papers greet Ada loudly since 2026-11-01');
  expect(reference).not.toContain('secret');
});
