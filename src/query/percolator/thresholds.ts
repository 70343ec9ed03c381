import type { Paper } from '../../paper/paper.ts';
import type { Comparison, CountField, Operator } from '../ast.ts';
import { countOf } from '../matcher.ts';

interface Threshold {
  readonly field: CountField;
  readonly operator: Operator;
  /** How many bits the number has that is compared with. */
  readonly bits: number;
  readonly term: number;
}

/** The terms under which queries that are made of comparisons alone are looked up: one for each size of number. */
export class Thresholds {
  readonly #known = new Map<string, Threshold>();

  /** The term of a comparison and all of its size; `intern` gives a term to one that is new. */
  termOf({ field, operator, value }: Comparison, intern: (name: string) => number): number {
    const bits = bitsOf(value);
    // No word holds such signs.
    const name = `${field}${operator}:${bits}`;
    const known = this.#known.get(name);
    if (known) return known.term;
    const term = intern(name);
    this.#known.set(name, { field, operator, bits, term });
    return term;
  }

  /** The terms of all comparisons that could hold for a paper. */
  *possible(paper: Paper): Generator<number> {
    for (const { field, operator, bits, term } of this.#known.values()) {
      const held = countOf(field, paper);
      if (held === undefined) continue;
      const size = bitsOf(held);
      if (operator === '=' ? size === bits : operator.startsWith('>') ? size >= bits : size <= bits)
        yield term;
    }
  }
}

function bitsOf(value: number): number {
  return 32 - Math.clz32(Math.min(Math.max(value, 0), 2 ** 32 - 1));
}
