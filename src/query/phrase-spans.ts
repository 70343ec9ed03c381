import type { Phrase } from './ast.ts';
import { PhraseCandidates } from './phrase-candidates.ts';
import { mayBegin, type PhrasePattern, PhraseSearch, patternOf } from './phrase-matcher.ts';
import { RunRow, type TextRuns } from './text-runs.ts';
import { type Beginning, beginningOf } from './word-beginning.ts';

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
  const candidates = new PhraseCandidates(runs.text, runs.lower, beginningIn(pattern));
  const spans: Span[] = [];
  let row: RunRow | undefined;
  let search: PhraseSearch | undefined;
  let place = 0;
  for (let from = 0; spans.length < most; ) {
    const at = candidates.next(from);
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

const beginnings = new WeakMap<PhrasePattern, Beginning>();

function beginningIn(pattern: PhrasePattern): Beginning {
  const known = beginnings.get(pattern);
  if (known !== undefined) return known;
  const made = beginningOf(pattern);
  beginnings.set(pattern, made);
  return made;
}
