import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Paper } from '../../src/paper/paper.ts';
import { passagesOf } from '../../src/query/document.ts';
import { readingsAt } from '../../src/query/phrase-matcher.ts';
import { BREAK, pairOf, searchWords } from '../../src/query/search-words.ts';
import { makePaper } from '../../src/sources/make-paper.ts';
import { splitWords } from '../../src/text/words.ts';
import { corpusMissing, NEEDS_CORPUS, readCorpus } from '../text/corpus.ts';

/** The same words from the passages that `matches` reads, said as plainly as can be; sorted where no order is promised. */
function plainly(paper: Paper): Record<string, string[]> {
  const fields: Record<string, string[]> = {
    ...{ title: [], keywords: [], abstract: [], authors: [] },
    ...{ joined: [], written: [] },
  };
  for (const { place, text } of passagesOf(paper)) {
    const words = splitWords(text);
    const field =
      fields[{ title: 'title', abstract: 'abstract', keyword: 'keywords', author: 'authors' }[place]];
    if (field && field.length > 0) field.push(BREAK);
    for (const [at, { written, stem }] of words.entries()) {
      field?.push(place === 'author' ? written : stem);
      if (written !== stem) fields.written?.push(written);
      for (const reading of readingsAt(words, at).slice(1))
        fields.joined?.push(...new Set([reading.stem, reading.written]));
      for (const left of readingsAt(words, at))
        for (const right of readingsAt(words, left.to))
          if (left.to > at + 1 || right.to > left.to + 1)
            fields.joined?.push(
              place === 'author' ? pairOf(left.written, right.written) : pairOf(left.stem, right.stem),
            );
    }
  }
  return { ...fields, joined: fields.joined?.toSorted() ?? [], written: fields.written?.toSorted() ?? [] };
}

function listed(paper: Paper): Record<string, string[]> {
  const fields = Object.entries(searchWords(paper)).map(([field, text]): [string, string[]] => [
    field,
    text === '' ? [] : text.split(' '),
  ]);
  const { joined = [], written = [], ...ordered } = Object.fromEntries(fields);
  return { ...ordered, joined: joined.toSorted(), written: written.toSorted() };
}

const TEXT = fc
  .array(
    fc.constantFrom(
      'pre-trained',
      'nets',
      'C++',
      '漢字',
      'Schr\\"odinger',
      '$\\alpha$-nets',
      "dogs'",
      ' ',
      '/',
      '–',
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(''));

test('any paper is searched by the very words that it is matched by', () => {
  fc.assert(
    fc.property(TEXT, TEXT, fc.array(TEXT, { maxLength: 3 }), (title, abstract, texts) => {
      const paper = makePaper({
        title: `On ${title}`,
        abstract,
        keywords: texts,
        authors: texts,
        sources: ['x'],
      });
      expect(listed(paper)).toEqual(plainly(paper));
    }),
  );
});

test.skipIf(corpusMissing)(`so are real papers${NEEDS_CORPUS}`, () => {
  for (const { title, summary } of readCorpus().slice(0, 500)) {
    const paper = makePaper({ title, ...(summary != null && { abstract: summary }), sources: ['x'] });
    expect(listed(paper)).toEqual(plainly(paper));
  }
});
