import { indexPapers, type PaperIndex } from '../query/paper-index.ts';
import type { HeldPaper, Store } from '../store/store.ts';
import { addDays } from '../time/plain-date.ts';

/** The editions of the last week, counted back from the newest one; newest edition first. */
export interface RecentEditions extends PaperIndex<HeldPaper> {
  readonly from: string;
  readonly to: string;
}

/** Days. */
const WEEK = 7;
/** Editions that are kept: people ask for the newest one, and now and then for one before. */
const MOST_EDITIONS = 5;

/** What was read since the catalog changed last, by store: its papers are already split into words. */
interface Kept {
  readonly revision: number;
  week?: RecentEditions;
  count?: number;
  readonly editions: Map<string, PaperIndex<HeldPaper>>;
}

const kept = new WeakMap<Store, Kept>();

/** Undefined while there is no edition. */
export async function recentEditions(store: Store): Promise<RecentEditions | undefined> {
  const keep = await keptOf(store);
  const week = keep.week ?? (await readRecent(store));
  if (week) keep.week = week;
  return week;
}

/** The papers of a day's edition, in the order in which its source gives them. */
export async function editionOf(store: Store, day: string): Promise<PaperIndex<HeldPaper>> {
  const { editions } = await keptOf(store);
  const edition = editions.get(day) ?? indexPapers(await store.papers.edition(day));
  editions.delete(day);
  // The one that was asked for last stands last.
  editions.set(day, edition);
  const [oldest] = editions.size > MOST_EDITIONS ? editions.keys() : [];
  if (oldest !== undefined) editions.delete(oldest);
  return edition;
}

/** How many papers are held. PostgreSQL counts them one by one, which takes longer than a search. */
export async function countHeld(store: Store): Promise<number> {
  const keep = await keptOf(store);
  keep.count ??= await store.papers.count();
  return keep.count;
}

/** Asked before anything is read: what changes meanwhile has a later revision. */
async function keptOf(store: Store): Promise<Kept> {
  const revision = await store.matches.revision();
  const known = kept.get(store);
  if (known?.revision === revision) return known;
  const made: Kept = { revision, editions: new Map() };
  kept.set(store, made);
  return made;
}

async function readRecent(store: Store): Promise<RecentEditions | undefined> {
  const to = await store.papers.newestEdition();
  if (to === undefined) return undefined;
  const from = addDays(to, 1 - WEEK);
  return { from, to, ...indexPapers(await store.papers.listedBetween(from, to)) };
}
