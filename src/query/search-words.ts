import type { Paper } from '../paper/paper.ts';
import { HASH_START, hashed, Lexicon } from '../text/lexicon.ts';
import { WordScanner } from '../text/word-scanner.ts';
import { LONGEST_JOIN } from '../text/words.ts';

/** Where the words of a paper stand for full-text search. */
export const SEARCH_FIELDS = ['title', 'keywords', 'abstract', 'authors', 'joined', 'written'] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

/** Between two keywords or two names, so that no row of words runs from one into the next. No word is like it. */
export const BREAK = '0break0';

/** With so many words the ones known by heart are forgotten: a few megabytes. */
const MOST_KNOWN = 100_000;

/**
 * A paper's words as a search index takes them, with single spaces between: stems in order in title, keywords and
 * abstract; names as written; in `joined` what hyphens join, read as one word; in `written` words that differ from their
 * stem. A search over them finds more than `matches` does, and never less (see `narrow.ts`).
 */
export function searchWords(
  paper: Pick<Paper, 'title' | 'abstract' | 'keywords' | 'authors'>,
): Record<SearchField, string> {
  if (words.size > MOST_KNOWN) words = new KnownWords();
  const fields: Record<SearchField, string[]> = {
    ...{ title: [], keywords: [], abstract: [], authors: [] },
    ...{ joined: [], written: [] },
  };
  words.addTo(fields, 'title', paper.title);
  for (const keyword of paper.keywords ?? []) words.addTo(fields, 'keywords', keyword);
  if (paper.abstract !== undefined) words.addTo(fields, 'abstract', paper.abstract);
  for (const author of paper.authors ?? []) words.addTo(fields, 'authors', author);
  return {
    title: fields.title.join(' '),
    keywords: fields.keywords.join(' '),
    abstract: fields.abstract.join(' '),
    authors: fields.authors.join(' '),
    joined: fields.joined.join(' '),
    written: fields.written.join(' '),
  };
}

/** Words that were met before: their texts and stems are made once. */
class KnownWords {
  readonly #lexicon = new Lexicon();
  readonly #scanner = new WordScanner();
  /** By number. */
  readonly #texts: string[] = [];

  get size(): number {
    return this.#lexicon.size;
  }

  addTo(
    fields: Record<SearchField, string[]>,
    field: Exclude<SearchField, 'joined' | 'written'>,
    text: string,
  ): void {
    const scanner = this.#scanner;
    scanner.read(text);
    const { chars, starts, hashes, joined, count } = scanner;
    const found = fields[field];
    if (found.length > 0) found.push(BREAK);
    for (let at = 0; at < count; at += 1) {
      const from = starts[at] as number;
      const word = this.#lexicon.add(chars, from, starts[at + 1] as number, hashes[at] as number);
      const stem = this.#lexicon.stemOf(word);
      found.push(this.#textOf(field === 'authors' ? word : stem));
      if (word !== stem) fields.written.push(this.#textOf(word));
      if (joined[at] === 1) this.#addJoined(fields.joined, at);
    }
  }

  /** The words that hyphens join, from the scanner's word `at` on, read as one. */
  #addJoined(found: string[], at: number): void {
    const { chars, starts, joined, count } = this.#scanner;
    const from = starts[at] as number;
    let hash = HASH_START;
    let behind = from;
    for (let last = at; last < count && last < at + LONGEST_JOIN; last += 1) {
      const to = starts[last + 1] as number;
      for (; behind < to; behind += 1) hash = hashed(hash, chars[behind] as number);
      if (last > at) {
        const word = this.#lexicon.add(chars, from, to, hash);
        const stem = this.#lexicon.stemOf(word);
        found.push(this.#textOf(stem));
        if (word !== stem) found.push(this.#textOf(word));
      }
      if (joined[last] === 0) return;
    }
  }

  #textOf(word: number): string {
    const known = this.#texts[word];
    if (known !== undefined) return known;
    const text = this.#lexicon.textOf(word);
    this.#texts[word] = text;
    return text;
  }
}

let words = new KnownWords();
