import type { Query } from '../query/ast.ts';
import { matches, type Reason } from '../query/matcher.ts';
import { relaxed } from '../query/relax.ts';
import type { HeldPaper, Store } from '../store/store.ts';

export interface Hit {
  readonly paper: HeldPaper;
  readonly reasons: readonly Reason[];
}

export interface SearchResult {
  /** Papers that the query wants, best first. */
  readonly hits: readonly Hit[];
  /** Where `hits` are few: papers that have the words of its phrases apart. Best first. */
  readonly looser: readonly Hit[];
}

/** With fewer hits than this, looser matches follow. */
const FEW = 3;
/** No answer shows more; the walk over the catalog goes on to find the best. */
export const MOST_LOOSER = 10;

/** Searches all papers held, on or after `since` (by edition, else by publication). */
export async function search(store: Store, query: Query, since?: string): Promise<SearchResult> {
  const loose = relaxed(query);
  const hits: Hit[] = [];
  const looser: Hit[] = [];
  for await (const paper of store.papers.newestFirst()) {
    if (since !== undefined && dayOf(paper) < since) continue;
    const reasons = matches(query, paper);
    if (reasons) hits.push({ paper, reasons });
    else if (loose) {
      const looseReasons = matches(loose, paper);
      if (looseReasons) looser.push({ paper, reasons: looseReasons });
    }
  }
  return { hits: ranked(hits), looser: hits.length < FEW ? ranked(looser).slice(0, MOST_LOOSER) : [] };
}

/** Those with the words in the title first, then in the source's keywords, then by how often; newest first among equals. */
function ranked(hits: readonly Hit[]): Hit[] {
  return hits
    .map((hit) => ({ hit, score: score(hit.reasons) }))
    .sort((left, right) => right.score - left.score)
    .map(({ hit }) => hit);
}

const WEIGHTS = { title: 10, author: 10, keyword: 4, abstract: 1 } as const;
/** Repetitions beyond this add nothing. */
const MOST_COUNTED = 3;

function score(reasons: readonly Reason[]): number {
  const counts = new Map<string, number>();
  let total = 0;
  for (const reason of reasons) {
    if (reason.kind !== 'words') continue;
    const key = `${reason.place} ${reason.keyword}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count <= MOST_COUNTED) total += WEIGHTS[reason.place] / count;
  }
  return total;
}

function dayOf(paper: HeldPaper): string {
  return paper.listedOn ?? paper.publishedOn ?? '';
}
