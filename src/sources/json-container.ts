/** The keys that tell a paper; each may stand only once in an object. */
const TELLING_KEYS = ['paper', 'id', 'title', 'summary', 'authors', 'publishedAt', 'upvotes'] as const;
const LONGEST_KEY = 11;
const PAPER = 1 << TELLING_KEYS.indexOf('paper');
const ID_AND_TITLE = (1 << TELLING_KEYS.indexOf('id')) | (1 << TELLING_KEYS.indexOf('title'));

/** What the grammar allows next in an object or a list. */
type Expected = 'key or end' | 'key' | 'colon' | 'value or end' | 'value' | 'comma or end';

/** An object or a list that is being read. */
export class OpenContainer {
  readonly start: number;
  readonly isObject: boolean;
  /** How many spans were kept before it was opened. */
  readonly spansBefore: number;
  #expected: Expected;
  #keys = 0;

  constructor(start: number, isObject: boolean, spansBefore: number) {
    this.start = start;
    this.isObject = isObject;
    this.spansBefore = spansBefore;
    this.#expected = isObject ? 'key or end' : 'value or end';
  }

  /** Whether its keys may be those of a paper, alone or in an envelope. */
  get mayBePaper(): boolean {
    return this.isPaper || (this.#keys & ID_AND_TITLE) === ID_AND_TITLE;
  }

  /** Whether its keys are a paper's, beyond `id` and `title` that many things have. */
  get isPaper(): boolean {
    const beyond = this.#keys & ~ID_AND_TITLE;
    return (this.#keys & PAPER) !== 0 || ((this.#keys & ID_AND_TITLE) === ID_AND_TITLE && beyond !== 0);
  }

  mayClose(): boolean {
    return this.#expected.endsWith('end');
  }

  takeComma(): boolean {
    if (this.#expected !== 'comma or end') return false;
    this.#expected = this.isObject ? 'key' : 'value';
    return true;
  }

  takeColon(): boolean {
    if (this.#expected !== 'colon') return false;
    this.#expected = 'value';
    return true;
  }

  takeValue(): boolean {
    if (!this.#expected.startsWith('value')) return false;
    this.#expected = 'comma or end';
    return true;
  }

  /** Takes the string between two places of a text as a key or as a value. False for a key that the object has already. */
  takeString(text: string, start: number, end: number): boolean {
    if (!this.#expected.startsWith('key')) return this.takeValue();
    this.#expected = 'colon';
    if (end - start > LONGEST_KEY) return true;
    const at = (TELLING_KEYS as readonly string[]).indexOf(text.slice(start, end));
    if (at < 0) return true;
    const isNew = (this.#keys & (1 << at)) === 0;
    this.#keys |= 1 << at;
    return isNew;
  }
}
