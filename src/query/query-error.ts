import { UserError } from '../command/user-error.ts';

export interface QueryProblem {
  /** Where in the query: the place of the first character concerned, counted from 0 in UTF-16 units. */
  readonly at: number;
  /** What is wrong, and what to write instead. */
  readonly message: string;
}

/** A query that cannot be read, with all of its problems in order of place. */
export class QueryError extends UserError {
  readonly query: string;
  readonly problems: readonly QueryProblem[];

  constructor(query: string, problems: readonly QueryProblem[]) {
    const sorted = [...problems].sort((left, right) => left.at - right.at);
    super(sorted.map((problem) => problem.message).join('\n'));
    this.query = query;
    this.problems = sorted;
  }
}
