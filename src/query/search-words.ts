import { grown } from '../text/growable.ts';
import type { Place } from './ast.ts';
import { type PaperText, type PaperWords, type Passage, wordsOf } from './paper-words.ts';
import { vocabulary } from './vocabulary.ts';

/** Where the words of a paper stand for full-text search. */
export const SEARCH_FIELDS = ['title', 'keywords', 'abstract', 'authors', 'joined', 'written'] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

/** Between two keywords or two names, so that no row of words runs from one into the next. No word is like it. */
export const BREAK = '0break0';

/** What stands before each of two words that follow each other where hyphens join one of them. No word has it. */
const PAIR = '\ue005';

/** Two words that follow each other, of which hyphens join one, as a word of `joined`. */
export function pairOf(left: string, right: string): string {
  return PAIR + left + PAIR + right;
}

export function isPair(word: string): boolean {
  return word.startsWith(PAIR);
}

/** A row of what hyphens join that is longer, in characters, goes no further: no paper of 10,000 words comes near it. */
const LONGEST_JOINED = 2 ** 20;

/** What stands before each word of a field. */
export type Marks = Readonly<Record<SearchField, string>>;

export const NO_MARKS: Marks = {
  ...{ title: '', keywords: '', abstract: '', authors: '', joined: '', written: '' },
};

/**
 * A paper's words as a search index takes them, with single spaces between: stems in order in title, keywords and
 * abstract; names as written; in `joined` what hyphens join, read as one word, alone and with each of its neighbours
 * (`pairOf`); in `written` words that differ from their stem. A search over them finds more than `matches` does, and never
 * less (see `narrow.ts`), as long as a text is no longer than an index takes.
 */
export function searchWords(paper: PaperText, marks: Marks = NO_MARKS): Record<SearchField, string> {
  for (const field of SEARCH_FIELDS) fields[field].begin(marks[field]);
  const words = wordsOf(paper);
  for (const passage of words.passages) addPassage(words, passage);
  return {
    title: fields.title.text(),
    keywords: fields.keywords.text(),
    abstract: fields.abstract.text(),
    authors: fields.authors.text(),
    joined: fields.joined.text(),
    written: fields.written.text(),
  };
}

const FIELD_OF = {
  ...{ title: 'title', keyword: 'keywords', abstract: 'abstract', author: 'authors' },
} as const satisfies Record<Place, SearchField>;

function addPassage(paper: PaperWords, { place, from, to }: Passage): void {
  const { readings, words, stems, spans } = paper;
  const searched = place === 'author' ? words : stems;
  const field = fields[FIELD_OF[place]];
  if (field.length > 0) field.addText(BREAK);
  for (let at = from; at < to; at += 1) {
    const first = readings[at] as number;
    const last = readings[at + 1] as number;
    field.add(searched[first] as number);
    if (words[first] !== stems[first]) fields.written.add(words[first] as number);
    if (fields.joined.length > LONGEST_JOINED) continue;
    for (let reading = first; reading < last; reading += 1) {
      if (reading > first) addJoined(words[reading] as number, stems[reading] as number);
      const next = at + (spans[reading] as number);
      if (next === to) continue;
      // Where both stand alone, the field has them in a row.
      let behind = (readings[next] as number) + (reading === first ? 1 : 0);
      for (; behind < (readings[next + 1] as number); behind += 1)
        fields.joined.addPair(searched[reading] as number, searched[behind] as number);
    }
  }
}

function addJoined(word: number, stem: number): void {
  fields.joined.add(stem);
  if (word !== stem) fields.joined.add(word);
}

/** Words of the vocabulary in a row. Their characters are copied, which takes a third of the time of joining their texts. */
class Row {
  #units = new Uint16Array(1 << 10);
  #mark = '';
  /** In characters, with spaces and marks. */
  length = 0;

  begin(mark: string): void {
    this.length = 0;
    this.#mark = mark;
  }

  add(word: number): void {
    this.#beginWord(vocabulary.lengthOf(word));
    this.#copy(word);
  }

  addPair(left: number, right: number): void {
    this.#beginWord(2 * PAIR.length + vocabulary.lengthOf(left) + vocabulary.lengthOf(right));
    this.#append(PAIR);
    this.#copy(left);
    this.#append(PAIR);
    this.#copy(right);
  }

  addText(word: string): void {
    this.#beginWord(word.length);
    this.#append(word);
  }

  text(): string {
    return Buffer.from(this.#units.buffer, 0, this.length * 2).toString('utf16le');
  }

  /** Makes room for a word, and writes what stands before it. */
  #beginWord(length: number): void {
    this.#units = grown(this.#units, this.length + 1 + this.#mark.length + length);
    if (this.length > 0) this.#append(' ');
    this.#append(this.#mark);
  }

  #copy(word: number): void {
    this.length = vocabulary.copy(word, this.#units, this.length);
  }

  #append(text: string): void {
    for (let at = 0; at < text.length; at += 1) {
      this.#units[this.length] = text.charCodeAt(at);
      this.length += 1;
    }
  }
}

const fields: Readonly<Record<SearchField, Row>> = {
  ...{ title: new Row(), keywords: new Row(), abstract: new Row() },
  ...{ authors: new Row(), joined: new Row(), written: new Row() },
};
