import { expect, test } from 'vitest';
import { matches } from '../../src/query/matcher.ts';
import { parseQuery } from '../../src/query/parser.ts';
import { displayLine } from '../../src/text/display.ts';
import { splitWords } from '../../src/text/words.ts';
import { corpusMissing, NEEDS_CORPUS, readCorpus } from '../text/corpus.ts';
import { paperOf, problemsOf } from './finds.ts';

/** What the language reads as an operator, in a title too. */
const OPERATOR = /\b(?:AND|OR|NOT)\b| -\w/;

test.skipIf(corpusMissing)(
  `a whole title without operators, pasted, finds its paper or says what is wrong${NEEDS_CORPUS}`,
  () => {
    const lost: string[] = [];
    let refused = 0;
    const papers = readCorpus();
    for (const { title } of papers) {
      if (problemsOf(title).length > 0) refused += 1;
      else if (!OPERATOR.test(title) && !matches(parseQuery(title), paperOf(title))) lost.push(title);
    }
    expect(lost).toEqual([]);
    // `QGuard:Question-based` and `S*` are all that is refused: a field that there is not, and a star on one letter.
    expect(refused).toBeLessThan(papers.length / 300);
  },
);

test.skipIf(corpusMissing)(`four plain words in a row of a title find its paper${NEEDS_CORPUS}`, () => {
  const lost: string[] = [];
  for (const { title } of readCorpus()) {
    const shown = displayLine(title);
    const words = splitWords(shown).filter(({ start, end }) => /^[a-z]+$/.test(shown.slice(start, end)));
    const run = shown.slice(words[0]?.start ?? 0, words[3]?.end ?? 0);
    if (/^[a-z]+(?: [a-z]+)+$/.test(run) && !matches(parseQuery(run), paperOf(title))) lost.push(run);
  }
  expect(lost).toEqual([]);
});
