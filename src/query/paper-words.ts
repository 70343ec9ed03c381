import type { Paper } from '../paper/paper.ts';
import { grown } from '../text/growable.ts';
import { HASH_START, hashed } from '../text/lexicon.ts';
import { WordScanner } from '../text/word-scanner.ts';
import { LONGEST_JOIN } from '../text/words.ts';
import type { Place } from './ast.ts';
import { vocabulary } from './vocabulary.ts';

/** What of a paper has words that are searched and matched. */
export type PaperText = Pick<Paper, 'title' | 'abstract' | 'keywords' | 'authors'>;

/**
 * The words of all passages of a paper, one behind the other, as numbers of the vocabulary. A word's readings are the word
 * alone, and as one with those that hyphens join to it.
 */
export interface PaperWords {
  readonly passages: readonly Passage[];
  /** For each word, its first reading; they end where those of the next word begin. */
  readonly readings: Uint32Array;
  /** Of each reading: its word, that word's stem, and how many words it spans. */
  readonly words: Uint32Array;
  readonly stems: Uint32Array;
  readonly spans: Uint8Array;
}

export interface Passage {
  readonly place: Place;
  /** The number of its first word, and that of the first one behind it. */
  readonly from: number;
  readonly to: number;
}

/** More papers than a source usually hands over at once, in about a megabyte. */
const MOST_KEPT = 200;

const kept = new Map<PaperText, PaperWords>();

/**
 * The words of a paper's title, keywords, abstract and authors. Those of the papers asked for last are kept, since a paper
 * that comes in is indexed first and matched right after.
 */
export function wordsOf(paper: PaperText): PaperWords {
  const known = kept.get(paper);
  if (known) return known;
  const words = reader.read(paper);
  kept.set(paper, words);
  const [oldest] = kept.size > MOST_KEPT ? kept.keys() : [];
  if (oldest !== undefined) kept.delete(oldest);
  return words;
}

/** Reads one paper after the other into the same arrays. */
class Reader {
  readonly #scanner = new WordScanner();
  #readings = new Uint32Array(1 << 10);
  #count = 0;
  #words = new Uint32Array(1 << 10);
  #stems = new Uint32Array(1 << 10);
  #spans = new Uint8Array(1 << 10);
  #readingCount = 0;

  read({ title, abstract, keywords = [], authors = [] }: PaperText): PaperWords {
    this.#count = 0;
    this.#readingCount = 0;
    const passages = [this.#passage('title', title)];
    for (const keyword of keywords) passages.push(this.#passage('keyword', keyword));
    if (abstract !== undefined) passages.push(this.#passage('abstract', abstract));
    for (const author of authors) passages.push(this.#passage('author', author));
    this.#readings[this.#count] = this.#readingCount;
    return {
      passages,
      readings: this.#readings.slice(0, this.#count + 1),
      words: this.#words.slice(0, this.#readingCount),
      stems: this.#stems.slice(0, this.#readingCount),
      spans: this.#spans.slice(0, this.#readingCount),
    };
  }

  #passage(place: Place, text: string): Passage {
    const scanner = this.#scanner;
    scanner.read(text);
    const from = this.#count;
    const { chars, starts, hashes, joined, count } = scanner;
    this.#readings = grown(this.#readings, from + count + 1);
    for (let at = 0; at < count; at += 1) {
      this.#readings[from + at] = this.#readingCount;
      const start = starts[at] as number;
      const word = vocabulary.add(chars, start, starts[at + 1] as number, hashes[at] as number);
      this.#reading(word, 1);
      if (joined[at] === 1) this.#joinedReadings(at);
    }
    this.#count = from + count;
    return { place, from, to: this.#count };
  }

  #joinedReadings(at: number): void {
    const { chars, starts, joined, count } = this.#scanner;
    const from = starts[at] as number;
    let hash = HASH_START;
    let behind = from;
    for (let last = at; last < at + LONGEST_JOIN && last < count; last += 1) {
      const to = starts[last + 1] as number;
      for (; behind < to; behind += 1) hash = hashed(hash, chars[behind] as number);
      if (last > at) this.#reading(vocabulary.add(chars, from, to, hash), last + 1 - at);
      if (joined[last] === 0) return;
    }
  }

  #reading(word: number, span: number): void {
    const at = this.#readingCount;
    if (at === this.#words.length) this.#widen();
    this.#words[at] = word;
    this.#stems[at] = vocabulary.stemOf(word);
    this.#spans[at] = span;
    this.#readingCount = at + 1;
  }

  #widen(): void {
    this.#words = grown(this.#words, this.#readingCount + 1);
    this.#stems = grown(this.#stems, this.#words.length);
    this.#spans = grown(this.#spans, this.#words.length);
  }
}

const reader = new Reader();
