import { singular } from '../text/plurals.ts';
import { LONGEST_JOIN, type Word } from '../text/words.ts';
import type { PatternWord, Phrase } from './ast.ts';
import { comparesAsWritten } from './canonical.ts';

/** Where a phrase stands: the words from `from` up to `to`. */
export interface Occurrence {
  readonly from: number;
  readonly to: number;
}

/** Everywhere that a phrase stands in a row of words, from left to right, without overlaps. */
export function occurrences(phrase: Phrase, words: readonly Word[]): Occurrence[] {
  const search = new PhraseSearch(phrase, words);
  const found: Occurrence[] = [];
  for (let from = 0; from < words.length; ) {
    const to = search.mayBeginAt(from) ? search.endFrom(0, from) : undefined;
    if (to !== undefined) found.push({ from, to });
    from = to ?? from + 1;
  }
  return found;
}

/** One way to read what stands at a place: a word alone, or as one with those that hyphens join to it. */
export interface Reading {
  /** The place behind it. */
  readonly to: number;
  readonly written: string;
  readonly stem: string;
  readonly wildcard: boolean;
}

/**
 * Words that hyphens join are read both apart and as one, in the phrase and in the text, each hyphen on its own. Each
 * pair of a place in the phrase and one in the text is tried once, so the work grows with their product at the most.
 */
class PhraseSearch {
  readonly #words: readonly Word[];
  /** The readings at each place of the text where they were asked for. */
  readonly #text: (readonly Reading[] | undefined)[];
  readonly #asWritten: boolean;
  readonly #phrase: readonly (readonly Reading[])[];
  /** A bit for each pair of places that is known to lead nowhere; made when there is one. */
  #dead: Uint8Array | undefined;

  constructor(phrase: Phrase, words: readonly Word[]) {
    this.#words = words;
    this.#text = readingsOf(words);
    this.#asWritten = comparesAsWritten(phrase);
    this.#phrase = phrase.words.map((_, from) => readingsAt(phrase.words, from));
  }

  /** Whether it is worth a look: most words of a text begin no phrase. */
  mayBeginAt(at: number): boolean {
    const word = this.#words[at] as Word;
    return word.joined || (this.#phrase[0] ?? []).some((wanted) => this.#same(wanted, word));
  }

  /** Where the phrase's words from `next` on, matched from the text's word `at` on, end; else undefined. */
  endFrom(next: number, at: number): number | undefined {
    if (next === this.#phrase.length) return at;
    if (at >= this.#words.length || this.#isDead(next, at)) return undefined;
    const readings = this.#readingsAt(at);
    for (const wanted of this.#phrase[next] ?? []) {
      for (const read of readings) {
        const end = this.#same(wanted, read) ? this.endFrom(wanted.to, read.to) : undefined;
        if (end !== undefined) return end;
      }
    }
    if (next > 0) this.#bury(next, at);
    return undefined;
  }

  #readingsAt(at: number): readonly Reading[] {
    const known = this.#text[at];
    if (known) return known;
    const made = readingsAt(this.#words, at);
    this.#text[at] = made;
    return made;
  }

  #same(wanted: Reading, read: Pick<Reading, 'written' | 'stem'>): boolean {
    if (wanted.wildcard) return read.written.startsWith(wanted.written);
    return this.#asWritten ? read.written === wanted.written : read.stem === wanted.stem;
  }

  #isDead(next: number, at: number): boolean {
    const bit = next * this.#words.length + at;
    return this.#dead !== undefined && ((this.#dead[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
  }

  #bury(next: number, at: number): void {
    const bit = next * this.#words.length + at;
    this.#dead ??= new Uint8Array(((this.#phrase.length * this.#words.length) >> 3) + 1);
    this.#dead[bit >> 3] = (this.#dead[bit >> 3] ?? 0) | (1 << (bit & 7));
  }
}

const known = new WeakMap<readonly Word[], (readonly Reading[] | undefined)[]>();

/** Where the readings at each place of a text are kept once they are made, as many phrases are looked for in it. */
function readingsOf(words: readonly Word[]): (readonly Reading[] | undefined)[] {
  const held = known.get(words);
  if (held) return held;
  const made: (readonly Reading[] | undefined)[] = [];
  known.set(words, made);
  return made;
}

/** The readings of what stands at `from`, the shortest first. A star in the middle of a word is none. */
export function readingsAt(words: readonly (Word | PatternWord)[], from: number): Reading[] {
  const first = words[from];
  if (!first) return [];
  const readings = [reading(from + 1, first.written, first.stem, first)];
  let written = first.written;
  let last = first;
  for (let at = from + 1; at - from < LONGEST_JOIN && last.joined && !isWild(last); at += 1) {
    const word = words[at];
    if (!word) break;
    written += word.written;
    last = word;
    readings.push(reading(at + 1, written, singular(written), word));
  }
  return readings;
}

function reading(to: number, written: string, stem: string, last: Word | PatternWord): Reading {
  return { to, written, stem, wildcard: isWild(last) };
}

function isWild(word: Word | PatternWord): boolean {
  return 'wildcard' in word && word.wildcard;
}
