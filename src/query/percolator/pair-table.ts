import { mixed } from '../../text/growable.ts';

/** Bits of the filter for each place of the table. */
const FILTER_BITS = 8;
const SMALLEST = 1 << 6;
/** Numbers for a place: the two words, the list, and one unused, so that a place lies in one line of the cache. */
const WIDTH = 4;

/**
 * Lists by a pair of words that follow each other. Most pairs of a paper have none: a filter of one bit for each pair
 * says so from the processor's cache, and without the table, which is too big for it.
 */
export class PairTable {
  #places = new Uint32Array(SMALLEST * WIDTH);
  #filter = new Uint8Array((SMALLEST * FILTER_BITS) / 8);
  #shift = 32 - Math.log2(SMALLEST * FILTER_BITS);
  #size = 0;

  get bytes(): number {
    return this.#places.byteLength + this.#filter.byteLength;
  }

  /** The pair's list, 0 where there is none. */
  get(first: number, second: number): number {
    const hash = hashOf(first, second);
    const bit = hash >>> this.#shift;
    if (((this.#filter[bit >>> 3] as number) & (1 << (bit & 7))) === 0) return 0;
    return this.#places[this.#placeOf(first, second, hash) + 2] as number;
  }

  set(first: number, second: number, list: number): void {
    const at = this.#placeOf(first, second, hashOf(first, second));
    if (this.#places[at] === 0) {
      if (list === 0) return;
      this.#size += 1;
    }
    this.#put(at, first, second, list);
    if (this.#size * 3 * WIDTH > this.#places.length * 2) this.#widen();
  }

  /** Where the pair stands, or could; a pair whose list went away keeps its place until the table is made anew. */
  #placeOf(first: number, second: number, hash: number): number {
    const places = this.#places;
    const mask = places.length - 1;
    let at = (hash * WIDTH) & mask;
    while (places[at] !== 0 && (places[at] !== first || places[at + 1] !== second)) at = (at + WIDTH) & mask;
    return at;
  }

  #put(at: number, first: number, second: number, list: number): void {
    this.#places[at] = first;
    this.#places[at + 1] = second;
    this.#places[at + 2] = list;
    const bit = hashOf(first, second) >>> this.#shift;
    this.#filter[bit >>> 3] = (this.#filter[bit >>> 3] as number) | (1 << (bit & 7));
  }

  #widen(): void {
    const old = this.#places;
    let live = 0;
    for (let at = 2; at < old.length; at += WIDTH) live += old[at] === 0 ? 0 : 1;
    const length = live * 2 * WIDTH > old.length ? old.length * 2 : old.length;
    this.#places = new Uint32Array(length);
    this.#filter = new Uint8Array(((length / WIDTH) * FILTER_BITS) / 8);
    this.#shift = 32 - Math.log2((length / WIDTH) * FILTER_BITS);
    this.#size = live;
    for (let at = 0; at < old.length; at += WIDTH) {
      const list = old[at + 2] as number;
      if (list === 0) continue;
      const [first, second] = [old[at] as number, old[at + 1] as number];
      this.#put(this.#placeOf(first, second, hashOf(first, second)), first, second, list);
    }
  }
}

function hashOf(first: number, second: number): number {
  return mixed(Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 0x7f4a7c15, 0x85ebca77));
}
