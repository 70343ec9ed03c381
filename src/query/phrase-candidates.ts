import type { Beginning } from './word-beginning.ts';

/** What is beyond ASCII has to be folded before it can be told what it is (`fold.ts`). */
const FOREIGN = /[^\x00-\x7f]/g;
const NOWHERE = Number.POSITIVE_INFINITY;
/** After so many looks at one place it is left to a real search, which does nothing twice. */
const MOST_LOOKS = 50;

/** Where in a text a phrase may begin: a quick look at its letters, which leaves out nearly all other places. */
export class PhraseCandidates {
  readonly #text: string;
  readonly #lower: string;
  readonly #beginning: Beginning;
  /** The next place with such letters, and the next one beyond ASCII; each from the last `from` on. */
  #letters = -1;
  #foreign = -1;
  #looks = 0;

  /** `lower` is the text with its ASCII letters in lower case. */
  constructor(text: string, lower: string, beginning: Beginning) {
    this.#text = text;
    this.#lower = lower;
    this.#beginning = beginning;
  }

  /** The first place from there on, which is never before the last one: of the phrase, or in a run beyond ASCII; else -1. */
  next(from: number): number {
    if (this.#foreign < from) this.#foreign = foreignFrom(this.#text, from);
    if (this.#letters < from) this.#letters = this.#lettersFrom(from);
    const at = Math.min(this.#foreign, this.#letters);
    return at === NOWHERE ? -1 : at;
  }

  #lettersFrom(from: number): number {
    const [first] = this.#beginning.first;
    if (first === undefined) return wordFrom(this.#lower, from);
    for (let at = this.#lower.indexOf(first, from); at >= 0; at = this.#lower.indexOf(first, at + 1)) {
      if (isLetter(this.#lower.charCodeAt(at - 1))) continue;
      this.#looks = 0;
      if (this.#mayStand(0, at)) return at;
    }
    return NOWHERE;
  }

  /** Whether the phrase's words from a place on may stand in the text from `from` on. */
  #mayStand(place: number, from: number): boolean {
    const { words } = this.#beginning;
    this.#looks += 1;
    if (this.#looks > MOST_LOOKS) return true;
    return (words[place] ?? []).some(({ letters, to }) => {
      const at = behind(this.#lower, from, letters);
      return at !== undefined && (to === words.length || this.#mayGoOn(to, at));
    });
  }

  /**
   * The same behind a word that has begun before `at`. Where it ends is not looked for: it may go on behind what joins it, so
   * the next one may be any word up to a white space, or the first one behind that.
   */
  #mayGoOn(place: number, at: number): boolean {
    let isInWord = true;
    let isBehindSpace = false;
    for (let next = at; next < this.#lower.length; next += 1) {
      const code = this.#lower.charCodeAt(next);
      if (isForeign(code)) return true;
      if (code <= 32) isBehindSpace = true;
      const isLetterHere = isLetter(code);
      if (isLetterHere && !isInWord) {
        if (this.#mayStand(place, next)) return true;
        if (isBehindSpace) return false;
      }
      isInWord = isLetterHere;
    }
    return false;
  }
}

/** The text with its ASCII letters in lower case, and each place where it was. */
export function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function foreignFrom(text: string, from: number): number {
  FOREIGN.lastIndex = from;
  return FOREIGN.test(text) ? FOREIGN.lastIndex - 1 : NOWHERE;
}

function wordFrom(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) if (isLetter(text.charCodeAt(at))) return at;
  return NOWHERE;
}

/** The place behind a beginning if the text may begin so from there on, or the first one beyond ASCII on the way. */
function behind(text: string, from: number, beginning: string): number | undefined {
  let at = from;
  for (let next = 0; next < beginning.length; at += 1) {
    if (at >= text.length) return undefined;
    const code = text.charCodeAt(at);
    if (isForeign(code)) return at;
    if (code === beginning.charCodeAt(next)) next += 1;
    else if (!isJoint(code)) return undefined;
  }
  return at;
}

function isForeign(code: number): boolean {
  return code > 127;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}

/** Hyphens and slashes join words, and an apostrophe may vanish. */
function isJoint(code: number): boolean {
  return code === 45 || code === 47 || code === 39;
}
