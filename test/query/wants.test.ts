import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matches, wants } from '../../src/query/matcher.ts';
import { papers, queries } from './generated.ts';

test('a query wants the papers that it has reasons for, and no others', () => {
  let wanted = 0;
  fc.assert(
    fc.property(fc.array(papers, { minLength: 20, maxLength: 20 }), queries, (made, query) => {
      const expected = made.filter((paper) => matches(query, paper) !== undefined);
      expect(made.filter((paper) => wants(query, paper))).toEqual(expected);
      wanted += expected.length;
    }),
    { numRuns: 200 },
  );
  expect(wanted).toBeGreaterThan(200);
});
