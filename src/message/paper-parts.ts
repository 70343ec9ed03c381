import { idRank } from '../paper/identity.ts';
import { arxivUrl } from '../paper/links.ts';
import type { Paper } from '../paper/paper.ts';
import { matchedWords } from '../query/explain.ts';
import type { Reason } from '../query/matcher.ts';
import { displayLine, displayText } from '../text/display.ts';
import { dateLabel } from '../time/plain-date.ts';
import { highlight } from './highlight.ts';
import type { PaperCard, PaperRow } from './message.ts';

/** A paper with what is shown beside it. */
export interface ShownPaper {
  readonly paper: Paper;
  /** Why it matched; empty where nothing was asked for. */
  readonly reasons: readonly Reason[];
  readonly votes: number;
}

/** How many matched words a row names before it only counts them. */
const MOST_MATCHED_WORDS = 5;
const MOST_AUTHORS = 6;

export function paperRow({ paper, reasons, votes }: ShownPaper, number: number): PaperRow {
  const matched = matchedLine(reasons);
  return {
    number,
    paperId: paper.id,
    title: highlight(displayLine(paper.title), 'title', reasons),
    url: paper.url,
    facts: factsLine(paper),
    votes,
    ...(matched !== '' && { matched }),
  };
}

export function paperCard({ paper, reasons, votes }: ShownPaper): PaperCard {
  const { number: _, ...row } = paperRow({ paper, reasons, votes }, 1);
  const authors = authorsLine(paper);
  return {
    ...row,
    facts: factsLine({
      ...paper,
      authors: [],
      authorCount: authors === undefined ? paper.authorCount : undefined,
    }),
    ...(paper.abstract !== undefined && {
      abstract: highlight(displayText(paper.abstract), 'abstract', reasons),
    }),
    ...(paper.summary !== undefined && { summary: displayLine(paper.summary) }),
    ...(authors !== undefined && { authors }),
    links: linksOf(paper),
  };
}

function matchedLine(reasons: readonly Reason[]): string {
  const words = matchedWords(reasons);
  const more = words.length - MOST_MATCHED_WORDS;
  return more > 0 ? `${words.slice(0, MOST_MATCHED_WORDS).join(', ')} and ${more} more` : words.join(', ');
}

type Facts = Pick<Paper, 'authors' | 'publishedOn' | 'upvotes' | 'comments' | 'withdrawnOn'> & {
  readonly authorCount?: number | undefined;
};

/** Such as `A. Author and 5 more · Nov 8, 2023 · 25 upvotes · 3 comments`. */
function factsLine({
  authors = [],
  authorCount,
  publishedOn,
  upvotes,
  comments,
  withdrawnOn,
}: Facts): string {
  const [first] = authors;
  const others = Math.max(authors.length, authorCount ?? 0) - 1;
  const names =
    first === undefined
      ? counted(authorCount, 'author')
      : displayLine(first) + (others > 0 ? ` and ${others} more` : '');
  return [
    names,
    publishedOn && dateLabel(publishedOn),
    upvotes ? counted(upvotes, 'upvote') : undefined,
    comments ? counted(comments, 'comment') : undefined,
    withdrawnOn && `withdrawn ${dateLabel(withdrawnOn)}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function authorsLine({ authors, authorCount }: Paper): string | undefined {
  if (!authors || authors.length === 0) return undefined;
  const shown = authors.slice(0, MOST_AUTHORS).map(displayLine).join(', ');
  const more = Math.max(authors.length, authorCount ?? 0) - Math.min(authors.length, MOST_AUTHORS);
  return more > 0 ? `${shown} and ${more} more` : shown;
}

function linksOf(paper: Paper): { label: string; url: string }[] {
  const arxiv = idRank(paper.id) === 0 ? arxivUrl(paper.id) : undefined;
  return [
    {
      label: paper.url.includes('huggingface.co')
        ? 'Hugging Face'
        : idRank(paper.id) === 2
          ? 'Search'
          : 'Paper',
      url: paper.url,
    },
    { label: 'arXiv', url: arxiv },
    { label: 'Code', url: paper.codeUrl },
    { label: 'Project', url: paper.projectUrl },
  ].flatMap(({ label, url }, at, all) =>
    url && all.findIndex((other) => other.url === url) === at ? [{ label, url }] : [],
  );
}

/** `1 author`, `6 authors`; undefined for an unknown number. */
function counted(count: number | undefined, noun: string): string | undefined {
  return count === undefined ? undefined : `${count} ${noun}${count === 1 ? '' : 's'}`;
}
