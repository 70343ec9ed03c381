import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  discordButton,
  holdsKey,
  readAction,
  withKey,
  withVotes,
} from '../../../adapters/discord/buttons.ts';
import { commandLine } from '../../../adapters/discord/command-text.ts';
import { papersCommand } from '../../../adapters/discord/papers-command.ts';
import { commands } from '../../../commands/index.ts';
import type { Command, Option } from '../../../src/command/command.ts';
import { findCommand, readOptions } from '../../../src/command/command-line.ts';
import type { Action } from '../../../src/message/message.ts';

const TODAY = '2025-11-08';

test('each command is in the menu with its typed options, those that must be given first', () => {
  const { options = [] } = papersCommand(commands);
  expect(options.map(({ name }) => name)).toEqual(commands.map(({ name }) => name));
  const of = (name: string) => options.find((option) => option.name === name);
  expect(of('search')).toMatchObject({
    type: 1,
    options: [
      { name: 'query', type: 3, required: true },
      { name: 'since', type: 3 },
      { name: 'page', type: 4, min_value: 1 },
    ],
  });
  expect(of('today')).toMatchObject({
    options: [{ name: 'date' }, { name: 'matching', type: 5 }, { name: 'page' }],
  });
  expect(of('top')).toMatchObject({
    options: [{ choices: expect.arrayContaining([{ name: 'week', value: 'week' }]) }, {}],
  });
  expect(JSON.stringify(of('unsubscribe'))).not.toContain('confirm');
});

test('Discord takes the menu: names, lengths and counts are as it wants them', () => {
  const menu = papersCommand(commands);
  const subcommands = menu.options ?? [];
  const entries: { name: string; description: string }[] = [menu, ...subcommands];
  for (const one of subcommands) if ('options' in one) entries.push(...(one.options ?? []));
  for (const { name, description } of entries) {
    expect(name).toMatch(/^[-_\p{Ll}\p{N}]{1,32}$/u);
    expect(description).toMatch(/^[^`]{1,100}$/);
  }
  expect(menu.options?.length).toBeLessThanOrEqual(25);
});

test.each([
  [{ name: 'today' }, 'today'],
  [
    {
      name: 'today',
      options: [
        { name: 'matching', value: false },
        { name: 'date', value: 'Nov 7' },
      ],
    },
    'today Nov 7',
  ],
  [
    {
      name: 'search',
      options: [
        { name: 'page', value: 2 },
        { name: 'query', value: 'a AND b' },
      ],
    },
    'search a AND b page 2',
  ],
  [
    {
      name: 'search',
      options: [
        { name: 'since', value: '7d' },
        { name: 'query', value: '"x"' },
      ],
    },
    'search "x" since 7d',
  ],
  [{ name: 'gone', options: [{ name: 'query', value: 'x' }] }, 'gone'],
])('%j is the command line %j', (given, line) => {
  expect(commandLine(given, commands)).toBe(line);
});

/** A value that a person may fill in, and what the command then gets. */
function filledIn(option: Option): fc.Arbitrary<readonly [string | number | boolean, unknown]> {
  const same = (...values: string[]) => fc.constantFrom(...values).map((value) => [value, value] as const);
  switch (option.kind) {
    case 'text':
      return same('graph neural network', 'a, b', '"exact words" -not', 'title:GAN OR upvotes>20');
    case 'choice':
      return same(...(option.choices ?? []));
    case 'date':
      return fc.constantFrom(['2025-11-07', '2025-11-07'] as const, ['Nov 7', '2025-11-07'] as const);
    case 'coming-day':
      return fc.constantFrom(['2025-12-01', '2025-12-01'] as const, ['1 Dec 2025', '2025-12-01'] as const);
    case 'time':
      return fc.constantFrom(['09:00', '09:00'] as const, ['5:30 pm', '17:30'] as const);
    case 'zone':
      return same('Europe/Berlin', 'America/New_York');
    case 'days':
      return same('weekdays', 'mon,wed,fri', 'mon, wed');
    case 'word':
      return same('5', 'list', 'on');
    case 'count':
      return fc.integer({ min: 1, max: 999 }).map((count) => [count, count] as const);
    case 'flag':
      return fc.boolean().map((flag) => [flag, flag] as const);
  }
}

const filledCommand = fc.constantFrom(...commands).chain((command: Command) => {
  const options = Object.entries(command.options).filter(([, option]) => !option.hidden);
  return fc
    .tuple(
      ...options.map(([name, option]) =>
        fc.option(
          filledIn(option).map(([value, got]) => ({ name, value, got })),
          option.required ? { freq: 1e9 } : {},
        ),
      ),
    )
    .map((values) => ({ command, given: values.filter((value) => value !== null) }));
});

test('what is filled in on Discord is what the command gets, whatever the order', () => {
  fc.assert(
    fc.property(filledCommand, fc.boolean(), ({ command, given }, backwards) => {
      const options = backwards ? given.toReversed() : given;
      const line = commandLine({ name: command.name, options }, commands);
      const found = findCommand(commands, line);
      expect(found.command).toBe(command);
      const values = readOptions(command, found.rest, TODAY);
      for (const { name, got } of given) expect([line, name, values[name]]).toEqual([line, name, got]);
    }),
  );
});

const actions: Action[] = [
  { kind: 'run', line: 'subscribe R&D 100% <b> upvotes>20: #1', share: false },
  { kind: 'run', line: '', share: false },
  { kind: 'run', line: 'search "déjà vu" /papers', share: true },
  { kind: 'run', line: `search ${'a long query of many words '.repeat(10)}page 2`, share: false },
  { kind: 'run', line: `preview ${'a long query of many words '.repeat(10)}`, share: true },
  { kind: 'vote', paperId: 'doi:10.1000/a:b/c' },
];
test.each(actions)('a button brings back its action, within Discord’s 100 characters: %o', (action) => {
  const drawn = discordButton({ label: 'Do', action }, 3, 4);
  const customId = drawn?.button.custom_id ?? '';
  expect(customId.length).toBeLessThanOrEqual(100);
  expect(readAction(customId, drawn?.line ? [drawn.line] : [])).toEqual(action);
});

test('a button that cannot be whole is left out, and one that is not ours does nothing', () => {
  expect(discordButton({ label: 'Do', action: { kind: 'run', line: 'x'.repeat(1000) } }, 0)).toBeUndefined();
  expect(discordButton({ label: ' ', action: { kind: 'run', line: 'help' } }, 0)).toBeUndefined();
  expect(readAction('hello', [])).toBeUndefined();
  expect(readAction('run-of/0.0:1000', [])).toBeUndefined();
});

test('a new count changes the buttons of that paper alone, with and without the ledger’s key', () => {
  const vote = (paperId: string, label = '▲ 1') =>
    discordButton({ label, action: { kind: 'vote', paperId } }, 0)?.button;
  const components = withKey(
    [{ accessory: vote('a') }, { accessory: vote('b') }, { components: [vote('a', 'Upvote')] }],
    'pbk',
  );
  expect(holdsKey(components, 'pbk')).toBe(true);
  expect(holdsKey(components, 'pb')).toBe(false);
  const after = withVotes(components, 'a', 12);
  expect(after).toMatchObject([
    { accessory: { label: '▲ 12' } },
    { accessory: { label: '▲ 1' } },
    { components: [{ label: 'Upvote' }] },
  ]);
  expect(holdsKey(after, 'pbk')).toBe(true);
});
