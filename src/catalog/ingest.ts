import { idRank, normalisedTitle } from '../paper/identity.ts';
import { mergePapers, samePaper } from '../paper/merge.ts';
import type { Paper } from '../paper/paper.ts';
import type { HeldPaper, Store } from '../store/store.ts';

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
}

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
 * nothing. The first delivery of a real source removes the sample; after it the sample is not taken any more.
 */
export async function ingest(
  store: Store,
  delivery: Delivery,
  arrivals: Arrivals = NO_ARRIVALS,
): Promise<Ingested> {
  await arrivals.prepare(store);
  return store.transaction(async (inside) => {
    if (delivery.source === SAMPLE) {
      if (await inside.sources.anySucceeded([SAMPLE])) return { added: 0, changed: 0, unchanged: 0 };
    } else {
      await inside.papers.removeSource(SAMPLE);
    }
    const counts = { added: 0, changed: 0, unchanged: 0 };
    for (const [position, paper] of delivery.papers.entries()) {
      const { id, outcome } = await takeOne(inside, sighting(paper, delivery));
      counts[outcome] += 1;
      if (paper.listedOn === undefined) continue;
      await inside.papers.list({ source: delivery.source, listedOn: paper.listedOn, paperId: id, position });
    }
    await inside.sources.succeeded(delivery.source, delivery.receivedAt);
    await arrivals.take(inside, delivery.receivedAt);
    return counts;
  });
}

function sighting(paper: Paper, { source, seenAt, receivedAt }: Delivery): HeldPaper {
  return {
    ...paper,
    sources: source === SAMPLE ? [SAMPLE] : [...new Set([...paper.sources, kindOf(source)])].sort(),
    normalisedTitle: normalisedTitle(paper.title),
    firstSeenAt: receivedAt,
    countsAt: seenAt,
    // What is read from a file is news on the day that it is read (DESIGN section 9).
    newsAt: receivedAt,
  };
}

/** `file:page.txt` is a `file`: the name by which `source:` finds it. */
function kindOf(source: string): string {
  return source.replace(/:.*$/s, '');
}

async function takeOne(store: Store, seen: HeldPaper): Promise<{ id: string; outcome: keyof Ingested }> {
  const same = await heldAs(store, seen);
  if (same.length === 0) {
    const added = { ...seen, id: await freeId(store, seen.id) };
    await store.papers.put(added);
    return { id: added.id, outcome: 'added' };
  }
  const paper = same.reduce(mergePapers, { ...seen, id: betterId(seen.id, same) });
  const unchanged = same.length === 1 && same[0]?.id === paper.id && sameFields(same[0], paper);
  if (unchanged) return { id: paper.id, outcome: 'unchanged' };
  await store.papers.put(paper);
  for (const held of same) {
    if (held.id !== paper.id) await store.papers.supersede(held.id, paper.id);
  }
  return { id: paper.id, outcome: 'changed' };
}

/** The held papers that are the one seen; several where the sighting shows that they are one. */
async function heldAs(store: Store, seen: HeldPaper): Promise<HeldPaper[]> {
  const candidates = [
    await store.papers.get(seen.id),
    ...(seen.doi === undefined
      ? []
      : [await store.papers.get(`doi:${seen.doi}`), ...(await store.papers.withDoi(seen.doi))]),
    ...(await store.papers.withTitle(seen.normalisedTitle)),
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
async function freeId(store: Store, id: string): Promise<string> {
  for (let number = 2, candidate = id; ; number += 1) {
    if ((await store.papers.get(candidate)) === undefined) return candidate;
    candidate = `${id}~${number}`;
  }
}

function sameFields(left: HeldPaper, right: HeldPaper): boolean {
  return sorted(left) === sorted(right);
}

function sorted(paper: HeldPaper): string {
  return JSON.stringify(Object.entries(paper).sort(([left], [right]) => (left < right ? -1 : 1)));
}
