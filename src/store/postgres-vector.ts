import { BREAK, isPair, type SearchField } from '../query/search-words.ts';
import { STOP_WORDS } from '../query/stop-words.ts';
import { HASH_START, hashed } from '../text/lexicon.ts';

/** A `tsvector` takes a megabyte at most, and a word of 2,046 bytes. */
const MOST_BYTES = 1_000_000;
const LONGEST_WORD = 500;
/** How full it may be when the words of a field are all in it, so that a long text leaves room for what comes behind it. */
const FULL_BEHIND: Record<SearchField, number> = {
  ...{ title: 0.2, keywords: 0.3, abstract: 0.6 },
  ...{ authors: 0.7, joined: 0.9, written: 1 },
};

/**
 * What the words of all fields but the abstract begin with, and no word holds. Weights would tell them apart as well, but
 * GIN does not know them: each paper that has the words anywhere would be read for the sake of its title.
 */
const SIGNS: Record<SearchField, string> = {
  ...{ title: 't_', keywords: 'k_', abstract: '' },
  ...{ authors: 'a_', joined: 'j_', written: 'w_' },
};

/** A word of a field as the text of a `tsvector` or a `tsquery` holds it. */
export function lexeme(field: SearchField, word: string): string {
  if (isPair(word)) return numbered(field, word, PAIR_NUMBERS);
  const text = (SIGNS[field] + word).slice(0, LONGEST_WORD);
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/**
 * Of papers that have two words one in 150 seems to have them in a row. With sixteen times as many numbers it is one in 2,500,
 * and the index takes twice as long to make. Pairs are asked for without their words, so each has a number of its own.
 */
const ROW_NUMBERS = 2 ** 14;
const PAIR_NUMBERS = 2 ** 30;

/**
 * Words in a row as a word of their own: a number, which others may have as well. GIN knows no places, so that each paper that
 * has the words anywhere would be read.
 */
export function rowLexeme(field: SearchField, row: string): string {
  return numbered(field, row, ROW_NUMBERS);
}

function numbered(field: SearchField, text: string, numbers: number): string {
  let hash = HASH_START;
  for (let at = 0; at < text.length; at += 1) hash = hashed(hash, text.charCodeAt(at));
  return `'${SIGNS[field]}_${((hash ^ (hash >>> 16)) & (numbers - 1)).toString(36)}'`;
}

/** Parts words in a row into shorter ones: each from a telling word to the next one, and any two between that tell nothing. */
export class ShortRows {
  #row = '';
  #last = '';

  /** The row that ends with the next word, if one does. */
  endingWith(word: string): string | undefined {
    const last = this.#last;
    this.#last = word;
    const row = this.#row === '' ? '' : `${this.#row} ${word}`;
    if (STOP_WORDS.has(word)) {
      this.#row = row;
      return STOP_WORDS.has(last) ? `${last} ${word}` : undefined;
    }
    this.#row = word;
    return row === '' ? undefined : row;
  }

  /** No row goes on from there. */
  end(): void {
    this.#row = '';
    this.#last = '';
  }
}

/** The text of the `tsvector` of a paper with these words (`searchWords`), of as many of them as it takes. */
export function vectorOf(fields: Record<SearchField, string>): string {
  const lexemes = new Set<string>();
  let bytes = 0;
  const add = (made: string) => {
    if (lexemes.has(made)) return;
    lexemes.add(made);
    bytes += Buffer.byteLength(made);
  };
  const rows = new ShortRows();
  for (const [field, text] of Object.entries(fields) as [SearchField, string][]) {
    // No row of the others is ever asked for.
    const isInRows = field !== 'joined' && field !== 'written';
    rows.end();
    for (const word of text === '' ? [] : text.split(' ')) {
      if (bytes > FULL_BEHIND[field] * MOST_BYTES) break;
      if (word === BREAK) {
        rows.end();
        continue;
      }
      add(lexeme(field, word));
      const row = isInRows ? rows.endingWith(word) : undefined;
      if (row !== undefined) add(rowLexeme(field, row));
    }
  }
  return [...lexemes].join(' ');
}
