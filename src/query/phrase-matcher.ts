import { grown } from '../text/growable.ts';
import { singular } from '../text/plurals.ts';
import { LONGEST_JOIN, type Word } from '../text/words.ts';
import type { PatternWord, Phrase } from './ast.ts';
import { comparesAsWritten } from './canonical.ts';

/** One way to read what stands at a place: a word alone, or as one with those that hyphens join to it. */
export interface Reading {
  /** The place behind it. */
  readonly to: number;
  readonly written: string;
  readonly stem: string;
  readonly wildcard: boolean;
}

/** A phrase as it is looked for, made once. */
export interface PhrasePattern {
  /** Whether plurals count. */
  readonly asWritten: boolean;
  /** The readings at each of its places. */
  readonly readings: readonly (readonly Reading[])[];
}

const patterns = new WeakMap<Phrase, PhrasePattern>();

export function patternOf(phrase: Phrase): PhrasePattern {
  const known = patterns.get(phrase);
  if (known) return known;
  const made = {
    asWritten: comparesAsWritten(phrase),
    readings: phrase.words.map((_, from) => readingsAt(phrase.words, from)),
  };
  patterns.set(phrase, made);
  return made;
}

/** Whether a phrase may begin with a word of a text: most begin none. */
export function mayBegin({ asWritten, readings }: PhrasePattern, word: Word): boolean {
  return word.joined || (readings[0] ?? []).some((wanted) => isSame(wanted, word, asWritten));
}

function isSame(wanted: Reading, read: Pick<Reading, 'written' | 'stem'>, asWritten: boolean): boolean {
  if (wanted.wildcard) return read.written.startsWith(wanted.written);
  return asWritten ? read.written === wanted.written : read.stem === wanted.stem;
}

/** Words in a row, which may be known only as far as somebody has looked; those that hyphens join are known together. */
export interface WordRow {
  readonly words: readonly Word[];
  /** Whether there is a word at a place, which is known then. */
  has(place: number): boolean;
}

/**
 * Words that hyphens join are read both apart and as one, in the phrase and in the text, each hyphen on its own. Each
 * pair of a place in the phrase and one in the text is tried once, so the work grows with their product at the most.
 */
export class PhraseSearch {
  readonly #row: WordRow;
  /** The readings at each place of the text where they were asked for. */
  readonly #text: (readonly Reading[] | undefined)[] = [];
  readonly #pattern: PhrasePattern;
  /** A bit for each pair of places that is known to lead nowhere; made when there is one. */
  #dead: Uint8Array | undefined;

  constructor(pattern: PhrasePattern, row: WordRow) {
    this.#row = row;
    this.#pattern = pattern;
  }

  /** Where the phrase ends that begins with the text's word `at`; undefined where none does. */
  endFrom(at: number): number | undefined {
    const word = this.#row.words[at];
    return word && mayBegin(this.#pattern, word) ? this.#endFrom(0, at) : undefined;
  }

  /** Where the phrase's words from `next` on, matched from the text's word `at` on, end; else undefined. */
  #endFrom(next: number, at: number): number | undefined {
    const { readings: phrase, asWritten } = this.#pattern;
    if (next === phrase.length) return at;
    if (!this.#row.has(at) || this.#isDead(next, at)) return undefined;
    const readings = this.#readingsAt(at);
    for (const wanted of phrase[next] ?? []) {
      for (const read of readings) {
        const end = isSame(wanted, read, asWritten) ? this.#endFrom(wanted.to, read.to) : undefined;
        if (end !== undefined) return end;
      }
    }
    if (next > 0) this.#bury(next, at);
    return undefined;
  }

  #readingsAt(at: number): readonly Reading[] {
    const known = this.#text[at];
    if (known) return known;
    const made = readingsAt(this.#row.words, at);
    this.#text[at] = made;
    return made;
  }

  #isDead(next: number, at: number): boolean {
    const bit = at * this.#pattern.readings.length + next;
    return this.#dead !== undefined && ((this.#dead[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
  }

  #bury(next: number, at: number): void {
    const bit = at * this.#pattern.readings.length + next;
    this.#dead = grown(this.#dead ?? new Uint8Array(0), (bit >> 3) + 1);
    this.#dead[bit >> 3] = (this.#dead[bit >> 3] ?? 0) | (1 << (bit & 7));
  }
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
