import fc from 'fast-check';
import { matches } from '../src/query/matcher.ts';
import { createPercolator } from '../src/query/percolator/percolator.ts';
import { papers, queries } from '../test/query/generated.ts';
import type { BenchOptions, BenchResult } from './result.ts';

const PAIRS = 100_000_000;
const QUERIES = 1_000;
const PAPERS = 500;

/**
 * The percolator beside the plain matcher over generated queries and papers: how many pairs were asked for, and on how
 * many the two disagree. `--pairs 1000000` asks for fewer, `--seed 5` for others.
 */
export async function run({ numbers }: BenchOptions): Promise<BenchResult> {
  const wanted = numbers.pairs ?? PAIRS;
  const seed = numbers.seed ?? 1;
  const started = performance.now();
  let pairs = 0;
  let matched = 0;
  const disagreements: string[] = [];
  for (let round = 0; pairs < wanted; round += 1) {
    const asked = fc.sample(queries, { numRuns: QUERIES, seed: seed * 1_000 + round });
    const held = fc.sample(papers, { numRuns: PAPERS, seed: seed * 1_000 + round });
    const percolator = createPercolator();
    asked.forEach((query, id) => {
      percolator.add(id, query);
    });
    for (const paper of held) {
      const found = new Set(percolator.match(paper));
      asked.forEach((query, id) => {
        const isWanted = matches(query, paper) !== undefined;
        if (isWanted) matched += 1;
        if (isWanted !== found.has(id)) disagreements.push(`${query.text} in ${JSON.stringify(paper)}`);
      });
      pairs += asked.length;
    }
    if (round % 20 === 0)
      console.error(`${pairs.toLocaleString('en')} pairs, ${disagreements.length} disagreements`);
  }
  const seconds = (performance.now() - started) / 1000;
  return {
    title: `Percolator and plain matcher, seed ${seed}`,
    rows: [
      ['pairs of a query and a paper', pairs.toLocaleString('en'), wanted.toLocaleString('en')],
      ['matches among them', matched.toLocaleString('en'), ''],
      ['disagreements', [String(disagreements.length), ...disagreements.slice(0, 3)].join('\n'), '0'],
      ['took', `${seconds.toFixed(0)} s`, ''],
    ],
  };
}
