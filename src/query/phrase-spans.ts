import type { Phrase } from './ast.ts';
import { mayBegin, type PhrasePattern, PhraseSearch, patternOf } from './phrase-matcher.ts';
import { RunRow, type TextRuns } from './text-runs.ts';
import { beginningOf } from './word-beginning.ts';

/** A piece of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Everywhere that a phrase stands in a display text, from left to right, without overlaps; no more than `most`. Only what may
 * begin it is split into words, and what follows there.
 */
export function spansOf(phrase: Phrase, runs: TextRuns, most = Number.POSITIVE_INFINITY): Span[] {
  const pattern = patternOf(phrase);
  const beginning = beginningIn(pattern);
  const spans: Span[] = [];
  let row: RunRow | undefined;
  let search: PhraseSearch | undefined;
  let place = 0;
  for (let from = 0; spans.length < most; ) {
    const at = candidateFrom(runs.text, from, beginning);
    if (at < 0) break;
    const start = runs.startOf(at);
    const run = runs.from(start);
    from = run.end;
    if (!run.words.some((word) => mayBegin(pattern, word))) continue;
    if (!row || !search || row.readTo <= start) {
      row = new RunRow(runs, start);
      search = new PhraseSearch(pattern, row);
      place = 0;
    }
    const { words } = row;
    while (place < words.length && (words[place]?.start ?? 0) < start) place += 1;
    for (let word = words[place]; word !== undefined && word.start < run.end; word = words[place]) {
      const to: number | undefined = search.endFrom(place);
      const last = to === undefined ? undefined : words[to - 1];
      place = to ?? place + 1;
      if (last) spans.push({ start: word.start, end: last.end });
      if (spans.length === most) break;
    }
  }
  return spans;
}

const beginnings = new WeakMap<PhrasePattern, string>();

function beginningIn(pattern: PhrasePattern): string {
  const known = beginnings.get(pattern);
  if (known !== undefined) return known;
  const made = beginningOf(pattern);
  beginnings.set(pattern, made);
  return made;
}

const JOINT = 1;
/** Needs more than lower case to be folded (see `fold.ts`). */
const SPECIAL = 2;

/** For each UTF-16 unit that is ASCII: the folded letter or digit, what it is else, or 0. */
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code).toLowerCase();
  if (/[a-z0-9]/.test(char)) return char.charCodeAt(0);
  return char === "'" ? SPECIAL : /[-/]/.test(char) ? JOINT : 0;
});

/** A place from which on the text may begin so; or one in a run that has to be folded before that can be told; else -1. */
function candidateFrom(text: string, from: number, beginning: string): number {
  const first = beginning === '' ? 0 : beginning.charCodeAt(0);
  let isInWord = false;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const kind = code > 127 ? SPECIAL : (KINDS[code] as number);
    if (kind === SPECIAL) return at;
    const isLetter = kind > SPECIAL;
    if (isLetter && !isInWord && (first === 0 || (kind === first && beginsAt(text, at, beginning))))
      return at;
    isInWord = isLetter;
  }
  return -1;
}

/** Whether the text may begin so from there on, hyphens left out. */
function beginsAt(text: string, from: number, beginning: string): boolean {
  let at = from;
  for (let next = 0; next < beginning.length; ) {
    if (at === text.length) return false;
    const code = text.charCodeAt(at);
    const kind = code > 127 ? SPECIAL : (KINDS[code] as number);
    if (kind === SPECIAL) return true;
    if (kind !== JOINT) {
      if ((kind || code) !== beginning.charCodeAt(next)) return false;
      next += 1;
    }
    at += 1;
  }
  return true;
}
