import fc from 'fast-check';
import { expect, test } from 'vitest';
import { titleWords } from '../../src/text/title-words.ts';
import { splitWords } from '../../src/text/words.ts';

function written(text: string): string[] {
  return splitWords(text).map((word) => word.written);
}

test.each([
  ['Graph neural networks', ['graph', 'neural', 'networks']],
  ['C++, C# and F#-like', ['c++', 'c#', 'and', 'f#', 'like']],
  ['C++11 x++y', ['c', '11', 'x', 'y']],
  ['SFT+RL', ['sft', 'rl']],
  ['snake_case a.b x^2', ['snake', 'case', 'a', 'b', 'x', '2']],
  ["Occam's O'Brien’s models'", ['occam', 'obrien', 'models']],
  ['Straße ŁÓDŹ ﬁt', ['strasse', 'lodz', 'fit']],
  ['AIモデル第3章', ['ai', 'モデル第', '3', '章']],
  ['αGAN β', ['alpha', 'gan', 'beta']],
  ['CO₂', ['co', '2']],
  ['हिन्दी 한국어 ไทย', ['हिन्दी', '한국어', 'ไทย']],
  ['🤖 … !?', []],
  ['', []],
])('the words of “%s”', (text, words) => {
  expect(written(text)).toEqual(words);
});

test('hyphens and slashes join, other signs do not', () => {
  const joined = (text: string) => splitWords(text)[0]?.joined;
  for (const sign of ['-', '--', '/', '–', '‑']) expect(joined(`a${sign}b`), sign).toBe(true);
  for (const sign of [' ', ' - ', '- ', '---', '—', '_', '.', '//', '+', '&', ': '])
    expect(joined(`a${sign}b`), sign).toBe(false);
});

test.each([
  ['🄚 x', 'k', '🄚'],
  ['½ x', '1', '½'],
  ['cafe\u0301 x', 'cafe', 'cafe\u0301'],
  ['(model’s)', 'model', 'model'],
  ['αGAN', 'alpha', 'α'],
])('in “%s” the word “%s” is all of “%s”', (text, word, original) => {
  const found = splitWords(text).find(({ written }) => written === word);
  expect(text.slice(found?.start, found?.end)).toBe(original);
});

test('a word knows its singular', () => {
  expect(splitWords('Networks of matrices')).toMatchObject([
    { stem: 'network' },
    { stem: 'of' },
    { stem: 'matrix' },
  ]);
});

test('a title’s words are those of its display text, as written', () => {
  expect(titleWords('The \\textbf{Schr\\"odinger} Networks')).toEqual(['the', 'schrodinger', 'networks']);
});

test('each word stands where it says, in order, in any text', () => {
  const text = fc.array(
    fc.oneof(
      fc.constantFrom(
        'a',
        'é',
        'e\u0301',
        'α',
        '²',
        '漢',
        '-',
        ' ',
        "'s",
        '’',
        'ß',
        'ﬁ',
        '𝔼',
        '\u200d',
        '™',
        '½',
        '🄚',
        '+',
      ),
      fc.string({ unit: 'binary', maxLength: 2 }),
    ),
  );
  fc.assert(
    fc.property(text, (pieces) => {
      const whole = pieces.join('');
      let before = { start: 0, end: 0 };
      for (const { start, end } of splitWords(whole)) {
        expect(start).toBeGreaterThanOrEqual(before.start);
        expect(end).toBeGreaterThanOrEqual(before.end);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(whole.length);
        before = { start, end };
      }
    }),
    { numRuns: 1_000 },
  );
});
