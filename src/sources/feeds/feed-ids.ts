import { arxivIdIn, doiIn } from '../../paper/identity.ts';
import { cleanLine } from '../clean-text.ts';
import type { FeedItem } from './feed-item.ts';

/** The arXiv id and the DOI that an entry names in whatever form; arXiv's own DOI is the arXiv id. */
export function idsOf({ ids, doi }: FeedItem): { arxivId?: string | undefined; doi?: string | undefined } {
  const dois = [doi ?? '', ...ids].flatMap((text) => doiOf(text) ?? []);
  const arxivIds = [...ids, ...dois].flatMap((text) => arxivIdIn(text) ?? []);
  return { arxivId: arxivIds[0], doi: dois.find((known) => arxivIdIn(known) === undefined) };
}

/** A longer one is none. */
const LONGEST_DOI = 300;

function doiOf(text: string): string | undefined {
  const bare = text.trim().replace(/^(?:info:doi\/|urn:doi:)/i, '');
  const url = /^https?:/i.test(bare) ? URL.parse(bare) : null;
  const isResolved = url && /^(?:www\.|dx\.)?doi\.org$/.test(url.hostname);
  const doi = doiIn(cleanLine(isResolved ? unescaped(url.pathname.slice(1)) : bare));
  return doi !== undefined && doi.length <= LONGEST_DOI ? doi : undefined;
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
