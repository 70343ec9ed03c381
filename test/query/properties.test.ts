import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { QueryNode } from '../../src/query/ast.ts';
import { sayQuery } from '../../src/query/explain.ts';
import { matches } from '../../src/query/matcher.ts';
import { parseQuery, splitAlternatives } from '../../src/query/parser.ts';
import { canonical, finds, paperOf, problemsOf } from './finds.ts';

/** Pieces that mean something to the language, and text around them. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      '(',
      ')',
      '"',
      '“',
      '”',
      ',',
      '，',
      '|',
      '&',
      '+',
      '-',
      '–',
      '--',
      '*',
      '$',
      '\\',
      '{',
      '}',
      ':',
      '//',
      ' ',
      '  ',
    ],
    ...[
      'AND',
      'OR',
      'NOT',
      'and',
      'title:',
      'author:',
      'year',
      '>=',
      '>',
      '=',
      'has:code',
      'upvotes>2',
      'category:',
      'xy:',
    ],
    ...[
      'GAN',
      'pre-training',
      '1,000',
      'f(x)',
      'R&D',
      'C++',
      'quanti*',
      'αβ',
      '\\alpha',
      'é',
      "'s",
      '漢字',
      '🤖',
      '\u200d',
      '\u200b',
    ],
  ),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const anything = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
const word = fc.stringMatching(/^[a-z]{4,7}$/);

test('whatever is typed is read, or refused with problems that have a place and a remedy', () => {
  fc.assert(
    fc.property(anything, (query) => {
      for (const { at, message } of problemsOf(query)) {
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at).toBeLessThanOrEqual(query.length);
        expect(message).toMatch(/\S.*\./s);
      }
    }),
    { numRuns: 1_500 },
  );
});

test('whatever can be read can be matched, said back, and read again with the same meaning', () => {
  fc.assert(
    fc.property(anything, anything, (query, title) => {
      if (problemsOf(query).length > 0) return;
      const parsed = parseQuery(query);
      expect(sayQuery(parsed.root)).not.toBe('');
      expect(canonical(parsed.text)).toBe(parsed.canonical);
      for (const reason of matches(parsed, paperOf({ title, authors: [title] })) ?? [])
        if (reason.kind === 'words') expect(reason.end).toBeGreaterThan(reason.start);
    }),
    { numRuns: 1_000 },
  );
});

test('a query that names what to look for wants something, and never by exclusions alone', () => {
  fc.assert(
    fc.property(anything, (query) => {
      if (problemsOf(query).length === 0) expect(looksFor(parseQuery(query).root)).toBe(true);
    }),
  );
});

function looksFor(node: QueryNode): boolean {
  if (node.kind === 'any') return node.of.every(looksFor);
  if (node.kind === 'all') return node.of.some(looksFor);
  return node.kind !== 'not';
}

test('the order of alternatives and of what is needed together does not matter', () => {
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 2, maxLength: 6 }), (words) => {
      const other = words.toReversed();
      expect(canonical(words.join(' OR '))).toBe(canonical(other.join(', ')));
      expect(canonical(words.join(' AND '))).toBe(canonical(other.join(' & ')));
      expect(canonical(`(${words.join(', ')}) -x`)).toBe(canonical(`-x AND (${other.join(' | ')})`));
      expect(canonical(words.join(' '))).not.toBe(canonical(other.join(' ')));
    }),
  );
});

test('words in a row of a title find that title', () => {
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 3, maxLength: 10 }),
      fc.nat(),
      fc.nat(),
      (words, first, count) => {
        const from = first % words.length;
        const phrase = words.slice(from, from + 1 + (count % words.length));
        expect(finds(phrase.join(' '), words.join(' '))).toBe(true);
        expect(finds(`"${phrase.join(' ')}"`, words.join('-'))).toBe(true);
        expect(finds(`title:(${phrase.join(' ')})`, words.join(', '))).toBe(true);
      },
    ),
  );
});

test('hyphens in query and title part and join freely; spaces in the query never join', () => {
  const joints = fc.array(fc.constantFrom('-', ' ', ''), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 5, maxLength: 5 }), joints, joints, (words, asked, written) => {
      const spell = (signs: string[]) => words.map((text, at) => (signs[at - 1] ?? '') + text).join('');
      const meets = asked.every((sign, at) => sign === written[at] || sign === '-' || written[at] === '-');
      expect(finds(`"${spell(asked)}"`, spell(written))).toBe(meets);
    }),
  );
});

test('an exclusion turns a match round', () => {
  fc.assert(
    fc.property(word, word, fc.array(word, { maxLength: 5 }), (kept, left, rest) => {
      const title = [kept, ...rest].join(' ');
      expect(finds(`${kept} -${left}`, title)).toBe(!finds(left, title));
    }),
  );
});

test('each alternative is read as it is within the whole', () => {
  fc.assert(
    fc.property(anything, (query) => {
      if (problemsOf(query).length > 0) return;
      const each = splitAlternatives(query);
      expect(canonical(each.join(' , '))).toBe(canonical(query));
    }),
  );
});
