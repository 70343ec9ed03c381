import { setImmediate } from 'node:timers/promises';
import { normalisedTitle } from '../paper/identity.ts';
import type { Query } from '../query/ast.ts';
import { matches, type Reason, wants } from '../query/matcher.ts';
import { narrow } from '../query/narrow.ts';
import { relaxed } from '../query/relax.ts';
import type { HeldPaper, SearchOrder, Store } from '../store/store.ts';

export interface Hit {
  readonly paper: HeldPaper;
  /** Worked out when it is asked for: only a page of all hits is shown. */
  readonly reasons: readonly Reason[];
}

export interface SearchResult {
  /**
   * Papers that the query wants, best first: one of that very title, then those with the words in their titles, then
   * among their keywords, then anywhere, the newest first in each of these. No more than `MOST_HITS`.
   */
  readonly hits: readonly Hit[];
  /** Whether the query wants more papers than those. */
  readonly isMore: boolean;
  /** Where `hits` are few: papers that have the words of its phrases apart, in the same order. */
  readonly looser: readonly Hit[];
}

export const MOST_HITS = 30;
/** With fewer hits than this, looser matches follow. */
const FEW = 3;
/** No answer shows more. */
export const MOST_LOOSER = 10;
/** Among so many of the best fitting papers looser matches are looked for. */
const LOOKED_AT = 300;
/** After so many papers others have their turn. */
const TURN = 25;

/** Searches all papers held, on or after `since` (by edition, else by publication). */
export async function search(store: Store, query: Query, since?: string): Promise<SearchResult> {
  const titled = await ofThatTitle(store, query, since);
  const others = wanted(store, query, 'best', since, new Set(idsOf(titled)));
  const hits = [...titled, ...(await take(others, MOST_HITS + 1 - titled.length))];
  const shown = hits.slice(0, MOST_HITS);
  const looser = hits.length < FEW ? await looserThan(store, query, hits, since) : [];
  return { hits: shown, isMore: hits.length > MOST_HITS, looser };
}

/** The looser matches of a query that nothing matches; undefined where something does. */
export async function onlyLooser(store: Store, query: Query): Promise<readonly Hit[] | undefined> {
  const found = await take(wanted(store, query, 'newest'), 1);
  return found.length > 0 ? undefined : looserThan(store, query, []);
}

async function looserThan(
  store: Store,
  query: Query,
  hits: readonly Hit[],
  since?: string,
): Promise<readonly Hit[]> {
  const loose = relaxed(query);
  if (!loose) return [];
  return take(wanted(store, loose, 'best', since, new Set(idsOf(hits)), LOOKED_AT), MOST_LOOSER);
}

/**
 * The papers that a query wants, best or newest first. The store narrows by words, the query decides; where a
 * number is given, no more than so many candidates are looked at.
 */
export async function* wanted(
  store: Store,
  query: Query,
  order: SearchOrder,
  since?: string,
  except: ReadonlySet<string> = new Set(),
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<Hit> {
  let seen = 0;
  for await (const paper of store.papers.candidates(narrow(query.root), order, since)) {
    seen += 1;
    if (seen > most) return;
    if (seen % TURN === 0) await setImmediate();
    if (!except.has(paper.id) && wants(query, paper)) yield hitOf(query, paper);
  }
}

/** A paper whose whole title was typed, however many newer ones have its words in theirs. */
async function ofThatTitle(store: Store, query: Query, since = ''): Promise<Hit[]> {
  const papers = await store.papers.withTitle(normalisedTitle(query.text));
  return papers
    .filter(({ listedOn, publishedOn }) => (listedOn ?? publishedOn ?? '') >= since)
    .filter((paper) => wants(query, paper))
    .slice(0, MOST_HITS)
    .map((paper) => hitOf(query, paper));
}

function idsOf(hits: readonly Hit[]): string[] {
  return hits.map(({ paper }) => paper.id);
}

function hitOf(query: Query, paper: HeldPaper): Hit {
  return {
    paper,
    get reasons() {
      return matches(query, paper) ?? [];
    },
  };
}

async function take<T>(items: AsyncIterable<T>, most: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const item of items) {
    taken.push(item);
    if (taken.length === most) break;
  }
  return taken;
}
