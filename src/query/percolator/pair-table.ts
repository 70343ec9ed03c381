import { mixed } from './growable.ts';

/** Bits of the filter for each place of the table. */
const FILTER_BITS = 8;

/**
 * Lists by a pair of words that follow each other. Most pairs of a paper have none: a filter of one bit for each pair
 * says so from the processor's cache, and without the table, which is too big for it.
 */
export class PairTable {
  #firsts = new Uint32Array(1 << 6);
  #seconds = new Uint32Array(1 << 6);
  #lists = new Uint32Array(1 << 6);
  #filter = new Uint8Array(1 << 6);
  #size = 0;

  get bytes(): number {
    return this.#firsts.byteLength * 3 + this.#filter.byteLength;
  }

  /** The pair's list, 0 where there is none. */
  get(first: number, second: number): number {
    const hash = hashOf(first, second);
    const bit = hash >>> this.#shift;
    if (((this.#filter[bit >>> 3] as number) & (1 << (bit & 7))) === 0) return 0;
    return this.#lists[this.#placeOf(first, second, hash)] as number;
  }

  set(first: number, second: number, list: number): void {
    const at = this.#placeOf(first, second, hashOf(first, second));
    if (this.#firsts[at] === 0) {
      if (list === 0) return;
      this.#size += 1;
    }
    this.#put(at, first, second, list);
    if (this.#size * 3 > this.#firsts.length * 2) this.#widen();
  }

  #shift = 32 - Math.log2((1 << 6) * FILTER_BITS);

  /** Where the pair stands, or could; a pair whose list went away keeps its place until the table is made anew. */
  #placeOf(first: number, second: number, hash: number): number {
    const mask = this.#firsts.length - 1;
    let at = hash & mask;
    while (this.#firsts[at] !== 0 && (this.#firsts[at] !== first || this.#seconds[at] !== second))
      at = (at + 1) & mask;
    return at;
  }

  #put(at: number, first: number, second: number, list: number): void {
    this.#firsts[at] = first;
    this.#seconds[at] = second;
    this.#lists[at] = list;
    const bit = hashOf(first, second) >>> this.#shift;
    this.#filter[bit >>> 3] = (this.#filter[bit >>> 3] as number) | (1 << (bit & 7));
  }

  #widen(): void {
    const [firsts, seconds, lists] = [this.#firsts, this.#seconds, this.#lists];
    const live = lists.reduce((count, list) => count + (list === 0 ? 0 : 1), 0);
    const length = live * 2 > firsts.length ? firsts.length * 2 : firsts.length;
    this.#firsts = new Uint32Array(length);
    this.#seconds = new Uint32Array(length);
    this.#lists = new Uint32Array(length);
    this.#filter = new Uint8Array((length * FILTER_BITS) / 8);
    this.#shift = 32 - Math.log2(length * FILTER_BITS);
    this.#size = live;
    for (let at = 0; at < firsts.length; at += 1) {
      if (lists[at] === 0) continue;
      const [first, second] = [firsts[at] as number, seconds[at] as number];
      this.#put(this.#placeOf(first, second, hashOf(first, second)), first, second, lists[at] as number);
    }
  }
}

function hashOf(first: number, second: number): number {
  return mixed(Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 0x7f4a7c15, 0x85ebca77));
}
