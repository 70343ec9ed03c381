import { arxivIdIn, doiIn } from '../../paper/identity.ts';
import type { FeedItem } from './feed-item.ts';

/** The arXiv id and the DOI that an entry names in whatever form; arXiv's own DOI is the arXiv id. */
export function idsOf({ ids, doi }: FeedItem): { arxivId?: string | undefined; doi?: string | undefined } {
  const dois = [doi ?? '', ...ids].flatMap((text) => doiOf(text) ?? []);
  const arxivIds = [...ids, ...dois].flatMap((text) => arxivIdIn(text) ?? []);
  return { arxivId: arxivIds[0], doi: dois.find((known) => arxivIdIn(known) === undefined) };
}

function doiOf(text: string): string | undefined {
  const bare = text.trim().replace(/^(?:info:doi\/|urn:doi:)/i, '');
  const url = /^https?:/i.test(bare) ? URL.parse(bare) : null;
  if (!url || !/^(?:www\.|dx\.)?doi\.org$/.test(url.hostname)) return doiIn(bare);
  return doiIn(unescaped(url.pathname.slice(1)));
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
