import { addDays, dateLabel, dayAt } from '../../time/plain-date.ts';
import { FetchError } from '../fetching/fetch-error.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import { type Asking, mannerOf, OVERLAP, type Source } from '../source.ts';
import type { Feed } from './feed-item.ts';
import { type FeedPaper, feedPaper } from './feed-paper.ts';
import { readFeed } from './read-feed.ts';

export interface FeedSourceConfig {
  readonly fetcher: Fetcher;
  /** Such as `feed:https://lab.example/rss`. */
  readonly name: string;
  readonly url: string;
  /** Whether it may stand in a private network. */
  readonly allowPrivate: boolean;
}

const EVERY = 60 * 60_000;
/** Journals list papers some weeks after the date that they give them. */
const LATE = 30;
const STALE = 60;

/** Any RSS, Atom or JSON feed. */
export function createFeedSource({ fetcher, name, url, allowPrivate }: FeedSourceConfig): Source {
  return {
    name,
    every: EVERY,

    async *fetch(asking) {
      const { text, notes } = await fetcher.get(url, {
        ...{ due: 'a feed', keep: true, ...mannerOf(asking), allowPrivate },
        check: (answer) => void wholeFeed(url, answer),
      });
      const { items } = wholeFeed(url, text);
      const entries = items.map((item) => feedPaper(item, 'feed')).filter((entry) => entry !== undefined);
      const isReplaced = ({ announced }: FeedPaper) => announced?.startsWith('replace') === true;
      yield {
        papers: entries.filter((entry) => !isReplaced(entry)).map((entry) => listed(entry, asking)),
        notes: [...notes, ...oddities(items.length, entries, asking.now)],
      };
      yield { papers: entries.filter(isReplaced).map(({ paper }) => paper), updatesOnly: true };
    },
  };
}

/** @throws FetchError for what is no feed, or one that was cut off */
function wholeFeed(url: string, text: string): Feed {
  const feed = readFeed(text, url);
  if (feed) return feed;
  const host = URL.parse(url)?.host ?? url;
  throw new FetchError(`${host} answered with something that is no feed, or with one that was cut off.`, {
    passes: true,
  });
}

/**
 * In the edition of its own day. Without one, or where a feed that is read regularly shows it some weeks late, the
 * edition is the day on which it arrives, for which the day is left open.
 */
function listed({ paper, day }: FeedPaper, { now, lastSuccessAt }: Asking): FeedPaper['paper'] {
  if (day === undefined) return paper;
  const today = dayAt(now, 'UTC');
  const isLate =
    lastSuccessAt !== undefined && day < addDays(today, -OVERLAP) && day >= addDays(today, -LATE);
  return isLate ? paper : { ...paper, listedOn: day < today ? day : today };
}

function oddities(items: number, entries: readonly FeedPaper[], now: number): string[] {
  if (items === 0) return ['the feed is empty'];
  const untitled = items - entries.length;
  const newest =
    entries
      .map(({ day = '' }) => day)
      .sort()
      .at(-1) ?? '';
  const isStale = newest !== '' && newest < addDays(dayAt(now, 'UTC'), -STALE);
  return [
    ...(untitled > 0 ? [`${untitled === 1 ? 'an entry has' : `${untitled} entries have`} no title`] : []),
    ...(isStale ? [`its newest entry is of ${dateLabel(newest)}`] : []),
  ];
}
