import { expect, test } from 'vitest';
import { defineCommand } from '../../src/command/command.ts';
import { findCommand, readOptions } from '../../src/command/command-line.ts';
import { textMessage } from '../../src/message/build.ts';
import { greet } from './greet.ts';

const TODAY = '2026-11-25';

const show = defineCommand({
  name: 'list',
  summary: 'lists',
  permission: 'everyone',
  examples: ['list'],
  options: {
    date: { kind: 'date', summary: 'a day' },
    order: { kind: 'choice', choices: ['newest', 'oldest'], summary: 'order' },
    short: { kind: 'flag', summary: 'short' },
    page: { kind: 'count', summary: 'page' },
  },
  run: async () => ({ audience: 'asker', message: textMessage(['']) }),
});

function read(line: string, command = show): Record<string, unknown> {
  return readOptions(command, line, TODAY);
}

test('options without text are taken in any order', () => {
  const all = { date: '2026-11-07', order: 'oldest', short: true, page: 2 };
  expect(read('2026-11-07 oldest short page 2')).toEqual(all);
  expect(read('page 2 short OLDEST Nov 7 2026')).toEqual(all);
  expect(read('')).toEqual({ short: false });
});

test.each(['page 2', 'page:2', 'page=2', '--page 2', '--page=2', 'Page 2'])(
  '%s is the second page',
  (line) => {
    expect(read(line)).toMatchObject({ page: 2 });
  },
);

test('a choice and a day may be named too', () => {
  expect(read('order:newest date=yesterday --short')).toEqual({
    ...{ order: 'newest', date: '2026-11-24', short: true },
  });
});

test('text comes first, options behind it', () => {
  expect(read('Ada Lovelace loudly since Nov 7 times 2', greet)).toMatchObject({
    ...{ name: 'Ada Lovelace', manner: 'loudly', since: '2026-11-07', times: 2 },
  });
});

test('an option’s word inside the text is text', () => {
  expect(read('loudly spoken Ada', greet)).toMatchObject({ name: 'loudly spoken Ada' });
  expect(read('"Ada since 2020"', greet)).toMatchObject({ name: '"Ada since 2020"' });
  expect(read('the times they are', greet)).toMatchObject({ name: 'the times they are' });
});

test('text that is needed is never taken away by an option', () => {
  expect(read('loudly', greet)).toMatchObject({ name: 'loudly' });
  expect(() => read('', greet)).toThrow('`/papers greet` needs a name, such as `/papers greet Ada`.');
});

test('each option is taken once; the word before it stays text', () => {
  expect(read('Ada softly loudly', greet)).toMatchObject({ name: 'Ada softly', manner: 'loudly' });
});

test.each([
  ['newst', '“newst” means nothing to `/papers list`. Did you mean “newest”?'],
  ['shrot', 'Did you mean “short”?'],
  ['xyzzy', 'It is used like this: `/papers list [date] [newest|oldest] [short] [page <number>]`.'],
  ['2026-13-01', 'A day is written like `2025-11-07`, `Nov 7` or `yesterday`.'],
  ['page', 'Behind `page` belongs a whole number from 1 on, such as `page 2`; nothing stands there.'],
  ['page two', '“two” is none.'],
  ['page 0', '“0” is none.'],
  ['page=1.5', '“1.5” is none.'],
  ['newest oldest', 'takes one of newest, oldest, and “oldest” is one too many.'],
  ['short short', 'takes `short` once'],
])('“%s” is refused with what to write', (line, message) => {
  expect(() => read(line)).toThrow(message);
});

test.each([
  ['todya', 'Did you mean `/papers today`?'],
  ['toady', 'Did you mean `/papers today`?'],
  ['sub', 'Did you mean `/papers subscribe`?'],
  ['/today', 'Did you mean `/papers today`?'],
  ['serach x', 'Did you mean `/papers search`?'],
  ['xyzzy', 'Write `/papers help` for all commands.'],
])('the command “%s” is refused with the nearest one', (line, message) => {
  const named = ['today', 'search', 'subscribe', 'top'].map((name) => ({ ...show, name }));
  expect(() => findCommand(named, line)).toThrow(message);
});

test('a command is found in any case and with any white space around it', () => {
  expect(findCommand([show], '  LIST \n oldest ')).toEqual({ command: show, rest: 'oldest' });
});

test('what people wrote is repeated short and without backticks', () => {
  expect(() => findCommand([show], `\`${'x'.repeat(5_000)}`)).toThrow(/^.{0,140}$/);
  expect(() => findCommand([show], 'a`b`c')).toThrow('There is no command “a’b’c”.');
});
