import { displayText } from '../text/display.ts';
import { idRank } from './identity.ts';

/** The paper's page on arXiv, or undefined where the id is not an arXiv id. */
export function arxivUrl(id: string): string | undefined {
  return idRank(id) === 0 ? `https://arxiv.org/abs/${id}` : undefined;
}

/** The paper's page on Hugging Face, or undefined where the id is not an arXiv id. */
export function huggingFaceUrl(id: string): string | undefined {
  return idRank(id) === 0 ? `https://huggingface.co/papers/${id}` : undefined;
}

/**
 * Where people read a paper: on Hugging Face if that listed it, else on arXiv, else behind its DOI, else where its
 * source shows it (`link`), else a search on arXiv by its title.
 */
export function paperUrl(paper: {
  id: string;
  title: string;
  doi?: string;
  link?: string;
  sources: readonly string[];
}): string {
  const page = paper.sources.includes('huggingface') ? huggingFaceUrl(paper.id) : arxivUrl(paper.id);
  if (page) return page;
  const doi = paper.doi ?? (idRank(paper.id) === 1 ? paper.id.slice('doi:'.length) : undefined);
  if (doi) return `https://doi.org/${encodeURI(doi)}`;
  if (paper.link !== undefined) return paper.link;
  const query = new URLSearchParams({ searchtype: 'title', query: displayText(paper.title) });
  return `${SEARCH}${query}`;
}

const SEARCH = 'https://arxiv.org/search/?';

/** The address at which a source shows a paper, out of what `paperUrl` gave; undefined for a mere search. */
export function linkIn(url: string): string | undefined {
  return url.startsWith(SEARCH) ? undefined : url;
}
