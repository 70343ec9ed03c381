import type { Paper } from '../../paper/paper.ts';
import { makePaper } from '../make-paper.ts';
import { feedDay } from './feed-date.ts';
import { idsOf } from './feed-ids.ts';
import type { FeedItem } from './feed-item.ts';
import { namesIn, plainLine, plainParagraphs } from './feed-text.ts';

/** What arXiv says of an entry in its daily feeds. */
export type Announced = 'new' | 'cross' | 'replace' | 'replace-cross';

/** A paper out of a feed, and how arXiv announced it, where it did. */
export interface FeedPaper {
  readonly paper: Paper;
  /** The entry's own day; absent where it tells none that can be read. */
  readonly day?: string;
  readonly announced?: Announced;
}

const ARXIV_PREFIX = /^\s*arXiv:\S+\s+Announce Type:\s*(new|cross|replace|replace-cross)\s+Abstract:\s*/i;
const ARXIV_CATEGORY = /^[a-z-]+(?:\.[A-Za-z-]{2,})?$/;

/**
 * The paper in an entry of a feed; undefined for an entry without a title. `source` is the source's kind.
 * `listedOn` is not set: which edition it is in, the source decides.
 */
export function feedPaper(item: FeedItem, source: string): FeedPaper | undefined {
  const title = plainLine(item.title ?? '');
  if (title === '') return undefined;
  const raw = item.text ?? '';
  const announced = ARXIV_PREFIX.exec(raw)?.[1]?.toLowerCase() as Announced | undefined;
  const { arxivId, doi } = idsOf(item);
  const authors = namesIn(item.authors, announced ? 'list' : 'any');
  const day = feedDay(item.date);
  const paper = makePaper({
    arxivId,
    title,
    abstract: plainParagraphs(raw.replace(ARXIV_PREFIX, '')) || undefined,
    authors: authors.length > 0 ? authors : undefined,
    authorCount: authors.length || undefined,
    publishedOn: announced === undefined || isPublicationDay(announced, arxivId, day) ? day : undefined,
    categories: categoriesOf(item, arxivId),
    doi,
    link: item.link,
    sources: [source],
  });
  return { paper, ...(day !== undefined && { day }), ...(announced && { announced }) };
}

/** Any feed's tags are no keywords of the paper; arXiv's are its categories. */
function categoriesOf({ categories }: FeedItem, arxivId: string | undefined): string[] | undefined {
  if (arxivId === undefined) return undefined;
  const known = [...new Set(categories.map((term) => term.trim()))].filter((term) =>
    ARXIV_CATEGORY.test(term),
  );
  return known.length > 0 ? known : undefined;
}

/** A new paper was published about then; cross-lists and new versions are announced long after, unless the id says no. */
function isPublicationDay(
  announced: Announced,
  arxivId: string | undefined,
  day: string | undefined,
): boolean {
  if (announced === 'new') return true;
  const [, year, month] = /^(\d\d)(\d\d)\./.exec(arxivId ?? '') ?? [];
  return announced === 'cross' && day?.startsWith(`20${year}-${month}`) === true;
}
