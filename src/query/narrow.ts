import type { Phrase, QueryNode } from './ast.ts';
import { readingsAt } from './phrase-matcher.ts';
import { pairOf, SEARCH_FIELDS, type SearchField } from './search-words.ts';
import { STOP_WORDS } from './stop-words.ts';

/** What a search index is asked for. */
export type Narrowing = { readonly kind: 'all' | 'any'; readonly of: readonly Narrowing[] } | Leaf;

export type Leaf =
  /** Words that follow each other in one of the fields. */
  | { readonly kind: 'row'; readonly words: readonly string[]; readonly in: readonly SearchField[] }
  | { readonly kind: 'prefix'; readonly start: string; readonly in: readonly SearchField[] };

/** More ways than this to read the hyphens of a phrase are not asked for one by one. */
const MOST_READINGS = 16;

/**
 * What every paper that the query wants has in its search words (`searchWords`): it narrows the papers to look at and
 * decides nothing. Undefined where the query could want any paper.
 */
export function narrow(node: QueryNode): Narrowing | undefined {
  switch (node.kind) {
    case 'any': {
      const members = node.of.map(narrow);
      return members.every((member) => member !== undefined) ? { kind: 'any', of: members } : undefined;
    }
    case 'all': {
      const members = node.of.map(narrow).filter((member) => member !== undefined);
      return members.length > 0 ? { kind: 'all', of: members } : undefined;
    }
    case 'phrase':
      return narrowPhrase(node);
    case 'not':
    case 'category':
    case 'source':
    case 'code':
    case 'comparison':
      return undefined;
  }
}

interface Word {
  readonly text: string;
  readonly wildcard: boolean;
}

/** The phrase in one of the ways to read its own hyphens. */
function narrowPhrase(phrase: Phrase): Narrowing | undefined {
  const fields = fieldsOf(phrase);
  const readings = readingsOf(phrase, phrase.places.includes('author'));
  return (
    readings && {
      kind: 'any',
      of: readings.flatMap((words) => [narrowRow(words, fields), narrowJoined(trimmed(words), fields)]),
    }
  );
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
  const anywhere = telling(words).map((word) => narrowWord(word, [...fields, 'joined']));
  const pairs: Narrowing = { kind: 'any', of: narrowPairs(words) };
  return { kind: 'all', of: [pairs, ...anywhere, ...narrowNeighbours(words, fields)] };
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
function readingsOf({ words }: Phrase, asWritten: boolean): Word[][] | undefined {
  const behind: (Word[][] | undefined)[] = Array.from({ length: words.length + 1 });
  behind[words.length] = [[]];
  for (let from = words.length - 1; from >= 0; from -= 1) {
    const ways = readingsAt(words, from).flatMap(({ to, written, stem, wildcard }) => {
      const word = { text: asWritten || wildcard ? written : stem, wildcard };
      return (behind[to] ?? []).map((rest) => [word, ...rest]);
    });
    if (ways.length > MOST_READINGS) return undefined;
    behind[from] = ways;
  }
  return behind[0];
}
