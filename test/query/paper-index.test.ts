import { expect, test } from 'vitest';
import { matches } from '../../src/query/matcher.ts';
import { indexPapers } from '../../src/query/paper-index.ts';
import { parseQuery } from '../../src/query/parser.ts';
import { makePaper } from '../../src/sources/make-paper.ts';

const papers = [
  makePaper({
    title: 'Physics-informed networks for rivers',
    abstract: 'We train large language-models.',
    sources: ['x'],
  }),
  makePaper({
    title: 'On graphs',
    keywords: ['graph neural network'],
    authors: ['Ada Example'],
    sources: ['x'],
  }),
  makePaper({ title: 'A pre-trained encoder', abstract: 'Diffusion is not used here.', sources: ['x'] }),
];
const queries = [
  'physics informed',
  'physicsinformed',
  'network',
  'networks river',
  'language model',
  'author:example',
  'pretrained',
  'pre-trained encoders',
  'quant* OR encod*',
  'graph -protein',
  'title:(graph OR river)',
  '"graphs"',
  'rivers -graph',
  'graph OR "pre-trained"',
];

test.each(queries)(
  '“%s” gets the papers that the plain matcher gives it, however it writes its words',
  (text) => {
    const query = parseQuery(text);
    expect(indexPapers(papers).wantedBy(query)).toEqual(papers.filter((paper) => matches(query, paper)));
  },
);

test('the queries of these tests want something', () => {
  const index = indexPapers(papers);
  const answers = queries.map((text) => index.wantedBy(parseQuery(text)).length);
  expect(answers.filter((count) => count > 0).length).toBeGreaterThan(12);
});

test('an answer is the same when it is asked for again, and other queries do not get it', () => {
  const index = indexPapers(papers);
  const [first, other] = [parseQuery('network'), parseQuery('encoder')];
  expect(index.wantedBy(first)).toEqual(index.wantedBy(parseQuery('Networks')));
  expect(index.wantedBy(other)).toEqual([papers[2]]);
  expect(index.wantedBy(first)).not.toEqual(index.wantedBy(other));
});

test('of no papers, none is wanted', () => {
  expect(indexPapers([]).wantedBy(parseQuery('graph network -lake'))).toEqual([]);
});
