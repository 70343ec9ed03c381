import type { Paper } from '../../src/paper/paper.ts';
import { matches } from '../../src/query/matcher.ts';
import { parseQuery } from '../../src/query/parser.ts';
import { QueryError, type QueryProblem } from '../../src/query/query-error.ts';

/** A paper with this title, or with these fields. */
export function paperOf(about: string | Partial<Paper>): Paper {
  const fields = typeof about === 'string' ? { title: about } : about;
  return {
    id: '2501.00001',
    title: 'Untitled',
    url: 'https://arxiv.org/abs/2501.00001',
    sources: [],
    ...fields,
  };
}

/** Whether the query wants the paper. */
export function finds(query: string, about: string | Partial<Paper>): boolean {
  return matches(parseQuery(query), paperOf(about)) !== undefined;
}

export function canonical(query: string): string {
  return parseQuery(query).canonical;
}

/** What is wrong with a query; none for one that can be read. */
export function problemsOf(query: string): readonly QueryProblem[] {
  try {
    parseQuery(query);
    return [];
  } catch (error) {
    if (error instanceof QueryError) return error.problems;
    throw error;
  }
}
