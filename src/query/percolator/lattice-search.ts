import { grown } from '../../text/growable.ts';
import { vocabulary } from '../vocabulary.ts';
import type { PaperTerms } from './paper-terms.ts';
import { AS_WRITTEN, COUNT_SHIFT, WILDCARD } from './program.ts';

/**
 * Looks for words in a row of which some can be read as one or end in a star. Each pair of a place in the query and a
 * position of the paper is tried once, so the work grows with their product at the most.
 */
export class LatticeSearch {
  readonly #terms: PaperTerms;
  /** For each such pair the search that has tried it last. */
  #tried = new Uint32Array(1 << 8);
  #search = 0;
  #words: Uint32Array = new Uint32Array();
  #begin = 0;
  #end = 0;
  #flags = 0;

  constructor(terms: PaperTerms) {
    this.#terms = terms;
  }

  /** Whether the paper has what the node says whose flags stand at `at`, and which ends at `end`. */
  has(words: Uint32Array, at: number, end: number): boolean {
    const terms = this.#terms;
    this.#words = words;
    this.#begin = at + 1;
    this.#end = end;
    this.#flags = words[at] as number;
    this.#renew(((this.#flags >>> COUNT_SHIFT) + 1) * terms.positions);
    for (let wanted = at + 1; wanted < end && fromOf(words[wanted] as number) === 0; wanted += 2) {
      if (this.#begins(wanted)) return true;
    }
    return false;
  }

  /** Whether the phrase stands anywhere with the reading at `wanted` as its beginning. */
  #begins(wanted: number): boolean {
    const terms = this.#terms;
    const word = this.#words[wanted + 1] as number;
    if (((this.#words[wanted] as number) & WILDCARD) !== 0) {
      const count = terms.readings[terms.positions] as number;
      for (let reading = 0; reading < count; reading += 1) {
        if (this.#beginsAt(wanted, reading)) return true;
      }
      return false;
    }
    const stem = (this.#flags & AS_WRITTEN) !== 0 ? vocabulary.stemOf(word) : word;
    for (let reading = terms.lastWith(stem); reading >= 0; reading = terms.previousTo(reading)) {
      if (this.#beginsAt(wanted, reading)) return true;
    }
    return false;
  }

  #beginsAt(wanted: number, reading: number): boolean {
    const terms = this.#terms;
    const place = terms.places[terms.starts[reading] as number] as number;
    if ((place & this.#flags) === 0 || !this.#same(wanted, reading)) return false;
    return this.#goesOn(toOf(this.#words[wanted] as number), terms.ends[reading] as number);
  }

  /** Whether the words from `next` on stand from a position on. */
  #goesOn(next: number, position: number): boolean {
    const terms = this.#terms;
    const words = this.#words;
    if (next === this.#flags >>> COUNT_SHIFT) return true;
    const pair = next * terms.positions + position;
    if (this.#tried[pair] === this.#search) return false;
    this.#tried[pair] = this.#search;
    const last = terms.readings[position + 1] as number;
    for (let wanted = this.#begin; wanted < this.#end; wanted += 2) {
      if (fromOf(words[wanted] as number) !== next) continue;
      for (let reading = terms.readings[position] as number; reading < last; reading += 1) {
        if (!this.#same(wanted, reading)) continue;
        if (this.#goesOn(toOf(words[wanted] as number), terms.ends[reading] as number)) return true;
      }
    }
    return false;
  }

  #same(wanted: number, reading: number): boolean {
    const word = this.#words[wanted + 1] as number;
    const terms = this.#terms;
    if (((this.#words[wanted] as number) & WILDCARD) !== 0)
      return vocabulary.beginsWith(terms.words[reading] as number, word);
    return ((this.#flags & AS_WRITTEN) !== 0 ? terms.words : terms.stems)[reading] === word;
  }

  #renew(pairs: number): void {
    this.#tried = grown(this.#tried, pairs);
    this.#search += 1;
    if (this.#search < 2 ** 32) return;
    this.#tried.fill(0);
    this.#search = 1;
  }
}

function fromOf(span: number): number {
  return span & 255;
}

function toOf(span: number): number {
  return (span >>> 8) & 255;
}
