import { grown, mixed } from './growable.ts';
import { singular } from './plurals.ts';

export const HASH_START = 0x811c9dc5;
export const HASH_FACTOR = 0x01000193;

/** Numbers for a word. */
const WIDTH = 4;
const END = 1;
const STEM = 2;

/** The hash of a text one character longer (FNV-1a over UTF-16 units, without its last mixing). */
export function hashed(hash: number, char: number): number {
  return Math.imul(hash ^ char, HASH_FACTOR);
}

/**
 * Every word of the queries and of the papers seen, each with a number from 1 on that it keeps. Words stand in one
 * array of characters and are found by an open hash table: about 35 bytes for a word, where a `Map` takes over 100.
 */
export class Lexicon {
  #chars = new Uint16Array(1 << 12);
  /**
   * For each word: its hash; where it ends in `chars`, and the next one begins; the number of the word with its plural
   * folded, 0 while nobody has asked; and nothing, so that all of it lies in one line of the processor's cache.
   */
  #words = new Uint32Array(WIDTH << 10);
  #table = new Uint32Array(1 << 11);
  #size = 0;

  /** How many words there are: the highest number. */
  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    const parts = [this.#chars, this.#words, this.#table];
    return parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** The number of the word in `chars` from `from` up to `to`, whose hash is `hash`; 0 where it is unknown. */
  find(chars: Uint16Array, from: number, to: number, hash: number): number {
    const mask = this.#table.length - 1;
    for (let at = mixed(hash) & mask; ; at = (at + 1) & mask) {
      const word = this.#table[at] as number;
      if (word === 0) return 0;
      if (this.#words[word * WIDTH] === hash >>> 0 && this.#equals(word, chars, from, to)) return word;
    }
  }

  /** The same, of a word that becomes known by it. */
  add(chars: Uint16Array, from: number, to: number, hash: number): number {
    return this.find(chars, from, to, hash) || this.#append(chars, from, to, hash);
  }

  /** The number of a word, which becomes known by it. */
  intern(text: string): number {
    const { chars, hash } = unitsOf(text);
    return this.add(chars, 0, chars.length, hash);
  }

  /** The number of a word, 0 where it is unknown. */
  numberOf(text: string): number {
    const { chars, hash } = unitsOf(text);
    return this.find(chars, 0, chars.length, hash);
  }

  textOf(word: number): string {
    const end = this.#endOf(word);
    let text = '';
    // Words are short: to hand over all characters at once takes five times as long.
    for (let at = this.#startOf(word); at < end; at += 1)
      text += String.fromCharCode(this.#chars[at] as number);
    return text;
  }

  lengthOf(word: number): number {
    return this.#endOf(word) - this.#startOf(word);
  }

  /** Writes a word's characters to `target` from a place on, where there must be room; gives the place behind them. */
  copy(word: number, target: Uint16Array, at: number): number {
    const chars = this.#chars;
    const end = this.#endOf(word);
    let behind = at;
    for (let from = this.#startOf(word); from < end; from += 1) {
      target[behind] = chars[from] as number;
      behind += 1;
    }
    return behind;
  }

  /** The number of the word with its plural folded. */
  stemOf(word: number): number {
    const known = this.#words[word * WIDTH + STEM] as number;
    if (known !== 0) return known;
    const text = this.textOf(word);
    const folded = singular(text);
    const stem = folded === text ? word : this.intern(folded);
    this.#words[word * WIDTH + STEM] = stem;
    return stem;
  }

  beginsWith(word: number, prefix: number): boolean {
    const start = this.#startOf(word);
    const from = this.#startOf(prefix);
    const length = this.#endOf(prefix) - from;
    if (start + length > this.#endOf(word)) return false;
    for (let at = 0; at < length; at += 1) {
      if (this.#chars[start + at] !== this.#chars[from + at]) return false;
    }
    return true;
  }

  /** The number of the word that is the first `length` units of a word; 0 where it is unknown. */
  prefixOf(word: number, length: number): number {
    const start = this.#startOf(word);
    if (start + length > this.#endOf(word)) return 0;
    let hash = HASH_START;
    for (let at = start; at < start + length; at += 1) hash = hashed(hash, this.#chars[at] as number);
    return this.find(this.#chars, start, start + length, hash);
  }

  #startOf(word: number): number {
    return this.#words[(word - 1) * WIDTH + END] as number;
  }

  #endOf(word: number): number {
    return this.#words[word * WIDTH + END] as number;
  }

  #equals(word: number, chars: Uint16Array, from: number, to: number): boolean {
    const start = this.#startOf(word);
    if (this.#endOf(word) - start !== to - from) return false;
    for (let at = from; at < to; at += 1) {
      if (this.#chars[start + at - from] !== chars[at]) return false;
    }
    return true;
  }

  #append(chars: Uint16Array, from: number, to: number, hash: number): number {
    this.#size += 1;
    const word = this.#size;
    if (word * 2 > this.#table.length) this.#widen();
    const start = this.#startOf(word);
    this.#chars = grown(this.#chars, start + to - from);
    this.#words = grown(this.#words, (word + 1) * WIDTH);
    for (let at = from; at < to; at += 1) this.#chars[start + at - from] = chars[at] as number;
    this.#words[word * WIDTH] = hash;
    this.#words[word * WIDTH + END] = start + to - from;
    this.#place(word);
    return word;
  }

  #place(word: number): void {
    const mask = this.#table.length - 1;
    let at = mixed(this.#words[word * WIDTH] as number) & mask;
    while (this.#table[at] !== 0) at = (at + 1) & mask;
    this.#table[at] = word;
  }

  #widen(): void {
    this.#table = new Uint32Array(this.#table.length * 2);
    for (let word = 1; word < this.#size; word += 1) this.#place(word);
  }
}

function unitsOf(text: string): { readonly chars: Uint16Array; readonly hash: number } {
  const chars = new Uint16Array(text.length);
  let hash = HASH_START;
  for (let at = 0; at < text.length; at += 1) {
    chars[at] = text.charCodeAt(at);
    hash = hashed(hash, chars[at] as number);
  }
  return { chars, hash };
}
