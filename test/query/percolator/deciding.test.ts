import { expect, test } from 'vitest';
import { parseQuery } from '../../../src/query/parser.ts';
import { deciding } from '../../../src/query/percolator/deciding.ts';
import { makePaper } from '../../../src/sources/make-paper.ts';

const paper = (title: string) => makePaper({ title, sources: ['x'] });

test('several who decide at once each hear of their own queries alone, also after another one has ended', () => {
  const one = deciding(['river', 'lake', 'river'].map(parseQuery));
  const other = deciding(['lake', 'sea'].map(parseQuery));
  const both = paper('Rivers and lakes');
  expect(one.wantedBy(both).toSorted()).toEqual([0, 1, 2]);
  expect(other.wantedBy(both)).toEqual([0]);
  one.end();
  expect(one.wantedBy(both)).toEqual([]);
  expect(other.wantedBy(both)).toEqual([0]);
  const third = deciding([parseQuery('sea')]);
  expect(third.wantedBy(paper('The sea'))).toEqual([0]);
  expect(other.wantedBy(paper('The sea'))).toEqual([1]);
  other.end();
  expect(third.wantedBy(paper('The lake'))).toEqual([]);
  third.end();
});
