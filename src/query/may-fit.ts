import type { Paper } from '../paper/paper.ts';
import type { Narrowing } from './narrow.ts';
import { SEARCH_FIELDS, searchWords } from './search-words.ts';

/** All words of a paper that a search could ask for, wherever they stand. */
export function wordSet(paper: Paper): ReadonlySet<string> {
  const words = searchWords(paper);
  return new Set(SEARCH_FIELDS.flatMap((field) => words[field].split(' ')));
}

/** False only where a paper with these words surely does not fit; decides nothing where it is true. */
export function mayFit(narrowing: Narrowing, words: ReadonlySet<string>): boolean {
  switch (narrowing.kind) {
    case 'all':
      return narrowing.of.every((member) => mayFit(member, words));
    case 'any':
      return narrowing.of.some((member) => mayFit(member, words));
    case 'row':
      return narrowing.words.every((word) => words.has(word));
    case 'but':
      return mayFit(narrowing.of, words);
    case 'prefix':
      return true;
  }
}
