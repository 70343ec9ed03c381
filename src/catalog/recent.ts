import type { HeldPaper, Store } from '../store/store.ts';
import { addDays } from '../time/plain-date.ts';

/** The editions of a number of days, up to the newest one. */
export interface RecentEditions {
  readonly from: string;
  readonly to: string;
  /** Newest edition first. */
  readonly papers: readonly HeldPaper[];
}

/** The editions of the last days, counted back from the newest edition; undefined while there is none. */
export async function recentEditions(store: Store, days = 7): Promise<RecentEditions | undefined> {
  const to = await store.papers.newestEdition();
  if (to === undefined) return undefined;
  const from = addDays(to, 1 - days);
  return { from, to, papers: await store.papers.listedBetween(from, to) };
}
