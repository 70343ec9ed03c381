import type { Paper } from '../paper/paper.ts';
import type { Database } from './schema.ts';
import type { SearchText } from './search-text.ts';

/** What a row of `papers` holds for search, by the names that the database has for its columns. */
export interface SearchedRow {
  readonly search_key: unknown;
  readonly title: unknown;
  readonly abstract: unknown;
  readonly keywords: unknown;
  readonly authors: unknown;
}

/** Keeps the words of a paper that came as a row, not through the store. */
export async function keepRow(db: unknown, searchText: SearchText, row: SearchedRow): Promise<void> {
  const { search_key: key, title, abstract, keywords, authors } = row;
  const paper: Pick<Paper, 'title' | 'abstract' | 'keywords' | 'authors'> = {
    title: String(title),
    ...(abstract != null && { abstract: String(abstract) }),
    ...(keywords != null && { keywords: JSON.parse(String(keywords)) }),
    ...(authors != null && { authors: JSON.parse(String(authors)) }),
  };
  await searchText.keep(db as Database, Number(key), paper as Paper);
}
