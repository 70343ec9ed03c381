import { displayText } from './display.ts';
import { grown } from './growable.ts';
import { HASH_FACTOR, HASH_START, hashed } from './lexicon.ts';
import { LONGEST_CHAIN, splitWords } from './words.ts';

/** What `displayText` reads beyond its nearest neighbours: LaTeX, and characters that show nothing. */
export const UNREAD = /[\\$`{}~\0-\x08\x0e-\x1f\x7f-\x9f]/;

/** What an ASCII character is: the character in lower case for letters and digits, else one of these. */
const BREAK = 0;
const SPACE = 1;
const SIGN = 2;
const JOINER = 3;
const APOSTROPHE = 4;
/** From here on it is a letter or digit. */
const LETTER_FROM = 48;
const LETTER_S = 115;

const FOREIGN = 5;
const LATEX = 6;

/** For each UTF-16 unit. */
const KINDS = Uint8Array.from({ length: 1 << 16 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (UNREAD.test(char)) return LATEX;
  if (code > 127) return FOREIGN;
  if (/[a-z0-9]/i.test(char)) return char.toLowerCase().charCodeAt(0);
  if (code <= 32) return SPACE;
  if (/[+#]/.test(char)) return SIGN;
  if (/[-/]/.test(char)) return JOINER;
  return char === "'" ? APOSTROPHE : BREAK;
});

/**
 * Splits texts into the words that `splitWords(displayText(text))` gives, without making a string for each. Plain ASCII,
 * which is nearly all of every paper, is read character by character; a run between two spaces that holds anything else
 * goes the long way, and so does what stands between a text's first and last sign of LaTeX.
 */
export class WordScanner {
  /** The folded characters of all words, one behind the other. */
  chars = new Uint16Array(1 << 13);
  /** Where each word begins in `chars`; it ends where the next one begins. */
  starts = new Uint32Array(1 << 13);
  hashes = new Int32Array(1 << 13);
  /** 1 where a hyphen or slash joins a word to the next one. */
  joined = new Uint8Array(1 << 13);
  /** How many words there are. */
  count = 0;

  /** Reads the words of a text, as its source gave it, in place of those before. */
  read(raw: string): void {
    this.count = 0;
    this.#plain(raw, 0, raw.length, false);
    withoutChains(this.joined, this.count);
  }

  /** Adds the words of a text, be it as its source gave it or as it is shown. */
  #plain(text: string, from: number, to: number, isShown: boolean): void {
    this.#makeRoom(to - from);
    for (let at = from; at < to; ) {
      at = this.#runs(text, at, to, isShown);
      if (at === to) return;
      const end = spaceBehind(text, at, to);
      const run = text.slice(at, end);
      if (!isShown && UNREAD.test(run)) {
        this.#latex(text, at, to);
        return;
      }
      this.#longWay(run, isShown);
      at = end;
    }
  }

  /** From the first sign of LaTeX on. */
  #latex(raw: string, from: number, to: number): void {
    const end = endOfUnread(raw, from);
    const shown = displayText(raw.slice(from, end));
    this.#plain(shown, 0, shown.length, true);
    this.#plain(raw, end, to, false);
  }

  /** Reads runs of plain characters between white space; gives where the first run that needs the long way begins. */
  #runs(text: string, from: number, to: number, isShown: boolean): number {
    const { chars, starts, hashes, joined } = this;
    let count = this.count;
    let length = starts[count] as number;
    let runAt = from;
    let runCount = count;
    /** Where the last word of this run ended; -1 where what follows does not touch it. */
    let end = -1;
    let at = from;
    let kind = at < to ? (KINDS[text.charCodeAt(at)] as number) : SPACE;
    while (at < to) {
      if (kind >= LETTER_FROM) {
        if (end >= 0 && isJoint(text, end, at)) joined[count - 1] = 1;
        let hash = HASH_START;
        let next = kind;
        for (;;) {
          do {
            chars[length] = next;
            length += 1;
            hash = Math.imul(hash ^ next, HASH_FACTOR);
            at += 1;
            next = at < to ? (KINDS[text.charCodeAt(at)] as number) : SPACE;
          } while (next >= LETTER_FROM);
          if (next !== APOSTROPHE || apostrophe(text, at, to, true) !== VANISHES) break;
          at += 1;
          next = at < to ? (KINDS[text.charCodeAt(at)] as number) : SPACE;
          if (next < LETTER_FROM) break;
        }
        kind = next;
        end = at;
        if (kind === SIGN) {
          const behind = signs(text, at, to);
          if (behind < 0) kind = FOREIGN;
          for (; end < behind; end += 1) {
            chars[length] = text.charCodeAt(end);
            hash = Math.imul(hash ^ (chars[length] as number), HASH_FACTOR);
            length += 1;
          }
          if (behind > at) {
            at = behind;
            kind = at < to ? (KINDS[text.charCodeAt(at)] as number) : SPACE;
          }
        } else if (kind === APOSTROPHE && apostrophe(text, at, to, true) === TAKES_S) {
          end = -1;
          at += 2;
          kind = at < to ? (KINDS[text.charCodeAt(at)] as number) : SPACE;
        }
        hashes[count] = hash;
        joined[count] = 0;
        count += 1;
        starts[count] = length;
      } else if (kind === SPACE) {
        at += 1;
        runAt = at;
        runCount = count;
        end = -1;
        kind = at < to ? (KINDS[text.charCodeAt(at)] as number) : SPACE;
      } else if (
        kind === FOREIGN ||
        (kind === LATEX && !isShown) ||
        (kind === APOSTROPHE && apostrophe(text, at, to, false) !== VANISHES)
      ) {
        this.count = runCount;
        return runAt;
      } else {
        at += 1;
        kind = at < to ? (KINDS[text.charCodeAt(at)] as number) : SPACE;
      }
    }
    this.count = count;
    return to;
  }

  #longWay(text: string, isShown: boolean): void {
    for (const { written, joined } of splitWords(isShown ? text : displayText(text))) {
      this.#makeRoom(written.length);
      let length = this.starts[this.count] as number;
      let hash = HASH_START;
      for (let at = 0; at < written.length; at += 1) {
        const code = written.charCodeAt(at);
        this.chars[length] = code;
        length += 1;
        hash = hashed(hash, code);
      }
      this.hashes[this.count] = hash;
      this.joined[this.count] = joined ? 1 : 0;
      this.count += 1;
      this.starts[this.count] = length;
    }
  }

  /** For the words of a text that long: there are never more words than characters. */
  #makeRoom(length: number): void {
    const needed = (this.starts[this.count] as number) + length + 2;
    if (needed <= this.chars.length) return;
    this.chars = grown(this.chars, needed);
    this.starts = grown(this.starts, this.chars.length);
    this.hashes = grown(this.hashes, this.chars.length);
    this.joined = grown(this.joined, this.chars.length);
  }
}

/** Words in a row that is too long for a compound only stand apart, as `splitWords` has it. */
function withoutChains(joined: Uint8Array, count: number): void {
  for (let from = 0, at = 0; at < count; at += 1) {
    if (joined[at] === 1) continue;
    if (at - from >= LONGEST_CHAIN) joined.fill(0, from, at);
    from = at + 1;
  }
}

function spaceBehind(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && KINDS[text.charCodeAt(at)] !== SPACE) at += 1;
  return at;
}

/** Behind the last sign of LaTeX, and behind the next run, which may be its argument. */
function endOfUnread(text: string, first: number): number {
  // A quotation mark waits for its partner, however far away it is.
  if (text.includes('`', first)) return text.length;
  let last = first;
  for (const match of text.slice(first).matchAll(new RegExp(UNREAD, 'g'))) last = first + match.index;
  let at = spaceBehind(text, last, text.length);
  while (at < text.length && KINDS[text.charCodeAt(at)] === SPACE) at += 1;
  return spaceBehind(text, at, text.length);
}

