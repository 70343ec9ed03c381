import { idRank, normalisedTitle } from '../paper/identity.ts';
import { mergePapers, samePaper } from '../paper/merge.ts';
import type { Paper } from '../paper/paper.ts';
import type { HeldPaper, Listing, Store } from '../store/store.ts';
import { Shelf } from './shelf.ts';

/** The bundled sample's name as a source. */
export const SAMPLE = 'sample';

export interface Delivery {
  /** The source's name. */
  readonly source: string;
  /** In the source's order; the edition is each paper's own `listedOn`. */
  readonly papers: readonly Paper[];
  /** The time of its counts: when the source was asked, or the day of a saved page. The newest counts win. */
  readonly seenAt: number;
  /** When Paperboy got it. */
  readonly receivedAt: number;
  /** Which of them are news; all where not given, as of a file on the day that it is read. */
  readonly news?: News;
  /** The edition of papers that come without a day and were not held before. */
  readonly arrivedOn?: string | undefined;
  /** Whether papers that are not held are left out. */
  readonly updatesOnly?: boolean;
  /** Whether more of the same fetch follows, or never will: the source's last good fetch stays what it was. */
  readonly isPart?: boolean;
  /** The place of the first of them in the source's order; 0 where not given. */
  readonly firstPosition?: number;
  /** What was odd about the fetch, in words that `status` shows. */
  readonly note?: string | undefined;
}

/** Which papers of a delivery are news (DESIGN section 9): those listed on or after a day, all, or none. */
export type News = 'all' | 'none' | { readonly since: string; readonly withoutDayToo: boolean };

/** Who is told of papers as they come in. */
export interface Arrivals {
  /** Before the transaction: what may take long. */
  prepare(store: Store): Promise<void>;
  /** In the transaction of the papers, behind them. */
  take(inside: Store, now: number): Promise<void>;
}

const NO_ARRIVALS: Arrivals = { prepare: async () => {}, take: async () => {} };

export interface Ingested {
  readonly added: number;
  /** Papers that were held already and know more now. */
  readonly changed: number;
  readonly unchanged: number;
}

/**
 * Takes a source's papers into the catalog, in one transaction: all of them, or none. The same delivery twice changes
 * nothing. The first papers of a real source remove the sample; after them the sample is not taken any more.
 */
export async function ingest(
  store: Store,
  delivery: Delivery,
  arrivals: Arrivals = NO_ARRIVALS,
): Promise<Ingested> {
  await arrivals.prepare(store);
  return store.transaction(async (inside) => {
    if (delivery.source === SAMPLE) {
      if (await hasOwnPapers(inside)) return { added: 0, changed: 0, unchanged: 0 };
    } else if (delivery.papers.length > 0) {
      await inside.papers.removeSource(SAMPLE);
    }
    const counts = { added: 0, changed: 0, unchanged: 0 };
    const sightings = delivery.papers.map((paper) => sighting(paper, delivery));
    const shelf = new Shelf(inside);
    await shelf.fill(sightings);
    const listings: Listing[] = [];
    for (const [place, seen] of sightings.entries()) {
      const taken = await takeOne(shelf, seen, delivery);
      if (!taken) continue;
      counts[taken.outcome] += 1;
      const { listedOn, id: paperId } = taken;
      const position = (delivery.firstPosition ?? 0) + place;
      if (listedOn !== undefined) listings.push({ source: delivery.source, listedOn, paperId, position });
    }
    await shelf.write();
    await inside.papers.listAll(listings);
    if (!delivery.isPart) await inside.sources.succeeded(delivery.source, delivery.receivedAt, delivery.note);
    await arrivals.take(inside, delivery.receivedAt);
    return counts;
  });
}

/** Whether a real source has delivered a paper ever: with its first one the sample goes. */
export async function hasOwnPapers(store: Store): Promise<boolean> {
  for await (const { sources } of store.papers.newestFirst()) return !sources.includes(SAMPLE);
  return false;
}

function sighting(paper: Paper, { source, seenAt, receivedAt, news = 'all' }: Delivery): HeldPaper {
  return {
    ...paper,
    sources: source === SAMPLE ? [SAMPLE] : [...new Set([...paper.sources, kindOf(source)])].sort(),
    normalisedTitle: normalisedTitle(paper.title),
    firstSeenAt: receivedAt,
    countsAt: seenAt,
    ...(isNews(paper.listedOn, news) && { newsAt: receivedAt }),
  };
}

