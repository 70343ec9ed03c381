import { singular } from '../text/plurals.ts';
import { LONGEST_JOIN, type Word } from '../text/words.ts';
import type { PatternWord, Phrase } from './ast.ts';
import { comparesAsWritten } from './canonical.ts';

/** Where a phrase stands: the words from `from` up to `to`. */
export interface Occurrence {
  readonly from: number;
  readonly to: number;
}

/** Everywhere that a phrase stands in a row of words, from left to right, without overlaps. */
export function occurrences(phrase: Phrase, words: readonly Word[]): Occurrence[] {
  const found: Occurrence[] = [];
  const asWritten = comparesAsWritten(phrase);
  for (let from = 0; from < words.length; ) {
    const to = matchEnd(phrase.words, 0, words, from, asWritten, new Set());
    if (to !== undefined) found.push({ from, to });
    from = to ?? from + 1;
  }
  return found;
}

/**
 * Where the pattern's words from `next` on, matched from the text's word `at` on, end; undefined where they do not
 * match. Words that hyphens join are read both apart and as one, in the pattern and in the text, each hyphen on its
 * own. `dead` holds the pairs of places that are known to lead nowhere.
 */
function matchEnd(
  pattern: readonly PatternWord[],
  next: number,
  words: readonly Word[],
  at: number,
  asWritten: boolean,
  dead: Set<number>,
): number | undefined {
  if (next === pattern.length) return at;
  const state = next * (words.length + 1) + at;
  if (at >= words.length || dead.has(state)) return undefined;
  for (const patternEnd of readingEnds(pattern, next)) {
    for (const wordEnd of readingEnds(words, at)) {
      if (!sameWord(pattern, next, patternEnd, words, at, wordEnd, asWritten)) continue;
      const end = matchEnd(pattern, patternEnd, words, wordEnd, asWritten, dead);
      if (end !== undefined) return end;
    }
  }
  dead.add(state);
  return undefined;
}

/** Where a word that begins at `from` may end: behind itself, or behind each of those that hyphens join to it. */
function readingEnds(words: readonly { readonly joined: boolean }[], from: number): number[] {
  const ends = [from + 1];
  for (
    let end = from + 1;
    words[end - 1]?.joined && end < words.length && end - from < LONGEST_JOIN;
    end += 1
  ) {
    ends.push(end + 1);
  }
  return ends;
}

function sameWord(
  pattern: readonly PatternWord[],
  patternFrom: number,
  patternTo: number,
  words: readonly Word[],
  from: number,
  to: number,
  asWritten: boolean,
): boolean {
  const wanted = pattern.slice(patternFrom, patternTo);
  if (wanted.slice(0, -1).some((word) => word.wildcard)) return false;
  const word = joinedText(words.slice(from, to));
  if (wanted.at(-1)?.wildcard) return word.startsWith(joinedText(wanted));
  if (asWritten) return word === joinedText(wanted);
  return stemOf(words, from, to, word) === stemOf(pattern, patternFrom, patternTo, joinedText(wanted));
}

function joinedText(words: readonly { readonly written: string }[]): string {
  return words.map((word) => word.written).join('');
}

function stemOf(
  words: readonly { readonly stem: string }[],
  from: number,
  to: number,
  joined: string,
): string {
  return to - from === 1 ? (words[from] as { stem: string }).stem : singular(joined);
}
