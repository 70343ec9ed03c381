import type { Paper } from '../../paper/paper.ts';
import { grown } from '../../text/growable.ts';
import { KEYWORD_PLACES, type Place } from '../ast.ts';
import { type PaperWords, type Passage, wordsOf } from '../paper-words.ts';
import { vocabulary } from '../vocabulary.ts';

/** A bit for each place. */
export const PLACE_BITS: Readonly<Record<Place, number>> = { title: 1, abstract: 2, keyword: 4, author: 8 };
export const ALL_PLACES = 15;
/** Where a keyword without a field looks. */
export const TEXT_PLACES = KEYWORD_PLACES.reduce((bits, place) => bits | PLACE_BITS[place], 0);
/** Numbers for a word. */
const WIDTH = 4;
const LAST = 1;
const WRITTEN = 2;
/** How often a word's mark can be renewed before all marks are wiped. */
const LAST_EPOCH = 1 << 27;

/**
 * The words of one paper, as numbers of the vocabulary. A position holds a word; its readings are that word alone, and as
 * one with those that hyphens join to it. Between two passages a position has no reading, so that no phrase runs across.
 */
export class PaperTerms {
  /** For each position, its first reading; they end where those of the next position begin. */
  readings = new Uint32Array(1 << 12);
  /** The place bit of each position. */
  places = new Uint8Array(1 << 12);
  positions = 0;
  /** Of each reading: its position, its word, that word's stem, and the position behind it. */
  starts = new Uint32Array(1 << 12);
  words = new Uint32Array(1 << 12);
  stems = new Uint32Array(1 << 12);
  ends = new Uint32Array(1 << 12);
  /** Stems of the paper, each once. */
  distinct = new Uint32Array(1 << 12);
  distinctCount = 0;
  /**
   * For each word of the vocabulary, where the paper has it: its epoch and place bits as a stem, its last reading as a stem
   * and 1, and epoch and place bits as a word. The fourth number makes a row lie in one line of the cache.
   */
  #marks = new Uint32Array(WIDTH << 10);
  /** For each reading the one before it with the same stem, and 1; 0 for none. */
  #previous = new Uint32Array(1 << 12);
  #epoch = 0;
  #count = 0;

  get bytes(): number {
    return this.#marks.byteLength;
  }

  /** Reads what a paper has in some places, in place of the paper before. */
  read(paper: Paper, places: number): void {
    this.#epoch += 1;
    if (this.#epoch === LAST_EPOCH) {
      this.#marks.fill(0);
      this.#epoch = 1;
    }
    this.positions = 0;
    this.distinctCount = 0;
    this.#count = 0;
    const words = wordsOf(paper);
    for (const passage of words.passages) {
      const place = PLACE_BITS[passage.place];
      if ((place & places) !== 0) this.#passage(words, passage, place);
    }
    this.readings[this.positions] = this.#count;
  }

  /** The place bits where the paper has a word with that stem. */
  stemPlaces(stem: number): number {
    const mark = this.#marks[stem * WIDTH] ?? 0;
    return mark >>> 4 === this.#epoch ? mark & ALL_PLACES : 0;
  }

  /** The place bits where the paper has that word as written. */
  wordPlaces(word: number): number {
    const mark = this.#marks[word * WIDTH + WRITTEN] ?? 0;
    return mark >>> 4 === this.#epoch ? mark & ALL_PLACES : 0;
  }

  /** The last reading with a stem, and the reading with the same stem before a reading; -1 where there is none. */
  lastWith(stem: number): number {
    return this.stemPlaces(stem) === 0 ? -1 : (this.#marks[stem * WIDTH + LAST] as number) - 1;
  }

  previousTo(reading: number): number {
    return (this.#previous[reading] as number) - 1;
  }

  /** Lets the paper have a term that is none of its words. */
  addTerm(term: number): void {
    this.#room(0, 1);
    this.#mark(term, term, ALL_PLACES);
    this.#marks[term * WIDTH + LAST] = 0;
  }

  #passage({ readings, words, stems, spans }: PaperWords, { from, to }: Passage, place: number): void {
    this.#room(to - from + 1, (readings[to] as number) - (readings[from] as number));
    for (let at = from; at < to; at += 1) {
      const position = this.positions;
      this.readings[position] = this.#count;
      this.places[position] = place;
      this.positions = position + 1;
      const last = readings[at + 1] as number;
      for (let reading = readings[at] as number; reading < last; reading += 1) {
        const end = position + (spans[reading] as number);
        this.#reading(words[reading] as number, stems[reading] as number, position, end, place);
      }
    }
    this.readings[this.positions] = this.#count;
    this.places[this.positions] = 0;
    this.positions += 1;
  }

  #reading(word: number, stem: number, start: number, end: number, place: number): void {
    const at = this.#count;
    this.starts[at] = start;
    this.words[at] = word;
    this.stems[at] = stem;
    this.ends[at] = end;
    this.#count = at + 1;
    const last = stem * WIDTH + LAST;
    this.#previous[at] = this.stemPlaces(stem) === 0 ? 0 : (this.#marks[last] as number);
    this.#marks[last] = at + 1;
    this.#mark(stem, word, place);
  }

  #mark(stem: number, word: number, place: number): void {
    const marks = this.#marks;
    const epoch = this.#epoch << 4;
    const mark = marks[stem * WIDTH] as number;
    if (mark >>> 4 === this.#epoch) marks[stem * WIDTH] = mark | place;
    else {
      marks[stem * WIDTH] = epoch | place;
      this.distinct[this.distinctCount] = stem;
      this.distinctCount += 1;
    }
    const written = marks[word * WIDTH + WRITTEN] as number;
    marks[word * WIDTH + WRITTEN] = written >>> 4 === this.#epoch ? written | place : epoch | place;
  }

  /** For that many positions and readings more, and all words of the vocabulary. */
  #room(positions: number, readings: number): void {
    this.readings = grown(this.readings, this.positions + positions + 2);
    this.places = grown(this.places, this.positions + positions + 2);
    const count = this.#count + readings + 1;
    this.starts = grown(this.starts, count);
    this.#previous = grown(this.#previous, count);
    this.words = grown(this.words, count);
    this.stems = grown(this.stems, count);
    this.ends = grown(this.ends, count);
    this.distinct = grown(this.distinct, this.distinctCount + readings + 1);
    this.#marks = grown(this.#marks, (vocabulary.size + 1) * WIDTH);
  }
}
