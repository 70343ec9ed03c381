import { grown } from './growable.ts';
import type { Lexicon } from './lexicon.ts';
import { ListPool } from './list-pool.ts';

/**
 * Which wildcards each word satisfies. Worked out when a paper first has the word, and again after a wildcard that is
 * new: looking up every beginning of every word of every paper costs more than all else.
 */
export class Prefixes {
  readonly #lexicon: Lexicon;
  readonly #known = new Set<number>();
  readonly #lengths = new Set<number>();
  readonly #pool = new ListPool();
  #lists = new Uint32Array(1 << 10);
  /** How many wildcards were known when the word's list was made. */
  #ages = new Uint32Array(1 << 10);

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
  }

  get bytes(): number {
    return this.#lists.byteLength + this.#ages.byteLength + this.#pool.bytes;
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
    if (word >= this.#ages.length) {
      this.#lists = grown(this.#lists, this.#lexicon.size + 1);
      this.#ages = grown(this.#ages, this.#lexicon.size + 1);
    }
    if (this.#ages[word] !== this.#known.size) this.#look(word);
    const list = this.#lists[word] as number;
    return list === 0 ? NONE : this.#pool.entriesOf(list);
  }

  #look(word: number): void {
    let list = this.#lists[word] as number;
    const held = new Set(list === 0 ? NONE : this.#pool.entriesOf(list));
    for (const length of this.#lengths) {
      const prefix = this.#lexicon.prefixOf(word, length);
      if (this.#known.has(prefix) && !held.has(prefix)) list = this.#pool.add(list, prefix);
    }
    this.#lists[word] = list;
    this.#ages[word] = this.#known.size;
  }
}

const NONE: readonly number[] = [];
