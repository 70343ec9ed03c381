import type { ParsedEdition, Problem } from '../paper/paper.ts';
import { feedPaper } from './feeds/feed-paper.ts';
import { readFeed } from './feeds/read-feed.ts';

/**
 * Reads a feed or an answer of arXiv's query API that was saved. A paper of a feed is in the edition of its own day, one
 * that was searched for in none; `listedOn` states it for all. Undefined for what is no feed, and for one that was cut
 * off.
 */
export function parseSavedFeed(text: string, listedOn?: string): ParsedEdition | undefined {
  const feed = readFeed(text);
  if (!feed) return undefined;
  const problems: Problem[] = [];
  const papers = feed.items.flatMap((item, at) => {
    if (item.ids.some((id) => id.includes('/api/errors'))) {
      problems.push({
        line: 1,
        message: `arXiv’s answer is an error: ${item.text?.trim() ?? 'it does not say which'}`,
      });
      return [];
    }
    const read = feedPaper(item, 'feed');
    if (!read) problems.push({ line: 1, message: `entry ${at + 1} has no title: it was left out` });
    // New versions were listed long ago.
    if (read?.announced?.startsWith('replace')) return [];
    const day = listedOn ?? (feed.total === undefined ? read?.day : undefined);
    return read ? [{ ...read.paper, ...(day !== undefined && { listedOn: day }) }] : [];
  });
  if (papers.length === 0 && problems.length === 0) problems.push({ line: 1, message: 'the feed is empty' });
  const days = new Set(papers.map((paper) => paper.listedOn));
  const [day] = days.size === 1 ? days : [];
  return { ...(day !== undefined && { listedOn: day }), papers, problems };
}
