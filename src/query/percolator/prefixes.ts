import { grown } from '../../text/growable.ts';
import { vocabulary } from '../vocabulary.ts';

export const NONE: readonly number[] = [];

/**
 * Which wildcards each word satisfies. Worked out when a paper first has the word, and again after a wildcard that is
 * new: looking up every beginning of every word of every paper costs more than all else.
 */
export class Prefixes {
  readonly #known = new Set<number>();
  readonly #lengths = new Set<number>();
  /** The distinct lists, of which most words have the first: the list of none. */
  readonly #lists: (readonly number[])[] = [NONE];
  readonly #placeOf = new Map<string, number>([['', 0]]);
  /** For each word: how many wildcards were known when its list was looked for, and that list's place. */
  #ages = new Uint32Array(1 << 10);
  #places = new Uint32Array(1 << 10);

  /** An estimate: two numbers for each word that was looked up, and what stands in the lists. */
  get bytes(): number {
    return this.#ages.byteLength * 2 + (this.#lists.length + this.#known.size) * 100;
  }

  get isEmpty(): boolean {
    return this.#known.size === 0;
  }

  add(prefix: number): void {
    this.#known.add(prefix);
    this.#lengths.add(vocabulary.textOf(prefix).length);
  }

  /** The known wildcards with which a word begins; `NONE` itself where there is none. */
  of(word: number): readonly number[] {
    if (this.#ages[word] !== this.#known.size) this.#look(word);
    return this.#lists[this.#places[word] as number] as readonly number[];
  }

  #look(word: number): void {
    this.#ages = grown(this.#ages, vocabulary.size + 1);
    this.#places = grown(this.#places, this.#ages.length);
    const found = [...this.#lengths]
      .map((length) => vocabulary.prefixOf(word, length))
      .filter((prefix) => this.#known.has(prefix));
    const key = found.join(' ');
    const place = this.#placeOf.get(key) ?? this.#lists.length;
    if (place === this.#lists.length) {
      this.#lists.push(found);
      this.#placeOf.set(key, place);
    }
    this.#places[word] = place;
    this.#ages[word] = this.#known.size;
  }
}
