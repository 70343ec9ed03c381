import type { Problem } from '../paper/paper.ts';

/** A damaged input may hold a problem on each of a million lines: nobody reads more than these. */
const MOST_PROBLEMS = 200;

/** Collects problems, keeps those of the first lines, and counts the rest. */
export class ProblemList {
  readonly #problems: Problem[] = [];
  #left = 0;

  add(line: number, message: string): void {
    if (this.#problems.length < MOST_PROBLEMS) this.#problems.push({ line, message });
    else this.#left += 1;
  }

  addAll(problems: readonly Problem[]): void {
    for (const { line, message } of problems) this.add(line, message);
  }

  /** In the order of their lines. */
  list(): Problem[] {
    const sorted = this.#problems.toSorted((one, other) => one.line - other.line);
    const last = sorted.at(-1);
    if (this.#left === 0 || !last) return sorted;
    return [...sorted, { line: last.line, message: `${this.#left} more problems are not listed` }];
  }
}
