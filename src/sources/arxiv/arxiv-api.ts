import type { Paper } from '../../paper/paper.ts';
import type { Feed } from '../feeds/feed-item.ts';
import { feedPaper } from '../feeds/feed-paper.ts';
import { readFeed } from '../feeds/read-feed.ts';
import { FetchError } from '../fetching/fetch-error.ts';
import type { Fetcher, FetchRequest } from '../fetching/fetcher.ts';

export interface ArxivConfig {
  readonly fetcher: Fetcher;
  /** `https://export.arxiv.org`, or another place with the same query API. */
  readonly apiUrl: string;
  /** `https://rss.arxiv.org`, or another place with the same feeds. */
  readonly feedUrl: string;
}

/** arXiv's terms: one connection, and one request in three seconds, over all of its hosts. */
export const ARXIV_TURN = { group: 'arxiv', interval: 3_000 } as const;

/** Below the 2,000 that arXiv gives at once, since it tends to give large pages incomplete. */
const PAGE = 500;

type Options = Pick<FetchRequest, 'attempts' | 'patience' | 'onWait' | 'signal'>;

/** All papers that a query of arXiv's API finds, oldest first, page by page. */
export async function* queryArxiv(
  config: ArxivConfig,
  query: string,
  options: Options,
): AsyncGenerator<Paper[]> {
  for (let start = 0; ; ) {
    const { items, total = 0 } = await ask(
      config,
      { search_query: query, start, max_results: PAGE },
      options,
      start,
    );
    yield papersIn({ items });
    start += items.length;
    if (items.length === 0 || start >= total) return;
  }
}

/** The one paper of an arXiv id; undefined where arXiv has none. */
export async function lookUpArxiv(
  config: ArxivConfig,
  id: string,
  options: Options,
): Promise<Paper | undefined> {
  try {
    return papersIn(await ask(config, { id_list: id, max_results: 1 }, options))[0];
  } catch (error) {
    // A malformed id is answered with 400.
    if (error instanceof FetchError && error.status === 400) return undefined;
    throw error;
  }
}

async function ask(
  { fetcher, apiUrl }: ArxivConfig,
  parameters: Readonly<Record<string, string | number>>,
  options: Options,
  start = 0,
): Promise<Feed> {
  const query = new URLSearchParams({
    ...Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)])),
    ...{ sortBy: 'submittedDate', sortOrder: 'ascending' },
  });
  let feed: Feed | undefined;
  const { text } = await fetcher.get(`${apiUrl}/api/query?${query}`, {
    ...{ due: 'XML', turn: ARXIV_TURN, allowPrivate: URL.parse(apiUrl)?.protocol !== 'https:', ...options },
    check: (answer) => {
      feed = wholeFeed(answer);
      // It now and then answers with an empty page in the middle.
      if (feed.items.length === 0 && (feed.total ?? 0) > start)
        throw new FetchError(`arXiv says that there are ${feed.total} papers and gives none of them.`, {
          passes: true,
        });
    },
  });
  return feed ?? wholeFeed(text);
}

/** @throws FetchError for what is no feed, or one that was cut off */
export function wholeFeed(text: string): Feed {
  const feed = readFeed(text);
  if (feed) return feed;
  throw new FetchError('arXiv’s answer is no feed, or was cut off.', { passes: true });
}

/** Errors are entries too, whose addresses tell them. */
function papersIn({ items }: Feed): Paper[] {
  return items
    .filter(({ ids }) => !ids.some((id) => id.includes('/api/errors')))
    .flatMap((item) => feedPaper(item, 'arxiv')?.paper ?? []);
}
