import type { HeldPaper, Store } from '../store/store.ts';
import { addDays } from '../time/plain-date.ts';

/** The editions of the last days, counted back from the newest one. */
export interface RecentEditions {
  readonly from: string;
  readonly to: string;
  /** Newest edition first. */
  readonly papers: readonly HeldPaper[];
}

const WEEK = 7;

/** The last week as it was read last, by store. The same paper objects again are already split into words. */
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
  return { from, to, papers: await store.papers.listedBetween(from, to) };
}
