import type { Database } from './schema.ts';
import type { SearchedPaper, SearchText } from './search-text.ts';

/** What a row of `papers` holds for search, by the names that the database has for its columns. */
export interface SearchedRow {
  readonly search_key: unknown;
  readonly title: unknown;
  readonly abstract: unknown;
  readonly keywords: unknown;
  readonly authors: unknown;
}

/** Keeps the words of papers that came as rows, not through the store. */
export async function keepRows(
  db: unknown,
  searchText: SearchText,
  rows: readonly SearchedRow[],
): Promise<void> {
  await searchText.keep(db as Database, rows.map(searchedPaper));
}

function searchedPaper(row: SearchedRow): SearchedPaper {
  const { search_key: key, title, abstract, keywords, authors } = row;
  const paper = {
    title: String(title),
    ...(abstract != null && { abstract: String(abstract) }),
    ...(keywords != null && { keywords: JSON.parse(String(keywords)) }),
    ...(authors != null && { authors: JSON.parse(String(authors)) }),
  };
  return { searchKey: Number(key), paper };
}
