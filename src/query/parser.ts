import type { Query } from './ast.ts';
import { canonicalOf } from './canonical.ts';
import { tokenize } from './lexer.ts';
import { QueryError, type QueryProblem } from './query-error.ts';
import { QueryReader } from './query-reader.ts';
import { readQueryText } from './query-text.ts';

export const LONGEST_QUERY = 300;
/** Beyond this, only the length is reported. */
const LONGEST_READ = 3_000;

/**
 * Reads a query of the keyword language (DESIGN section 5).
 *
 * @throws QueryError with every problem, its place and its remedy
 */
export function parseQuery(written: string): Query {
  const problems: QueryProblem[] = [];
  const characters = [...written.trim()];
  const length = characters.length;
  if (length > LONGEST_QUERY) {
    const before = written.length - written.trimStart().length;
    problems.push({
      at: before + characters.slice(0, LONGEST_QUERY).join('').length,
      message: `This has ${length} characters; a query has at most ${LONGEST_QUERY}. Leave something out, or make it two queries.`,
    });
    if (length > LONGEST_READ) throw new QueryError(written, problems);
  }
  const read = readQueryText(written);
  const reader = new QueryReader(read.text);
  const root = reader.read();
  problems.push(...reader.problems.map((problem) => ({ ...problem, at: read.origin(problem.at) })));
  if (root === undefined || problems.length > 0) throw new QueryError(written, problems);
  return { text: written.trim(), root, canonical: canonicalOf(root) };
}

/**
 * The texts between the commas that stand outside of brackets and quotes, so that each can become a subscription of
 * its own. Never fails; empty ones are left out.
 */
export function splitAlternatives(written: string): string[] {
  const read = readQueryText(written);
  let depth = 0;
  const cuts: number[] = [];
  for (const token of tokenize(read.text)) {
    if (token.kind === 'open') depth += 1;
    else if (token.kind === 'close') depth -= 1;
    else if (token.kind === 'or' && token.sign === ',' && depth <= 0) cuts.push(read.origin(token.at));
  }
  const ends = [...cuts, written.length];
  return ends
    .map((end, index) => written.slice(index === 0 ? 0 : (ends[index - 1] as number) + 1, end).trim())
    .filter(Boolean);
}