/** Whether a hyphen, LaTeX's `--` or a slash is all that stands between two words. */
function isJoint(text: string, from: number, to: number): boolean {
  if (to - from === 1) return KINDS[text.charCodeAt(from)] === JOINER;
  return to - from === 2 && text.charCodeAt(from) === 45 && text.charCodeAt(from + 1) === 45;
}

/** How an apostrophe is read: as nothing; as the end of a word, whose s goes with it; or by a look at its surroundings. */
const VANISHES = 1;
const TAKES_S = 2;
const UNCLEAR = 0;

function apostrophe(text: string, at: number, to: number, inWord: boolean): number {
  const next = at + 1 < to ? (KINDS[text.charCodeAt(at + 1)] as number) : SPACE;
  const third = at + 2 < to ? (KINDS[text.charCodeAt(at + 2)] as number) : SPACE;
  if (next === FOREIGN || third === FOREIGN) return UNCLEAR;
  if (next < LETTER_FROM) return inWord && (next === SPACE || next === BREAK) ? VANISHES : UNCLEAR;
  if (!inWord && at > 0 && KINDS[text.charCodeAt(at - 1)] !== SPACE) return UNCLEAR;
  if (next !== LETTER_S || third >= LETTER_FROM) return VANISHES;
  return inWord && third !== APOSTROPHE ? TAKES_S : UNCLEAR;
}

/** The end of the `+` and `#` that end a word; where they separate words, their own beginning; -1 where it is unclear. */
function signs(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && KINDS[text.charCodeAt(at)] === SIGN) at += 1;
  if (at === to) return at;
  const kind = KINDS[text.charCodeAt(at)] as number;
  if (kind === FOREIGN || kind === APOSTROPHE) return -1;
  return kind >= LETTER_FROM ? from : at;
}
