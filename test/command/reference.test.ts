import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { commandReference } from '../../src/command/reference.ts';
import { channelWorld } from '../commands/channel-world.ts';

test('docs/commands.md is what the declarations say; `npm run docs` makes it again', () => {
  const written = readFileSync(join(import.meta.dirname, '../../docs/commands.md'), 'utf8');
  expect(written).toBe(commandReference(commands));
});

test('the summaries and names of commands stand in one form', () => {
  for (const { name, summary } of commands) {
    expect(name).toMatch(/^[a-z]+$/);
    expect(summary).toMatch(/^[a-z]+s .*[^.]$/);
  }
  expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
});

test.each(commands.flatMap(({ examples }) => examples))(
  'people can copy the example “%s”',
  async (example) => {
    const world = await channelWorld();
    const { text } = await world.say(example);
    expect(text).not.toMatch(/means nothing|cannot be read|There is no command|Behind |needs /);
  },
);
