import { splitWords, type Word } from '../text/words.ts';
import { lowerCase } from './phrase-candidates.ts';
import type { WordRow } from './phrase-matcher.ts';

/** What stands between two white spaces. Nothing that decides how a word is read reaches across them. */
interface Run {
  readonly words: readonly Word[];
  /** The place in the text behind it. */
  readonly end: number;
}

/** A text that is split into words where somebody looks, each run once. */
export class TextRuns {
  readonly text: string;
  readonly #split: (run: string) => readonly Word[];
  /** By the place where they begin. */
  #known: Map<number, Run> | undefined;
  #lower: string | undefined;

  /** Display text, unless what splits it makes it so. */
  constructor(text: string, split: (run: string) => readonly Word[] = splitWords) {
    this.text = text;
    this.#split = split;
  }

  /** The text with its ASCII letters in lower case. */
  get lower(): string {
    this.#lower ??= lowerCase(this.text);
    return this.#lower;
  }

  /** Where the run around a place begins. */
  startOf(at: number): number {
    let start = at;
    while (start > 0 && !isSpace(this.text.charCodeAt(start - 1))) start -= 1;
    return start;
  }

  /** The first run that begins there or later. */
  from(at: number): Run {
    let start = at;
    while (isSpace(this.text.charCodeAt(start))) start += 1;
    this.#known ??= new Map();
    const known = this.#known.get(start);
    if (known) return known;
    const made = this.#read(start);
    this.#known.set(start, made);
    return made;
  }

  #read(from: number): Run {
    let end = from;
    while (end < this.text.length && !isSpace(this.text.charCodeAt(end))) end += 1;
    const words = this.#split(this.text.slice(from, end));
    return { words: from === 0 ? words : words.map((word) => moved(word, from)), end };
  }
}

function moved({ written, stem, start, end, joined }: Word, by: number): Word {
  return { written, stem, start: start + by, end: end + by, joined };
}

function isSpace(code: number): boolean {
  return code <= 32;
}

/** The words of a text from one of its runs on, as far as somebody looks. */
export class RunRow implements WordRow {
  readonly words: Word[] = [];
  readonly #runs: TextRuns;
  /** The place in the text up to which its words are known. */
  readTo: number;

  constructor(runs: TextRuns, from: number) {
    this.#runs = runs;
    this.readTo = from;
    this.readRun();
  }

  has(place: number): boolean {
    while (place >= this.words.length && this.readTo < this.#runs.text.length) this.readRun();
    return place < this.words.length;
  }

  readRun(): void {
    const { words, end } = this.#runs.from(this.readTo);
    this.words.push(...words);
    this.readTo = end;
  }
}
