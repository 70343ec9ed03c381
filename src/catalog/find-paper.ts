import { arxivIdIn, doiIn, normalisedTitle } from '../paper/identity.ts';
import { parseQuery } from '../query/parser.ts';
import type { HeldPaper, Store } from '../store/store.ts';
import { wanted } from './search.ts';

/** What a person may mean by a paper: one, several, or none. */
export type FoundPapers = readonly HeldPaper[];

/**
 * The papers that a text names: by arXiv id, DOI or link exactly one; by title the one of that title, else those whose
 * title holds the words, newest first, at most `limit`.
 */
export async function findPapers(store: Store, text: string, limit: number): Promise<FoundPapers> {
  const id = arxivIdIn(text);
  if (id !== undefined) return [await store.papers.get(id)].filter((paper) => paper !== undefined);
  const doi = doiIn(text);
  if (doi !== undefined) {
    const byId = await store.papers.get(`doi:${doi}`);
    return byId ? [byId] : store.papers.withDoi(doi);
  }
  const held = await store.papers.get(text.trim());
  if (held) return [held];
  const titled = await store.papers.withTitle(normalisedTitle(text));
  if (titled.length > 0) return titled;
  return withTitleWords(store, text, limit);
}

async function withTitleWords(store: Store, text: string, limit: number): Promise<FoundPapers> {
  const words = normalisedTitle(text);
  if (words === '') return [];
  const query = parseQuery(`title:"${words.slice(0, 250)}"`);
  const found: HeldPaper[] = [];
  for await (const { paper } of wanted(store, query, 'newest')) {
    found.push(paper);
    if (found.length === limit) break;
  }
  return found;
}
