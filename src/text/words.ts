import { type FoldedText, foldText } from './fold.ts';
import { singular } from './plurals.ts';

/** A word of a text, as search sees it. */
export interface Word {
  /** Folded, otherwise as written: `networks`. */
  readonly written: string;
  /** With its plural folded: `network`. */
  readonly stem: string;
  /** Where it stands in the text that was split: from `start` up to `end`. */
  readonly start: number;
  readonly end: number;
  /** Whether a hyphen or slash joins it to the next word, so that both are also read as one. */
  readonly joined: boolean;
}

/** How many words joined by hyphens or slashes are read as one word at the most. */
export const LONGEST_JOIN = 8;

/** A longer row of joined words is no compound but a pattern or noise, and its words only stand apart. */
export const LONGEST_CHAIN = 40;

/**
 * A run of Chinese or Japanese; or a run of other letters and digits, with the `+` or `#` that ends it (`C++`).
 */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆]+|[[\p{L}\p{N}\p{M}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆]]+(?:[+#]+(?![+#\p{L}\p{N}\p{M}]))?/gv;

/** The same in text of ASCII alone, as nearly all of it is: it is found in half the time. */
const ASCII_WORD = /[a-z0-9]+(?:[+#]+(?![+#a-z0-9]))?/g;
const ASCII = /^[\x00-\x7f]*$/;

/** Between two words, what joins them: one hyphen of any kind, LaTeX's `--`, or one slash. */
const JOINT = /^(?:[-\u2010-\u2013\u2212/]|--)$/;

/** The words of a text in order (DESIGN section 5, "Words"). Give it display text, see `display.ts`. */
export function splitWords(text: string): Word[] {
  const folded = foldText(text);
  const words: Word[] = [];
  let previous: RegExpExecArray | undefined;
  for (const match of folded.text.matchAll(ASCII.test(folded.text) ? ASCII_WORD : WORD)) {
    if (previous) words.push(makeWord(previous, folded, isJoint(gap(folded.text, previous, match))));
    previous = match;
  }
  if (previous) words.push(makeWord(previous, folded, false));
  return withoutChains(words);
}

function withoutChains(words: Word[]): Word[] {
  for (let from = 0, at = 0; at < words.length; at += 1) {
    if (words[at]?.joined) continue;
    if (at - from >= LONGEST_CHAIN) {
      for (let place = from; place < at; place += 1)
        words[place] = { ...(words[place] as Word), joined: false };
    }
    from = at + 1;
  }
  return words;
}

function isJoint(gap: string): boolean {
  return gap !== ' ' && JOINT.test(gap);
}

function gap(text: string, left: RegExpExecArray, right: RegExpExecArray): string {
  return text.slice(left.index + left[0].length, right.index);
}

function makeWord(match: RegExpExecArray, folded: FoldedText, joined: boolean): Word {
  const written = match[0];
  return {
    written,
    stem: singular(written),
    start: folded.origin(match.index),
    end: endInOriginal(folded, match.index + written.length),
    joined,
  };
}

/** The place behind the character that the last one before `to` came from, which may stand for more (`½`, `⒦`). */
function endInOriginal({ text, origin }: FoldedText, to: number): number {
  const last = origin(to - 1);
  let end = to;
  while (end < text.length && origin(end) === last) end += 1;
  return origin(end);
}
