import { expect, test } from 'vitest';
import { matches } from '../../src/query/matcher.ts';
import { mayFit, wordSet } from '../../src/query/may-fit.ts';
import { narrow } from '../../src/query/narrow.ts';
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

test('never leaves out a paper that a query wants, however it writes its words', () => {
  let wanted = 0;
  for (const text of queries) {
    const query = parseQuery(text);
    const narrowing = narrow(query.root);
    for (const paper of papers) {
      if (!matches(query, paper)) continue;
      wanted += 1;
      expect(narrowing === undefined || mayFit(narrowing, wordSet(paper)), `${text} in ${paper.title}`).toBe(
        true,
      );
    }
  }
  expect(wanted).toBeGreaterThan(10);
});

test('leaves out papers that lack a word', () => {
  const narrowing = narrow(parseQuery('graph diffusion').root);
  expect(narrowing && papers.map((paper) => mayFit(narrowing, wordSet(paper)))).toEqual([
    false,
    false,
    false,
  ]);
});
