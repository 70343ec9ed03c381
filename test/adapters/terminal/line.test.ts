import { describe, expect, test } from 'vitest';
import { completer } from '../../../adapters/terminal/completion.ts';
import { greeting } from '../../../adapters/terminal/greeting.ts';
import { readLine } from '../../../adapters/terminal/line.ts';
import { commands } from '../../../commands/index.ts';

describe('a line', () => {
  test.each([
    '/papers today',
    'papers today',
    'today',
    '  /papers   today  ',
    '/PAPERS today',
    '/paper today',
  ])('“%s” is the command today', (line) => {
    expect(readLine(line)).toEqual({ kind: 'command', line: 'today' });
  });

  test('a bare /papers is the empty command, which gives help', () => {
    for (const line of ['/papers', 'papers ']) expect(readLine(line)).toEqual({ kind: 'command', line: '' });
  });

  test('only the whole word is the prefix', () => {
    expect(readLine('/paperstoday')).toEqual({ kind: 'command', line: '/paperstoday' });
  });

  test('+1 and -1 are reactions, with what stands behind them', () => {
    expect(readLine('+1 3')).toEqual({ kind: 'reaction', added: true, target: '3' });
    expect(readLine(' -1  #10 ')).toEqual({ kind: 'reaction', added: false, target: '#10' });
    expect(readLine('+1')).toEqual({ kind: 'reaction', added: true, target: '' });
    expect(readLine('+12')).toMatchObject({ kind: 'command' });
  });

  test('exit and quit leave; an empty line is nothing', () => {
    for (const line of ['exit', 'QUIT']) expect(readLine(line)).toEqual({ kind: 'leave' });
    for (const line of ['', '   ', '\t']) expect(readLine(line)).toEqual({ kind: 'nothing' });
  });
});

describe('the tab key', () => {
  const complete = completer(commands);

  test.each([
    ['/', ['/papers ']],
    ['/pap', ['/papers ']],
    ['/papers sub', ['subscribe ', 'subscriptions ']],
    ['SUB', ['subscribe ', 'subscriptions ']],
    ['papers tod', ['today ']],
    ['help uns', ['unsubscribe ']],
    ['help key', ['keywords ']],
    ['/papers help uns', ['unsubscribe ']],
    ['top w', ['week ']],
    ['top week c', ['channel ', 'community ']],
    ['top week d', []],
    ['today m', ['matching ']],
    ['search rivers s', ['since ']],
    ['unsubscribe a', ['all ']],
    ['xyzzy a', []],
    ['preview d', []],
  ])('completes “%s” with %j', (line, found) => {
    expect(complete(line)[0]).toEqual(found);
  });

  test('offers all commands on an empty line', () => {
    expect(complete('')[0]).toHaveLength(commands.length);
    expect(complete('/papers ')[0]).toHaveLength(commands.length);
  });
});

describe('the greeting', () => {
  const nothing = { read: [], missed: false, held: 12, sample: true };

  test.each([
    ['the sample edition that comes with it.', nothing],
    ['the sample edition that comes with it, since none of PAPERBOY_SOURCES', { ...nothing, missed: true }],
    ['the 12 papers that it holds.', { ...nothing, sample: false }],
    [
      '1 paper from a.txt, 2 papers from b.json.',
      {
        ...{ ...nothing, sample: false, held: 3 },
        read: [
          { path: 'a.txt', papers: 1 },
          { path: 'b.json', papers: 2 },
        ],
      },
    ],
    // Of several files only one was new since the last start.
    ['the 12 papers that it holds.', { ...nothing, sample: false, read: [{ path: 'a.txt', papers: 1 }] }],
  ])('says that it shows %s', (shows, shown) => {
    expect(greeting(shown)).toContain(`Paperboy shows ${shows}`);
  });
});
