import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Phrase } from '../../src/query/ast.ts';
import { PhraseSearch, patternOf } from '../../src/query/phrase-matcher.ts';
import { readPhrase } from '../../src/query/phrase-reader.ts';
import { type Span, spansOf } from '../../src/query/phrase-spans.ts';
import { TextRuns } from '../../src/query/text-runs.ts';
import { pluralBeginning } from '../../src/query/word-beginning.ts';
import { displayText } from '../../src/text/display.ts';
import { IRREGULAR } from '../../src/text/plural-exceptions.ts';
import { singular } from '../../src/text/plurals.ts';
import { splitWords } from '../../src/text/words.ts';
import { corpusMissing, NEEDS_CORPUS, readCorpus } from '../text/corpus.ts';

/** The same, with all of the text split into words first. */
function plainly(phrase: Phrase, text: string): Span[] {
  const words = splitWords(text);
  const search = new PhraseSearch(patternOf(phrase), { words, has: (place) => place < words.length });
  const found: Span[] = [];
  for (let at = 0; at < words.length; ) {
    const to = search.endFrom(at);
    if (to !== undefined) found.push({ start: words[at]?.start ?? -1, end: words[to - 1]?.end ?? -1 });
    at = to ?? at + 1;
  }
  return found;
}

function phraseOf(text: string, exact: boolean): Phrase | undefined {
  return readPhrase(text, 0, { exact, places: ['abstract'] }, []);
}

const WORDS = [
  ...['net', 'nets', 'Net', 'graph', 'graphs', 'index', 'indices', 'cities', 'city', 'analyses', 'analysis'],
  ...[
    'men',
    'man',
    'children',
    'child',
    'multimodal',
    'multi',
    'modal',
    'x',
    'xes',
    'c++',
    'c#',
    '',
    '+',
    '*',
  ],
  ...['α', 'alpha', 'é', 'e', 'naïve', 'naive', "'tis", 'tis', "dogs'", "dog's", 'dog', '\u0301', '\u200d'],
  ...['½', '1', '2', 'CO₂', 'co', '漢字', 'ﬁt', 'fit'],
];
const BETWEEN = [
  ...[' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', '-', '-', '-', '/', '--', '‐', '–'],
  ...["'", '’', '. ', ' & ', '\n\n', ''],
];
/** A text, and a piece of it that is looked for. */
const TEXT_AND_PIECE = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...BETWEEN)), {
      minLength: 1,
      maxLength: 20,
    }),
    fc.nat(),
    fc.integer({ min: 1, max: 3 }),
  )
  .map(([pieces, at, count]) => {
    const from = at % pieces.length;
    const [text, piece] = [pieces, pieces.slice(from, from + count)].map((some) => some.flat().join(''));
    return [text as string, piece as string] as const;
  });

describe('where a phrase stands in a text', () => {
  test('is found without splitting all of the text into words', () => {
    let found = 0;
    fc.assert(
      fc.property(TEXT_AND_PIECE, fc.boolean(), ([raw, asked], exact) => {
        const phrase = phraseOf(asked, exact);
        const text = displayText(raw);
        const expected = phrase ? plainly(phrase, text) : [];
        expect(phrase ? spansOf(phrase, new TextRuns(text)) : []).toEqual(expected);
        found += expected.length;
      }),
      { numRuns: 3_000 },
    );
    expect(found).toBeGreaterThan(2_000);
  });

  test.each([
    ['multimodal', 'Multi-modal and MULTI--MODALS', ['Multi-modal', 'MULTI--MODALS']],
    ['multimodal nets', 'Multimod-al; NETS, multimodal é nets', ['Multimod-al; NETS']],
    ['video-based nets', 'video – based nets, videobased “nets”', ['video – based nets', 'videobased “nets']],
    ['graph nets', 'A graph-nets, graph c nets, graph', ['graph-nets']],
    ['net graph', 'Net graph-net graph-net', ['Net graph', 'net graph']],
    ['cities', 'The city, its cities; a cite', ['city', 'cities']],
    ['men', 'Man or men?', ['Man', 'men']],
    ['naive', 'A naïve na-ïve', ['naïve', 'na-ïve']],
    ['c++', 'C++, c and C++-based', ['C++', 'C++']],
  ])('%s stands in “%s”', (asked, text, found) => {
    const phrase = phraseOf(asked, false);
    const spans = phrase ? spansOf(phrase, new TextRuns(text)) : [];
    expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(found);
  });

  test.skipIf(corpusMissing)(`the same is found in real papers${NEEDS_CORPUS}`, () => {
    const texts = readCorpus()
      .slice(0, 60)
      .map(({ summary }) => displayText(summary ?? ''));
    const phrases = texts
      .flatMap((text) => text.split(' ').slice(10, 14))
      .flatMap((_, at, words) => [1, 2].map((count) => words.slice(at, at + count).join(' ')))
      .flatMap((words, at) => phraseOf(words, at % 3 === 0) ?? []);
    for (const phrase of phrases.filter((_, at) => at % 5 === 0)) {
      for (const text of texts) {
        const spans = spansOf(phrase, new TextRuns(text));
        const expected = plainly(phrase, text);
        if (expected.length + spans.length > 0) expect(spans, phrase.text).toEqual(expected);
      }
    }
  });
});

test('a word and its plurals begin alike', () => {
  const endings = [
    's',
    'es',
    'ies',
    'ices',
    'yses',
    'theses',
    'xes',
    'ches',
    'sses',
    'zzes',
    'us',
    'is',
    'ics',
  ];
  const beginnings = ['', 'a', 'net', 'ind', 'matr', 'vert', 'anal', 'cit', 'bo', 'hypo', '3d', 'pr', 'bus'];
  const made = beginnings.flatMap((beginning) => endings.map((ending) => beginning + ending));
  for (const word of [...IRREGULAR.keys(), ...IRREGULAR.values(), ...made])
    expect(word.startsWith(pluralBeginning(singular(word))), word).toBe(true);
});
