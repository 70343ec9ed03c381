import type { Paper } from '../../paper/paper.ts';
import type { Query } from '../ast.ts';
import { createPercolator, type Percolator } from './percolator.ts';

/** A few queries that papers are shown to for a while. */
export interface Deciding {
  /** The places of the queries that want the paper, in no promised order. */
  wantedBy(paper: Paper): number[];
  /** Must be called when it is over. */
  end(): void;
}

/** Above it the words of papers seen before are forgotten, as soon as somebody begins anew. */
const MOST_BYTES = 24e6;

let shared: Percolator | undefined;
let nextId = 0;

/**
 * Says what `matches` says, in a tenth of the time. All that decide at once share one percolator: to make one, and to read
 * papers whose words are new to it, takes as long as to decide.
 */
export function deciding(queries: readonly Query[]): Deciding {
  if (!shared || shared.bytes > MOST_BYTES) {
    shared = createPercolator();
    nextId = 0;
  }
  const percolator = shared;
  const first = nextId;
  nextId += queries.length;
  for (const [at, query] of queries.entries()) percolator.add(first + at, query);
  return {
    wantedBy: (paper) =>
      Array.from(percolator.match(paper), (id) => id - first).filter((at) => at >= 0 && at < queries.length),
    end() {
      for (const at of queries.keys()) percolator.remove(first + at);
    },
  };
}
