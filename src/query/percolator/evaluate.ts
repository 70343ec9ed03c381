import type { Paper } from '../../paper/paper.ts';
import { satisfies } from '../matcher.ts';
import { vocabulary } from '../vocabulary.ts';
import type { LatticeSearch } from './lattice-search.ts';
import type { PaperTerms } from './paper-terms.ts';
import { AS_WRITTEN, comparisonAt, KIND } from './program.ts';

/** What a program is run against. */
export interface Subject {
  readonly paper: Paper;
  readonly terms: PaperTerms;
  readonly lattices: LatticeSearch;
}

/** Whether the program that begins at `at` wants a paper: what `matches` says of the query that it was made from. */
export function wants(words: Uint32Array, at: number, subject: Subject): boolean {
  const head = words[at] as number;
  const end = at + (head >>> 4);
  switch (head & 15) {
    case KIND.any:
      for (let member = at + 1; member < end; member += (words[member] as number) >>> 4) {
        if (wants(words, member, subject)) return true;
      }
      return false;
    case KIND.all:
      for (let member = at + 1; member < end; member += (words[member] as number) >>> 4) {
        if (!wants(words, member, subject)) return false;
      }
      return true;
    case KIND.not:
      return !wants(words, at + 1, subject);
    case KIND.word: {
      const flags = words[at + 1] as number;
      const word = words[at + 2] as number;
      const { terms } = subject;
      return ((flags & AS_WRITTEN ? terms.wordPlaces(word) : terms.stemPlaces(word)) & flags) !== 0;
    }
    case KIND.phrase:
      return hasPhrase(words, at + 1, end, subject);
    case KIND.lattice:
      return subject.lattices.has(words, at + 1, end);
    case KIND.fact:
      return subject.terms.stemPlaces(words[at + 1] as number) !== 0;
    default:
      return satisfies(comparisonAt(words, at), subject.paper);
  }
}

function hasPhrase(words: Uint32Array, at: number, end: number, { terms }: Subject): boolean {
  const flags = words[at] as number;
  const asWritten = (flags & AS_WRITTEN) !== 0;
  const read = asWritten ? terms.words : terms.stems;
  const first = words[at + 1] as number;
  let reading = terms.lastWith(asWritten ? vocabulary.stemOf(first) : first);
  for (; reading >= 0; reading = terms.previousTo(reading)) {
    if (read[reading] !== first) continue;
    if (((terms.places[terms.starts[reading] as number] as number) & flags) === 0) continue;
    if (goesOn(words, at + 2, end, terms.ends[reading] as number, terms, read)) return true;
  }
  return false;
}

/** Whether the words from `next` on stand in a row from a position on. */
function goesOn(
  words: Uint32Array,
  next: number,
  end: number,
  position: number,
  terms: PaperTerms,
  read: Uint32Array,
): boolean {
  if (next === end) return true;
  const last = terms.readings[position + 1] as number;
  for (let reading = terms.readings[position] as number; reading < last; reading += 1) {
    if (read[reading] !== words[next]) continue;
    if (goesOn(words, next + 1, end, terms.ends[reading] as number, terms, read)) return true;
  }
  return false;
}
