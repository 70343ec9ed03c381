import type { Query } from '../query/ast.ts';
import { matches } from '../query/matcher.ts';
import { mayFit, wordSet } from '../query/may-fit.ts';
import { narrow } from '../query/narrow.ts';
import type { HeldPaper, Store } from '../store/store.ts';
import { addDays } from '../time/plain-date.ts';

/** The editions of the last days, counted back from the newest one. */
export interface RecentEditions {
  readonly from: string;
  readonly to: string;
  /** Newest edition first. */
  readonly papers: readonly HeldPaper[];
  /** Those of the papers that a query wants, in the same order. */
  wantedBy(query: Query): readonly HeldPaper[];
}

const WEEK = 7;
/** Answers that are kept: what many channels follow is asked for again and again. */
const MOST_ANSWERS = 5_000;

/** The last week as it was read last, by store: its papers are already split into words. */
const known = new WeakMap<
  Store,
  { readonly revision: number; readonly recent: RecentEditions | undefined }
>();

/** The editions of so many days, counted back from the newest edition; undefined while there is none. */
export async function recentEditions(store: Store, days = WEEK): Promise<RecentEditions | undefined> {
  return days === WEEK ? lastWeek(store) : readRecent(store, days);
}

/** Read anew when the catalog has changed. */
async function lastWeek(store: Store): Promise<RecentEditions | undefined> {
  const revision = await store.matches.revision();
  const last = known.get(store);
  if (last?.revision === revision) return last.recent;
  const recent = await readRecent(store, WEEK);
  known.set(store, { revision, recent });
  return recent;
}

async function readRecent(store: Store, days: number): Promise<RecentEditions | undefined> {
  const to = await store.papers.newestEdition();
  if (to === undefined) return undefined;
  const from = addDays(to, 1 - days);
  const papers = await store.papers.listedBetween(from, to);
  let words: ReadonlySet<string>[] | undefined;
  const answers = new Map<string, readonly HeldPaper[]>();

  function wantedBy(query: Query): HeldPaper[] {
    const narrowing = narrow(query.root);
    if (narrowing === undefined) return papers.filter((paper) => matches(query, paper));
    words ??= papers.map(wordSet);
    return papers.filter(
      (paper, at) => mayFit(narrowing, words?.[at] as ReadonlySet<string>) && matches(query, paper),
    );
  }

  return {
    ...{ from, to, papers },
    wantedBy(query) {
      const known = answers.get(query.canonical);
      if (known) return known;
      const wanted = wantedBy(query);
      if (answers.size < MOST_ANSWERS) answers.set(query.canonical, wanted);
      return wanted;
    },
  };
}
