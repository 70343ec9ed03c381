import type { Paper } from '../../paper/paper.ts';
import { addDays, dateLabel, dayAt, isWeekday } from '../../time/plain-date.ts';
import { type Announced, type FeedPaper, feedPaper } from '../feeds/feed-paper.ts';
import { type Asking, type Days, FURTHEST, type Haul, mannerOf, type Source } from '../source.ts';
import { newestFeedDay, submissionsOf, weekdayAfter, weekdayBefore } from './announcements.ts';
import { ARXIV_TURN, type ArxivConfig, queryArxiv, wholeFeed } from './arxiv-api.ts';

export interface ArxivSourceConfig extends ArxivConfig {
  /** Such as `arxiv:cs.LG+stat.ML`. */
  readonly name: string;
  readonly categories: readonly string[];
  /** Whether papers count that have their first category elsewhere. */
  readonly crossLists: boolean;
}

const EVERY = 60 * 60_000;

/** What one answer of the feed holds. */
interface Batch {
  /** The day whose announcement it is; undefined where it is empty. */
  readonly day?: string | undefined;
  readonly listed: readonly Paper[];
  readonly replaced: readonly Paper[];
  readonly notes: readonly string[];
}

/**
 * What arXiv announces in some categories: by its daily feed, and by its query API for days on which no feed was read.
 */
export function createArxivSource(config: ArxivSourceConfig): Source {
  const { name, categories, crossLists, fetcher, feedUrl } = config;
  const wanted: readonly (Announced | undefined)[] = crossLists
    ? ['new', 'cross', undefined]
    : ['new', undefined];

  async function readBatch(asking: Asking): Promise<Batch> {
    const { text, notes } = await fetcher.get(`${feedUrl}/atom/${categories.join('+')}`, {
      ...{ due: 'XML', keep: true, turn: ARXIV_TURN, ...mannerOf(asking) },
      ...{ allowPrivate: URL.parse(feedUrl)?.protocol !== 'https:', check: wholeFeed },
    });
    const entries = wholeFeed(text).items.map((item) => feedPaper(item, 'arxiv'));
    const read = entries.filter((entry) => entry !== undefined);
    const expected = newestFeedDay(asking.now);
    // A clock may be slow, but not by days.
    const latest = weekdayAfter(expected);
    const dayOf = ({ day }: FeedPaper) => (day !== undefined && day > latest ? expected : day);
    const day = read
      .map((entry) => dayOf(entry) ?? '')
      .sort()
      .at(-1);
    return {
      day: day || undefined,
      listed: read
        .filter(({ announced }) => wanted.includes(announced))
        .map((entry) => ({ ...entry.paper, listedOn: dayOf(entry) ?? expected })),
      replaced: read.filter(({ announced }) => announced?.startsWith('replace')).map(({ paper }) => paper),
      notes:
        read.length < entries.length
          ? [...notes, `${entries.length - read.length} entries have no title`]
          : notes,
    };
  }

  /** The papers that were announced for one weekday, as far as their times of submission tell. */
  async function* announcedFor(date: string, asking: Asking): AsyncGenerator<Haul> {
    if (!isWeekday(date)) return;
    const { from, to } = submissionsOf(date);
    const places = categories.map(categoryTerm).join(' OR ');
    const query = `(${places}) AND submittedDate:[${minute(from)} TO ${minute(to - 60_000)}]`;
    for await (const papers of queryArxiv(config, query, mannerOf(asking))) {
      const own = crossLists ? papers : papers.filter((paper) => isFirstIn(paper, categories));
      yield { papers: own.map((paper) => ({ ...paper, listedOn: date })) };
    }
  }

  return {
    name,
    every: EVERY,

    async *fetch(asking) {
      const batch = await readBatch(asking);
      const { days, missed } = daysBetween(batch.day, asking);
      if (missed) yield { papers: [], missed };
      // Oldest first: what is held up to a day tells the next fetch where to go on.
      const inFeed = new Set(batch.listed.map(({ id }) => id));
      for (const date of days) {
        for await (const { papers } of announcedFor(date, asking))
          yield { papers: papers.filter(({ id }) => !inFeed.has(id)) };
      }
      yield { papers: batch.listed, notes: [...batch.notes, ...oddities(batch.day, asking.now)] };
      if (batch.replaced.length > 0) yield { papers: batch.replaced, updatesOnly: true };
    },

    day: announcedFor,
  };
}

/** The weekdays between what is held and the feed that was read, and those among them that lie too far back. */
function daysBetween(
  feedDay: string | undefined,
  { now, newestEdition, lastSuccessAt }: Asking,
): { days: string[]; missed?: Days } {
  const expected = newestFeedDay(now);
  const isWeekend = !isWeekday(dayAt(now, 'America/New_York'));
  const through =
    feedDay !== undefined ? weekdayBefore(feedDay) : isWeekend ? expected : weekdayBefore(expected);
  if (newestEdition === undefined) return { days: feedDay === undefined ? [through] : [] };
  // A backfill may have reached further than the fetches did.
  const fetched = lastSuccessAt === undefined ? newestEdition : newestFeedDay(lastSuccessAt);
  const held = newestEdition < fetched ? newestEdition : fetched;
  const first = weekdayAfter(held);
  const furthest = addDays(dayAt(now, 'UTC'), -FURTHEST);
  const days: string[] = [];
  for (let date = first; date <= through; date = weekdayAfter(date)) if (date >= furthest) days.push(date);
  return { days, ...(first < furthest && { missed: { from: first, to: addDays(furthest, -1) } }) };
}

function oddities(feedDay: string | undefined, now: number): string[] {
  const expected = newestFeedDay(now);
  const isWeekend = !isWeekday(dayAt(now, 'America/New_York'));
  if (feedDay === undefined)
    return isWeekend
      ? []
      : [`the feed is empty on ${dateLabel(expected)}, a weekday: a holiday, or it is late`];
  return feedDay < expected
    ? [`the feed is still that of ${dateLabel(feedDay)}: a holiday, or it is stale`]
    : [];
}

/** Archives that have subject classes below them. */
const ARCHIVES = /^(?:astro-ph|cond-mat|cs|econ|eess|math|nlin|physics|q-bio|q-fin|stat)$/;

function categoryTerm(category: string): string {
  return ARCHIVES.test(category) ? `cat:${category}.* OR cat:${category}` : `cat:${category}`;
}

function isFirstIn({ categories: [first = ''] = [] }: Paper, wanted: readonly string[]): boolean {
  return wanted.some((category) => first === category || first.startsWith(`${category}.`));
}

/** `YYYYMMDDHHMM`, in UTC. */
function minute(at: number): string {
  return new Date(at).toISOString().replace(/\D/g, '').slice(0, 12);
}
