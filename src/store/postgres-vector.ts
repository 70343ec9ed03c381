import { BREAK, pairOf, type SearchField } from '../query/search-words.ts';

/** A `tsvector` knows no higher position, and no more than so many of one word. */
const LAST_POSITION = 16_383;
const MOST_OF_A_WORD = 255;
/** It takes a megabyte at most, its words with what stands beside each, and a word of 2,046 bytes. */
const MOST_BYTES = 1_000_000;
/** How full it may be when the words of a field are all in it, so that a long text leaves room for what comes behind it. */
const FULL_BEHIND: Record<SearchField, number> = {
  ...{ title: 0.2, keywords: 0.3, abstract: 0.6 },
  ...{ authors: 0.7, joined: 0.9, written: 1 },
};
const BESIDE_A_WORD = 6;
const LONGEST_WORD = 500;

/**
 * What the words of all fields but the abstract begin with, and no word holds. Weights would tell them apart as well, but
 * GIN does not know them: each paper that has the words anywhere would be read for the sake of its title.
 */
export const SIGNS: Record<SearchField, string> = {
  ...{ title: 't_', keywords: 'k_', abstract: '' },
  ...{ authors: 'a_', joined: 'j_', written: 'w_' },
};

/** A word as the text of a `tsvector` or a `tsquery` holds it. */
export function quoted(word: string): string {
  return `'${word.slice(0, LONGEST_WORD).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** The text of the `tsvector` of a paper with these words (`searchWords`), of as many of them as it takes. */
export function vectorOf(fields: Record<SearchField, string>): string {
  const vector = new Vector();
  for (const [field, text] of Object.entries(fields) as [SearchField, string][]) {
    const sign = SIGNS[field];
    // No row of these is ever asked for, so they need no place.
    const isPlaced = field !== 'joined' && field !== 'written';
    for (const word of text === '' ? [] : text.split(' ')) {
      if (vector.bytes > FULL_BEHIND[field] * MOST_BYTES) break;
      if (word === BREAK) vector.endRow();
      else if (isPlaced) vector.add(sign, word);
      else vector.addUnplaced(sign, word);
    }
    vector.endRow();
  }
  return vector.text();
}

class Vector {
  bytes = 0;
  readonly #entries: string[] = [];
  readonly #counts = new Map<string, number>();
  #position = 0;
  /** The word before in the row, and whether the vector knows its place. */
  #last: { readonly word: string; readonly hasPlace: boolean } | undefined;

  add(sign: string, word: string): void {
    this.#position += 1;
    const signed = quoted(sign + word);
    const count = (this.#counts.get(signed) ?? 0) + 1;
    this.#counts.set(signed, count);
    const hasPlace = this.#position < LAST_POSITION && count <= MOST_OF_A_WORD;
    this.#push(signed, hasPlace ? `:${this.#position}` : '');
    // What has no place stands in no row, but beside its neighbours.
    if (this.#last && !(this.#last.hasPlace && hasPlace))
      this.addUnplaced(SIGNS.joined, pairOf(this.#last.word, word));
    this.#last = { word, hasPlace };
  }

  addUnplaced(sign: string, word: string): void {
    this.#push(quoted(sign + word), '');
  }

  /** A row of words does not run from one field, name or keyword into the next. */
  endRow(): void {
    this.#position += 2;
    this.#last = undefined;
  }

  text(): string {
    return this.#entries.join(' ');
  }

  #push(word: string, place: string): void {
    this.#entries.push(word + place);
    this.bytes += Buffer.byteLength(word) + BESIDE_A_WORD;
  }
}