function isNews(listedOn: string | undefined, news: News): boolean {
  if (typeof news === 'string') return news === 'all';
  return listedOn !== undefined && listedOn >= news.since;
}

/** A paper without a day that was not held before, in the edition of the day on which it arrived. */
function arrived(seen: HeldPaper, { arrivedOn, news, receivedAt }: Delivery): HeldPaper {
  if (seen.listedOn !== undefined || arrivedOn === undefined) return seen;
  const becomesNews = typeof news === 'object' && news.withoutDayToo && isNews(arrivedOn, news);
  return { ...seen, listedOn: arrivedOn, ...(becomesNews && { newsAt: receivedAt }) };
}

/** `file:page.txt` is a `file`: the name by which `source:` finds it. */
function kindOf(source: string): string {
  return source.replace(/:.*$/s, '');
}

interface Taken {
  readonly id: string;
  readonly outcome: keyof Ingested;
  /** The edition that the delivery lists it in. */
  readonly listedOn?: string | undefined;
}

async function takeOne(shelf: Shelf, seen: HeldPaper, delivery: Delivery): Promise<Taken | undefined> {
  const same = await heldAs(shelf, seen);
  if (same.length === 0) {
    if (delivery.updatesOnly) return undefined;
    const added = { ...arrived(seen, delivery), id: await freeId(shelf, seen.id) };
    shelf.put(added);
    return { id: added.id, outcome: 'added', listedOn: added.listedOn };
  }
  const { listedOn } = seen;
  const paper = same.reduce(mergePapers, { ...seen, id: betterId(seen.id, same) });
  const unchanged = same.length === 1 && same[0]?.id === paper.id && sameFields(same[0], paper);
  if (unchanged) return { id: paper.id, outcome: 'unchanged', listedOn };
  shelf.put(paper);
  for (const held of same) {
    if (held.id !== paper.id) await shelf.supersede(held.id, paper.id);
  }
  return { id: paper.id, outcome: 'changed', listedOn };
}

/** The held papers that are the one seen; several where the sighting shows that they are one. */
async function heldAs(shelf: Shelf, seen: HeldPaper): Promise<HeldPaper[]> {
  const candidates = [
    await shelf.get(seen.id),
    ...(seen.doi === undefined
      ? []
      : [await shelf.get(`doi:${seen.doi}`), ...(await shelf.withDoi(seen.doi))]),
    ...(await shelf.withTitle(seen.normalisedTitle)),
  ].filter((held) => held !== undefined);
  const distinct = [...new Map(candidates.map((held) => [held.id, held])).values()];
  const same = distinct.filter((held) => samePaper(held, seen));
  // Two arXiv papers that share a title-only sighting stay two: it goes to the first that it fits.
  const firm = same.filter((held) => idRank(held.id) === 0);
  return firm.length > 1 ? same.filter((held) => !firm.includes(held) || held === firm[0]) : same;
}

/** The firmest id; of equally firm ones one that is held, since the seen one may name another paper of that title. */
function betterId(seen: string, same: readonly HeldPaper[]): string {
  const held = same
    .map((paper) => paper.id)
    .sort((left, right) => idRank(left) - idRank(right) || (left < right ? -1 : 1));
  return idRank(seen) < idRank(held[0] as string) ? seen : (held[0] as string);
}

/** The id, or, where another paper has it (an equal title without anything else that agrees), one with a number. */
async function freeId(shelf: Shelf, id: string): Promise<string> {
  for (let number = 2, candidate = id; ; number += 1) {
    if ((await shelf.get(candidate)) === undefined) return candidate;
    candidate = `${id}~${number}`;
  }
}

/** The same counts seen again are nothing new. */
function sameFields(left: HeldPaper, right: HeldPaper): boolean {
  return sorted(left) === sorted(right);
}

function sorted({ countsAt: _, ...paper }: HeldPaper): string {
  return JSON.stringify(Object.entries(paper).sort(([left], [right]) => (left < right ? -1 : 1)));
}
