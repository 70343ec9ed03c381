import type { Paper } from '../paper/paper.ts';
import { whyLines } from '../query/explain.ts';
import { matches } from '../query/matcher.ts';
import { parseQuery } from '../query/parser.ts';
import { QueryError, type QueryProblem } from '../query/query-error.ts';
import { readSaved } from '../sources/read-saved.ts';
import { displayLine } from '../text/display.ts';
import type { ParseOutput } from './parse.ts';
import { safeJson } from './safe-json.ts';

/** What `paperboy match` was asked for. */
export interface MatchOptions {
  readonly file: string;
  readonly queries: readonly string[];
  /** Whether a program reads the answer. */
  readonly json: boolean;
}

/** What became of one query: the papers in the file's order, or why it cannot be read. */
export type QueryMatches =
  | { readonly query: string; readonly papers: readonly MatchedPaper[] }
  | {
      readonly query: string;
      readonly error: { readonly message: string; readonly problems: readonly QueryProblem[] };
    };

export interface MatchedPaper {
  readonly id: string;
  readonly title: string;
  /** Such as `title: Physics-Informed`. */
  readonly why: readonly string[];
}

/**
 * Prints which papers of a saved file each query matches. Gives the exit code: 1 where a query cannot be read or the
 * file holds no paper, else 0.
 *
 * @throws UserError for a file that cannot be read
 */
export async function runMatch({ file, queries, json }: MatchOptions, output: ParseOutput): Promise<number> {
  const { papers, problems } = (await readSaved(file)).edition;
  const results = queries.map((query) => matchQuery(query, papers));
  if (json) output.write(`${safeJson(results)}\n`);
  else output.write(`${results.map(readable).join('\n\n')}\n`);
  const failed = results.some((result) => 'error' in result);
  return failed || (papers.length === 0 && problems.length > 0) ? 1 : 0;
}

function matchQuery(text: string, papers: readonly Paper[]): QueryMatches {
  try {
    const query = parseQuery(text);
    const matched = papers.flatMap((paper) => {
      const reasons = matches(query, paper);
      return reasons ? [{ id: paper.id, title: displayLine(paper.title), why: whyLines(reasons) }] : [];
    });
    return { query: text, papers: matched };
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return { query: text, error: { message: error.message, problems: error.problems } };
  }
}

function readable(result: QueryMatches): string {
  const query = displayLine(result.query);
  if ('error' in result) {
    const lines = result.error.problems.map(({ at, message }) => `  at character ${at + 1}: ${message}`);
    return [`${query}: cannot be read`, ...lines].join('\n');
  }
  const count = result.papers.length === 1 ? '1 paper' : `${result.papers.length} papers`;
  const lines = result.papers.flatMap(({ title, why }) => [
    `  ${title}`,
    ...why.map((line) => `    ${displayLine(line)}`),
  ]);
  return [`${query}: ${count}`, ...lines].join('\n');
}
