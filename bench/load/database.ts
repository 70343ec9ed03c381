import { percolate } from '../../src/digest/percolate.ts';
import { normalisedTitle } from '../../src/paper/identity.ts';
import type { Paper } from '../../src/paper/paper.ts';
import { parseQuery } from '../../src/query/parser.ts';
import type { HeldPaper, Store } from '../../src/store/store.ts';
import { distinctPapers, multiplied } from '../papers.ts';
import { keyword, materialOf } from '../percolate/mixes.ts';
import type { BenchOptions } from '../result.ts';
import { pick, pickZipf, seeded } from '../seeded.ts';

/** How much a database holds. */
export interface Load {
  readonly papers: number;
  readonly channels: number;
  readonly subscriptions: number;
}

/** Distinct keywords for each subscription, followed as Zipf's law has it. */
const DISTINCT = 0.05;
const BATCH = 500;
/** What the papers' days are counted from, and when the database is asked. */
export const NOW = Date.parse('2026-06-20T12:00Z');
export const PLATFORM = 'bench';

/** `--papers`, `--channels` and `--subscriptions` make it smaller. */
export function loadOf({ numbers }: BenchOptions): Load {
  const { papers = 100_000, channels = 100_000, subscriptions = 1_000_000 } = numbers;
  return { papers, channels, subscriptions };
}

export function nameOf({ papers, channels, subscriptions }: Load): string {
  const [first, second, third] = [papers, channels, subscriptions].map((count) => count.toLocaleString('en'));
  return `${first} papers, ${second} channels, ${third} subscriptions`;
}

export interface Filled {
  /** The keywords that are followed, the most followed first. */
  readonly keywords: readonly string[];
  readonly paperIds: readonly string[];
}

/** Papers in their editions, and channels that follow keywords and have their digests in the morning. */
export async function fillDatabase(store: Store, load: Load): Promise<Filled> {
  const { papers: real } = distinctPapers();
  const papers = multiplied(real, load.papers);
  await fillPapers(store, papers);
  await fillEditions(store, papers);
  const keywords = keywordsFrom(real, Math.ceil(load.subscriptions * DISTINCT));
  await fillChannels(store, load, keywords);
  await percolate(store, NOW);
  return { keywords, paperIds: papers.map(({ id }) => id) };
}

export async function fillPapers(store: Store, papers: readonly Paper[]): Promise<void> {
  for (let from = 0; from < papers.length; from += BATCH) {
    await store.transaction(async (inside) => {
      for (const paper of papers.slice(from, from + BATCH)) await inside.papers.put(held(paper));
    });
  }
}

function held(paper: Paper): HeldPaper {
  return { ...paper, normalisedTitle: normalisedTitle(paper.title), firstSeenAt: 0, countsAt: 0 };
}

async function fillEditions(store: Store, papers: readonly Paper[]): Promise<void> {
  const places = papers.flatMap(({ id: paperId, listedOn }, position) =>
    listedOn === undefined ? [] : [{ source: 'bench', listedOn, paperId, position }],
  );
  for (let from = 0; from < places.length; from += BATCH)
    await store.papers.listAll(places.slice(from, from + BATCH));
}

function keywordsFrom(papers: readonly Paper[], count: number): string[] {
  const material = materialOf(papers);
  const random = seeded(23);
  const byCanonical = new Map<string, string>();
  while (byCanonical.size < count) {
    const text =
      random() < 0.5 && material.keywords.length > 0
        ? pick(material.keywords, random)
        : keyword(material, random);
    const canonical = canonicalOf(text);
    if (canonical !== undefined) byCanonical.set(canonical, text);
  }
  return [...byCanonical.values()];
}

/** Undefined for a keyword that is no query. */
function canonicalOf(text: string): string | undefined {
  try {
    return parseQuery(text).canonical;
  } catch {
    return undefined;
  }
}

async function fillChannels(store: Store, load: Load, keywords: readonly string[]): Promise<void> {
  const random = seeded(29);
  const each = Math.ceil(load.subscriptions / load.channels);
  for (let from = 0; from < load.channels; from += BATCH) {
    await store.transaction(async (inside) => {
      for (let at = from; at < Math.min(load.channels, from + BATCH); at += 1) {
        const { key: channel } = await inside.channels.put(channelAt(at));
        const followed = new Set<string>();
        while (followed.size < Math.min(each, keywords.length)) followed.add(pickZipf(keywords, random));
        for (const query of followed) {
          const { canonical } = parseQuery(query);
          const asked = { channel, query, canonical, createdBy: 'ada', createdByName: 'Ada' };
          await inside.channels.subscribe({ ...asked, createdAt: NOW });
        }
        await inside.schedules.put({
          ...{ channel, platform: PLATFORM, time: '09:00', timeZone: 'UTC', days: [1, 2, 3, 4, 5] },
          ...{ nextAt: NOW + 86_400_000, nextSlot: '2026-06-21T09:00', layout: 'list', papers: 10 },
          announceQuiet: false,
        });
      }
    });
  }
}

export function channelAt(at: number) {
  return { platform: PLATFORM, community: `team${at % 1_000}`, id: `c${at}` };
}
