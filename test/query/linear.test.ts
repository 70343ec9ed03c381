import { expect, test } from 'vitest';
import type { Phrase } from '../../src/query/ast.ts';
import { hasCode } from '../../src/query/document.ts';
import { parseQuery } from '../../src/query/parser.ts';
import { PhraseSearch, patternOf } from '../../src/query/phrase-matcher.ts';
import { displayText } from '../../src/text/display.ts';
import { LONGEST_JOIN, splitWords, type Word } from '../../src/text/words.ts';
import { finds, paperOf } from './finds.ts';

/*
 * Inputs that take minutes where work grows with the square of the text; the limit of one test is half a minute.
 * Where a count tells it, the count is asserted.
 */

const LONG = 100_000;

function phrase(query: string): Phrase {
  const { root } = parseQuery(query);
  if (root.kind !== 'phrase') throw new Error(`${query} is no phrase`);
  return root;
}

/** Words that count how often they are looked at. */
function counted(words: readonly Word[]): { words: Word[]; looks: () => number } {
  let looks = 0;
  const watched = words.map((word) => ({
    ...word,
    get written() {
      looks += 1;
      return word.written;
    },
  }));
  return { words: watched, looks: () => looks };
}

test('a text is read once for a phrase, however often the phrase begins in it', () => {
  for (const query of ['a-b-c-d', 'a b c d', 'a b c a b c d', '"c-a"', 'abc*']) {
    const { words, looks } = counted(splitWords('a-b-c '.repeat(5_000)));
    const search = new PhraseSearch(patternOf(phrase(query)), {
      words,
      has: (place) => place < words.length,
    });
    for (const at of words.keys()) search.endFrom(at);
    expect(looks()).toBeLessThanOrEqual(LONGEST_JOIN * words.length);
  }
});

test('a row of hyphens longer than any compound joins nothing', () => {
  const words = splitWords('a-'.repeat(LONG / 2));
  expect(words).toHaveLength(LONG / 2);
  expect(words.some(({ joined }) => joined)).toBe(false);
  expect(splitWords('state-of-the-art').map(({ joined }) => joined)).toEqual([true, true, true, false]);
});

test.each([
  ['hyphens', 'a-'],
  ['words', 'a '],
  ['compounds', 'a-a-a-a-a-a-a-a '],
  ['letters that need folding', 'á '],
])('a long phrase that nearly stands everywhere is looked for in %s', (_, text) => {
  const abstract = text.repeat(LONG / text.length);
  expect(finds(`${Array(100).fill('a').join(' ')} b`, { abstract })).toBe(false);
  expect(finds(`${Array(100).fill('a').join('-')}-b`, { abstract })).toBe(false);
});

test.each(['漢', 'é ', "a's é ", 'x²y', 'αx', '\u0301', '\u200d', 'C++', '++', '---', 'ﷺ'])(
  'a long text of “%s” is split into words',
  (text) => {
    expect(splitWords(text.repeat(LONG / text.length)).length).toBeLessThanOrEqual(4 * LONG);
  },
);

test.each([
  '{',
  '}',
  '$',
  '$$',
  '`',
  "'",
  '\\',
  '\\frac',
  '\\frac{',
  '\\hat',
  '$^',
  '$x^{',
  '\\begin[',
  '-',
  '~',
  '\n',
  ' \n',
  '{$$}',
  '\\"',
  '\\sqrt[',
])('a long text of %j is shown', (text) => {
  expect(displayText(text.repeat(LONG / text.length)).length).toBeLessThanOrEqual(2 * LONG);
});

test.each(['a.', '_', 'gitlab.', 'github.com', 'www.'])(
  'a repository is looked for in a long text of %s',
  (text) => {
    expect(hasCode(paperOf({ abstract: text.repeat(LONG / text.length) }))).toBe(false);
  },
);
