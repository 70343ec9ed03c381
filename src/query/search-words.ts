import type { Paper } from '../paper/paper.ts';
import { passagesOf } from './document.ts';
import { readingsAt } from './phrase-matcher.ts';

/** Where the words of a paper stand for full-text search. */
export const SEARCH_FIELDS = ['title', 'keywords', 'abstract', 'authors', 'joined', 'written'] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

/** Between two keywords or two names, so that no row of words runs from one into the next. No word is like it. */
export const BREAK = '0break0';

/**
 * A paper's words as a search index takes them, with single spaces between: stems in order in title, keywords and
 * abstract; names as written; in `joined` what hyphens join, read as one word; in `written` words that differ from their
 * stem. A search over them finds more than `matches` does, and never less (see `narrow.ts`).
 */
export function searchWords(paper: Paper): Record<SearchField, string> {
  const fields: Record<SearchField, string[]> = {
    ...{ title: [], keywords: [], abstract: [], authors: [] },
    ...{ joined: [], written: [] },
  };
  for (const { place, words } of passagesOf(paper)) {
    const field = place === 'keyword' ? 'keywords' : place === 'author' ? 'authors' : place;
    if (fields[field].length > 0) fields[field].push(BREAK);
    words.forEach(({ written, stem }, at) => {
      fields[field].push(field === 'authors' ? written : stem);
      if (written !== stem) fields.written.push(written);
      for (const reading of readingsAt(words, at)) {
        if (reading.to === at + 1) continue;
        fields.joined.push(reading.stem);
        if (reading.written !== reading.stem) fields.joined.push(reading.written);
      }
    });
  }
  return Object.fromEntries(SEARCH_FIELDS.map((field) => [field, fields[field].join(' ')])) as Record<
    SearchField,
    string
  >;
}
