import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayText } from '../../src/text/display.ts';
import { WordScanner } from '../../src/text/word-scanner.ts';
import { splitWords } from '../../src/text/words.ts';
import { corpusMissing, NEEDS_CORPUS, readCorpus } from './corpus.ts';

const scanner = new WordScanner();

function scanned(text: string): string[] {
  scanner.read(text);
  return Array.from({ length: scanner.count }, (_, at) => {
    const chars = scanner.chars.subarray(scanner.starts[at], scanner.starts[at + 1]);
    return String.fromCharCode(...chars) + (scanner.joined[at] === 1 ? '-' : '');
  });
}

function split(text: string): string[] {
  return splitWords(displayText(text)).map(({ written, joined }) => written + (joined ? '-' : ''));
}

const PIECES = [
  ...['a', 's', 'S', 'ab', 'c++', '5', 'é', 'α', 'ß', 'İ', 'ﬁ', '²', '漢字', "'", '’', "'s", "''", '`', '"'],
  ...[
    '-',
    '--',
    '---',
    '–',
    '/',
    '+',
    '#',
    ' ',
    '\n',
    '\t',
    '\u00a0',
    ',',
    '.',
    '(',
    ')',
    '_',
    '^',
    '%',
    '&',
  ],
  ...['$', '\\', '{', '}', '~', '\\alpha ', '\\v s', '$x$', '\u0301', '\u200b', '\u001b[31m', '😀', '\ud83d'],
];

test.each([
  ["the model's-based dogs' O'Brien's 'quoted' rock-'n'-roll", "model's-based"],
  ['C++, C#, SFT+RL, a+b+, c++x and C++-like', 'signs'],
  ['a--b, a---b, a -- b, a - b, a-b/c', 'hyphens'],
  ["a ``quoted word'' and $x_1^2$ and \\textbf{bold-face} or \\v  s", 'LaTeX'],
])('the words of “%s” are read as they are split (%#)', (text) => {
  expect(scanned(text)).toEqual(split(text));
});

test('any text is read into the words that it is split into', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }), (pieces) => {
      expect(scanned(pieces.join(''))).toEqual(split(pieces.join('')));
    }),
    { numRuns: 30_000 },
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(scanned(text)).toEqual(split(text));
    }),
    { numRuns: 5_000 },
  );
});

test('a row of more than forty joined words is no compound', () => {
  const row = Array.from({ length: 60 }, (_, at) => `w${at}`).join('-');
  expect(split(row).join('')).not.toContain('-');
});

test.skipIf(corpusMissing)(`so is every real paper${NEEDS_CORPUS}`, () => {
  const wrong = readCorpus()
    .flatMap(({ title, summary }) => [title, summary ?? ''])
    .filter((text) => scanned(text).join(' ') !== split(text).join(' '));
  expect(wrong).toEqual([]);
});
