import type { Phrase } from './ast.ts';
import type { Narrowing } from './narrow.ts';
import { readingsAt } from './phrase-matcher.ts';
import { pairOf, SEARCH_FIELDS, type SearchField } from './search-words.ts';
import { STOP_WORDS } from './stop-words.ts';

interface Word {
  readonly text: string;
  readonly wildcard: boolean;
}

/** A word of a phrase, from a place in it to the one behind. */
interface PhraseWord extends Word {
  readonly from: number;
  readonly to: number;
}

/** More ways than this to read the hyphens of a phrase are not asked for one by one. */
const MOST_READINGS = 4;
const MOST_BOUNDARIES = 6;

/** What every paper with the phrase has in its search words, in one of the ways to read the phrase's own hyphens. */
export function narrowPhrase(phrase: Phrase): Narrowing {
  const fields = fieldsOf(phrase);
  const readings = readingsOf(phrase);
  if (!readings) return narrowBoundaries(phrase, fields);
  return {
    kind: 'any',
    of: readings.flatMap((words) => [narrowRow(words, fields), narrowJoined(trimmed(words), fields)]),
  };
}

function narrowRow(words: readonly Word[], fields: readonly SearchField[]): Narrowing {
  return words.some(({ wildcard }) => wildcard)
    ? { kind: 'all', of: telling(words).map((word) => narrowWord(word, fields)) }
    : { kind: 'row', words: trimmed(words).map(({ text }) => text), in: fields };
}

/**
 * Where the paper's own hyphens join what is one word of the phrase: this one beside its neighbours, and the others wherever
 * they stand, those beside each other in a row.
 */
function narrowJoined(words: readonly Word[], fields: readonly SearchField[]): Narrowing {
  if (words.length === 1) return { kind: 'any', of: words.map(narrowJoinedWord) };
  const pairs: Narrowing = { kind: 'any', of: narrowPairs(words) };
  const neighbours = narrowNeighbours(words, fields);
  // Otherwise each word is one of a pair or a neighbour.
  const isApart = words.some((word) => word.wildcard || isStopWord(word));
  const anywhere = isApart ? telling(words).map((word) => narrowWord(word, [...fields, 'joined'])) : [];
  return { kind: 'all', of: [pairs, ...anywhere, ...neighbours] };
}

/** Each two telling words that follow each other do so in the paper as well, or it joins what is one of them or between. */
function narrowNeighbours(words: readonly Word[], fields: readonly SearchField[]): Narrowing[] {
  const places = telling(words).map((word) => words.indexOf(word));
  // Two are a pair in any case.
  if (places.length < 3) return [];
  return places.slice(1).flatMap((to, at) => {
    const neighbours = words.slice(places[at], to + 1);
    return neighbours.some(({ wildcard }) => wildcard)
      ? []
      : [{ kind: 'any', of: [narrowRow(neighbours, fields), ...narrowPairs(neighbours)] }];
  });
}

/** Two of the words that follow each other, where the paper joins what is one of them. */
function narrowPairs(words: readonly Word[]): Narrowing[] {
  return words.slice(1).flatMap((right, at): Narrowing[] => {
    const left = words[at] as Word;
    return left.wildcard || right.wildcard
      ? [narrowJoinedWord(left), narrowJoinedWord(right)]
      : [{ kind: 'row', words: [pairOf(left.text, right.text)], in: ['joined'] }];
  });
}

function narrowJoinedWord(word: Word): Narrowing {
  return narrowWord(word, ['joined'], []);
}

/** The words without those that stand nearly everywhere; all where there are no others. */
function telling(words: readonly Word[]): readonly Word[] {
  const left = words.filter((word) => !isStopWord(word));
  return left.length > 0 ? left : words;
}

/** The row from its first telling word to its last one; all of it where there are none. */
function trimmed(words: readonly Word[]): readonly Word[] {
  const first = words.findIndex((word) => !isStopWord(word));
  const last = words.findLastIndex((word) => !isStopWord(word));
  return first < 0 ? words : words.slice(first, last + 1);
}

function isStopWord({ text, wildcard }: Word): boolean {
  return !wildcard && STOP_WORDS.has(text);
}

/** A word that begins so stands with its stem's letters or with its own, if they differ. */
function narrowWord(
  { text, wildcard }: Word,
  fields: readonly SearchField[],
  others: readonly SearchField[] = ['written'],
): Narrowing {
  return wildcard
    ? { kind: 'prefix', start: text, in: [...fields, ...others] }
    : { kind: 'row', words: [text], in: fields };
}

function fieldsOf({ places }: Phrase): SearchField[] {
  const names = { title: 'title', abstract: 'abstract', keyword: 'keywords', author: 'authors' } as const;
  const wanted = new Set<SearchField>(places.map((place) => names[place]));
  return SEARCH_FIELDS.filter((field) => wanted.has(field));
}

/** All ways to read a phrase, by joining what its hyphens join or not; undefined where there are too many. */
function readingsOf(phrase: Phrase): Word[][] | undefined {
  const { words } = phrase;
  const behind: (Word[][] | undefined)[] = Array.from({ length: words.length + 1 });
  behind[words.length] = [[]];
  for (let from = words.length - 1; from >= 0; from -= 1) {
    const ways = wordsFrom(phrase, from).flatMap((word) =>
      (behind[word.to] ?? []).map((rest) => [word, ...rest]),
    );
    if (ways.length > MOST_READINGS) return undefined;
    behind[from] = ways;
  }
  return behind[0];
}

/** The words that begin at a place of the phrase, alone and as one with those that hyphens join to it. */
function wordsFrom({ words, places }: Phrase, from: number): PhraseWord[] {
  return readingsAt(words, from).map(({ to, written, stem, wildcard }) => {
    const text = places.includes('author') || wildcard ? written : stem;
    return { text, wildcard, from, to };
  });
}

/**
 * The phrase of many hyphens by the boundaries between its words: at each, a word ends and another one begins, or one goes on.
 * Only those that few words meet are asked for: with each hyphen there are more.
 */
function narrowBoundaries(phrase: Phrase, fields: readonly SearchField[]): Narrowing {
  const all = phrase.words.flatMap((_, from) => wordsFrom(phrase, from));
  const boundaries = phrase.words.slice(1).map((_, at) => ({
    across: all.filter(({ from, to }) => from <= at && to > at + 1),
    left: all.filter(({ to }) => to === at + 1),
    right: all.filter(({ from }) => from === at + 1),
  }));
  const tellingOnes = boundaries.filter(
    ({ left, right }) => ![left.at(-1), right[0]].every((word) => word && isStopWord(word)),
  );
  const asked = (tellingOnes.length > 0 ? tellingOnes : boundaries)
    .map(({ across, left, right }) => [
      ...across.map((word) => narrowWord(word, [...fields, 'joined'])),
      ...left.flatMap((word) => right.flatMap((next) => narrowBeside(word, next, fields))),
    ])
    .toSorted((one, other) => one.length - other.length)
    .slice(0, MOST_BOUNDARIES);
  return { kind: 'all', of: asked.map((of) => ({ kind: 'any', of })) };
}

/** Two words that follow each other. */
function narrowBeside(left: Word, right: Word, fields: readonly SearchField[]): Narrowing[] {
  if (!left.wildcard && !right.wildcard)
    return [narrowRow([left, right], fields), ...narrowPairs([left, right])];
  return [{ kind: 'all', of: [left, right].map((word) => narrowWord(word, [...fields, 'joined'])) }];
}
