import { BREAK, type SearchField } from '../query/search-words.ts';
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
  const text = (SIGNS[field] + word).slice(0, LONGEST_WORD);
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** So many letters tell 262,144 pairs apart: of the papers that have two words, one of 2,000 seems to have them in a row. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-';

/**
 * Words that follow each other in a field, of which the first and the last one tell and none between them does, as a word of
 * their own: a number of 18 bits that others may have as well. GIN knows no places, so that for words in a row each paper that
 * has them anywhere would be read.
 */
export function pairLexeme(field: SearchField, words: readonly string[]): string {
  let hash = HASH_START;
  for (const word of words) {
    for (let at = 0; at < word.length; at += 1) hash = hashed(hash, word.charCodeAt(at));
    hash = hashed(hash, 0);
  }
  const bits = hash ^ (hash >>> 14);
  const letters = [bits >> 12, bits >> 6, bits].map((part) => LETTERS[part & 63]);
  return `'${SIGNS[field]}_${letters.join('')}'`;
}

export interface Pair {
  readonly words: readonly string[];
  /** The place of the last one in the row. */
  readonly to: number;
}

/** Each telling word of a row with the next one, and with what stands between them. */
export function pairsIn(words: readonly string[]): Pair[] {
  const places = [...words.keys()].filter((at) => !STOP_WORDS.has(words[at] as string));
  return places.slice(1).map((to, at) => ({ words: words.slice(places[at], to + 1), to }));
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
  for (const [field, text] of Object.entries(fields) as [SearchField, string][]) {
    // No row of the others is ever asked for.
    const isInRows = field !== 'joined' && field !== 'written';
    for (const row of text === '' ? [] : text.split(` ${BREAK} `)) {
      const words = row.split(' ');
      const pairs = new Map(isInRows ? pairsIn(words).map((pair) => [pair.to, pair.words]) : []);
      for (const [at, word] of words.entries()) {
        if (bytes > FULL_BEHIND[field] * MOST_BYTES) break;
        add(lexeme(field, word));
        const pair = pairs.get(at);
        if (pair) add(pairLexeme(field, pair));
      }
    }
  }
  return [...lexemes].join(' ');
}
