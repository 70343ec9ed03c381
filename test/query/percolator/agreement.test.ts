import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matches } from '../../../src/query/matcher.ts';
import { createPercolator } from '../../../src/query/percolator/percolator.ts';
import { papers, queries } from '../generated.ts';

test('a million subscriptions at once get what each alone would get, over a million pairs', () => {
  let pairs = 0;
  fc.assert(
    fc.property(
      fc.array(queries, { minLength: 200, maxLength: 300, size: 'max' }),
      fc.array(papers, { minLength: 40, maxLength: 60, size: 'max' }),
      (asked, held) => {
        const percolator = createPercolator();
        asked.forEach((query, id) => {
          percolator.add(id, query);
        });
        for (const paper of held) {
          const wanted = asked.flatMap((query, id) => (matches(query, paper) ? [id] : []));
          const found = [...percolator.match(paper)].sort((left, right) => left - right);
          if (found.join() !== wanted.join()) expect(found).toEqual(wanted);
          pairs += asked.length;
        }
      },
    ),
    { numRuns: 90, endOnFailure: true },
  );
  expect(pairs).toBeGreaterThan(1_000_000);
  // A quarter of a minute of work, on a machine with nothing else to do.
}, 120_000);

test('subscriptions come and go between papers, and the others stay as they are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(queries, fc.nat({ max: 30 }), fc.boolean()), {
        minLength: 60,
        maxLength: 90,
        size: 'max',
      }),
      fc.array(papers, { minLength: 5, maxLength: 5 }),
      (steps, held) => {
        const percolator = createPercolator();
        const followed = new Map<number, (typeof steps)[number][0]>();
        steps.forEach(([query, id, isAdded], at) => {
          if (isAdded) {
            percolator.add(id, query);
            followed.set(id, query);
          } else {
            percolator.remove(id);
            followed.delete(id);
          }
          if (at % 10 > 0) return;
          for (const paper of held) {
            const wanted = [...followed].filter(([, asked]) => matches(asked, paper)).map(([kept]) => kept);
            expect(new Set(percolator.match(paper))).toEqual(new Set(wanted));
          }
        });
        expect(percolator.size).toBe(followed.size);
        expect(percolator.distinct).toBe(
          new Set([...followed.values()].map(({ canonical }) => canonical)).size,
        );
      },
    ),
    { numRuns: 60, endOnFailure: true },
  );
});
