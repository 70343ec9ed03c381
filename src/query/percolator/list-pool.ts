import { grown } from '../../text/growable.ts';

/** From here on a reference is the place of a block, and not the one entry of the list and 1. */
export const BLOCK = 0x80000000;
/** A block's head: how many entries it can take (as a power of two), and how many it has. */
export const HEAD = 2;

/**
 * Many lists of numbers below 2^31 - 1 in one array. A list is a reference that its owner keeps: 0 for an empty one. One
 * entry stands in the reference itself, as nearly all lists have just one. Entries may have a companion: a number that
 * stands beside it in the block, so that a look at the entry costs no second walk through memory.
 */
export class ListPool {
  /** The blocks: `[power, length, entry, companion, entry, …]`, without companions where the width is 1. */
  words = new Uint32Array(1 << 10);
  readonly #width: 1 | 2;
  #used = 1;
  /** For each power of two the first free block of that size; its first entry is the next one's place. */
  readonly #free = new Uint32Array(32);

  constructor(width: 1 | 2) {
    this.#width = width;
  }

  get bytes(): number {
    return this.words.byteLength;
  }

  /** The list with one entry more. */
  add(list: number, entry: number, companion = 0): number {
    if (list === 0 && companion === 0) return entry + 1;
    const block = this.#withRoom(list);
    const length = this.words[block + 1] as number;
    const at = block + HEAD + length * this.#width;
    this.words[at] = entry;
    if (this.#width === 2) this.words[at + 1] = companion;
    this.words[block + 1] = length + 1;
    return (block | BLOCK) >>> 0;
  }

  /** The list without that entry; the last one moves to its place. */
  remove(list: number, entry: number): number {
    if (list < BLOCK) return list === entry + 1 ? 0 : list;
    const width = this.#width;
    const block = list & ~BLOCK;
    const length = this.words[block + 1] as number;
    const last = block + HEAD + (length - 1) * width;
    for (let at = block + HEAD; at <= last; at += width) {
      if (this.words[at] !== entry) continue;
      this.words.copyWithin(at, last, last + width);
      this.words[block + 1] = length - 1;
      if (length > 1) return list;
      this.#release(block);
      return 0;
    }
    return list;
  }

  lengthOf(list: number): number {
    if (list < BLOCK) return list === 0 ? 0 : 1;
    return this.words[(list & ~BLOCK) + 1] as number;
  }

  /** Copies the entries, which have no companions, to `target` from a place on; gives the place behind them. */
  copy(list: number, target: Uint32Array, at: number): number {
    if (list < BLOCK) {
      if (list !== 0) target[at] = list - 1;
      return at + this.lengthOf(list);
    }
    const start = (list & ~BLOCK) + HEAD;
    const length = this.lengthOf(list);
    target.set(this.words.subarray(start, start + length), at);
    return at + length;
  }

  /** A block that holds what the list holds, with room for one entry more. */
  #withRoom(list: number): number {
    if (list === 0) return this.#take(0);
    if (list < BLOCK) {
      const block = this.#take(1);
      this.words[block + HEAD] = list - 1;
      if (this.#width === 2) this.words[block + HEAD + 1] = 0;
      this.words[block + 1] = 1;
      return block;
    }
    const block = list & ~BLOCK;
    const power = this.words[block] as number;
    const length = this.words[block + 1] as number;
    if (length < 1 << power) return block;
    const wider = this.#take(power + 1);
    this.words.copyWithin(wider + 1, block + 1, block + HEAD + length * this.#width);
    this.#release(block);
    return wider;
  }

  #take(power: number): number {
    const free = this.#free[power] as number;
    if (free !== 0) {
      this.#free[power] = this.words[free + HEAD] as number;
      this.words[free + 1] = 0;
      return free;
    }
    const block = this.#used;
    this.#used += HEAD + this.#width * (1 << power);
    this.words = grown(this.words, this.#used);
    this.words[block] = power;
    this.words[block + 1] = 0;
    return block;
  }

  #release(block: number): void {
    const power = this.words[block] as number;
    this.words[block + HEAD] = this.#free[power] as number;
    this.#free[power] = block;
  }
}
