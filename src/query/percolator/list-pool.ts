import { grown } from './growable.ts';

/** From here on a reference is the place of a block, and not the one entry of the list and 1. */
export const BLOCK = 0x80000000;
/** A block's head: how many entries it can take (as a power of two), and how many it has. */
export const HEAD = 2;

/**
 * Many lists of numbers below 2^31 - 1 in one array. A list is a reference that its owner keeps: 0 for an empty one. One
 * entry stands in the reference itself, as nearly all lists have just one.
 */
export class ListPool {
  /** The blocks: `[power, length, entry…]`. To be read by `each…` loops, and written here alone. */
  words = new Uint32Array(1 << 10);
  #used = 1;
  /** For each power of two the first free block of that size; its first entry is the next one's place. */
  readonly #free = new Uint32Array(32);

  get bytes(): number {
    return this.words.byteLength;
  }

  /** The list with one entry more. */
  add(list: number, entry: number): number {
    if (list === 0) return entry + 1;
    if (list < BLOCK) {
      const block = this.#take(1);
      this.words[block + HEAD] = list - 1;
      this.words[block + HEAD + 1] = entry;
      this.words[block + 1] = 2;
      return (block | BLOCK) >>> 0;
    }
    const block = list & ~BLOCK;
    const power = this.words[block] as number;
    const length = this.words[block + 1] as number;
    if (length < 1 << power) {
      this.words[block + HEAD + length] = entry;
      this.words[block + 1] = length + 1;
      return list;
    }
    const wider = this.#take(power + 1);
    this.words.copyWithin(wider + 1, block + 1, block + HEAD + length);
    this.words[wider + HEAD + length] = entry;
    this.words[wider + 1] = length + 1;
    this.#release(block);
    return (wider | BLOCK) >>> 0;
  }

  /** The list without that entry; the last one moves to its place. */
  remove(list: number, entry: number): number {
    if (list < BLOCK) return list === entry + 1 ? 0 : list;
    const block = list & ~BLOCK;
    const start = block + HEAD;
    const last = start + (this.words[block + 1] as number) - 1;
    const found = this.words.subarray(start, last + 1).indexOf(entry);
    if (found < 0) return list;
    this.words[start + found] = this.words[last] as number;
    this.words[block + 1] = last - start;
    if (last > start) return list;
    this.#release(block);
    return 0;
  }

  lengthOf(list: number): number {
    if (list < BLOCK) return list === 0 ? 0 : 1;
    return this.words[(list & ~BLOCK) + 1] as number;
  }

  /** Copies the entries to `target` from a place on; gives the place behind them. */
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

  #take(power: number): number {
    const free = this.#free[power] as number;
    if (free !== 0) {
      this.#free[power] = this.words[free + HEAD] as number;
      return free;
    }
    const block = this.#used;
    this.#used += HEAD + (1 << power);
    this.words = grown(this.words, this.#used);
    this.words[block] = power;
    return block;
  }

  #release(block: number): void {
    const power = this.words[block] as number;
    this.words[block + HEAD] = this.#free[power] as number;
    this.#free[power] = block;
  }
}
