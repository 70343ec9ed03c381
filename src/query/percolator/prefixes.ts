import { grown } from '../../text/growable.ts';
import type { Lexicon } from '../../text/lexicon.ts';

/**
 * Which wildcards each word satisfies. Worked out when a paper first has the word, and again after a wildcard that is
 * new: looking up every beginning of every word of every paper costs more than all else.
 */
export class Prefixes {
  readonly #lexicon: Lexicon;
  readonly #known = new Set<number>();
  readonly #lengths = new Set<number>();
  readonly #lists: (readonly number[])[] = [];
  /** How many wildcards were known when the word's list was made. */
  #ages = new Uint32Array(1 << 10);

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
  }

  /** An estimate: a place for each word that was looked up, and what stands in the lists. */
  get bytes(): number {
    return this.#ages.byteLength + this.#lists.length * 8 + this.#known.size * 100;
  }

  get isEmpty(): boolean {
    return this.#known.size === 0;
  }

  add(prefix: number): void {
    this.#known.add(prefix);
    this.#lengths.add(this.#lexicon.textOf(prefix).length);
  }

  /** The known wildcards with which a word begins. */
  of(word: number): readonly number[] {
    if (word >= this.#ages.length) this.#ages = grown(this.#ages, this.#lexicon.size + 1);
    if (this.#ages[word] !== this.#known.size) this.#look(word);
    return this.#lists[word] ?? NONE;
  }

  #look(word: number): void {
    const found = [...this.#lengths]
      .map((length) => this.#lexicon.prefixOf(word, length))
      .filter((prefix) => this.#known.has(prefix));
    this.#lists[word] = found.length === 0 ? NONE : found;
    this.#ages[word] = this.#known.size;
  }
}

const NONE: readonly number[] = [];
