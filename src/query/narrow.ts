import type { Phrase, QueryNode } from './ast.ts';
import { readingsAt } from './phrase-matcher.ts';
import { SEARCH_FIELDS, type SearchField } from './search-words.ts';

/** What a search index is asked for. */
export type Narrowing =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Narrowing[] }
  /** Words that follow each other in one of the fields. */
  | { readonly kind: 'row'; readonly words: readonly string[]; readonly in: readonly SearchField[] }
  | { readonly kind: 'prefix'; readonly start: string; readonly in: readonly SearchField[] };

/** Shorter words stand nearly everywhere: to look them up costs more than it narrows. */
const TELLING = 4;
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

/**
 * The phrase in a row, in one of the ways to read its own hyphens; or, where the paper's hyphens join words to one of
 * its own, that one and the words that stand apart from its hyphens anywhere.
 */
function narrowPhrase(phrase: Phrase): Narrowing | undefined {
  const isName = phrase.places.includes('author');
  const fields = fieldsOf(phrase);
  const readings = readingsOf(phrase, isName);
  if (!readings) return undefined;
  const distinct = new Map(readings.flat().map((word) => [`${word.text} ${word.wildcard}`, word]));
  const joined = [...distinct.values()].map((word) => narrowWord(word, ['joined'], []));
  const apart = phrase.words
    .filter((word, at) => !word.joined && !phrase.words[at - 1]?.joined && word.written.length >= TELLING)
    .map(({ written, stem, wildcard }) => ({ text: isName || wildcard ? written : stem, wildcard }))
    .map((word) => narrowWord(word, [...fields, 'joined']));
  return {
    kind: 'any',
    of: [
      ...readings.map((words) => narrowRow(words, fields)),
      { kind: 'all', of: [{ kind: 'any', of: joined }, ...apart] },
    ],
  };
}

function narrowRow(words: readonly Word[], fields: readonly SearchField[]): Narrowing {
  return words.some(({ wildcard }) => wildcard)
    ? { kind: 'all', of: words.map((word) => narrowWord(word, fields)) }
    : { kind: 'row', words: words.map(({ text }) => text), in: fields };
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

/** Where words tell most of what a paper is about, then where they tell less; all other places come behind. */
const TELLING_FIELDS: readonly (readonly SearchField[])[] = [
  ['title', 'authors'],
  ['title', 'authors', 'keywords'],
];

/**
 * The same in the order in which a search shows its papers: those with the words in their titles, or by authors of these
 * names, then those with the words among their keywords, then all. A paper may be in several of them.
 */
export function inTiers(narrowing: Narrowing): readonly Narrowing[] {
  const tiers = TELLING_FIELDS.map((fields) => within(narrowing, fields));
  return [...tiers.filter((tier) => tier !== undefined), narrowing];
}

/** What of it can be told from these fields alone; undefined where nothing can. */
function within(narrowing: Narrowing, fields: readonly SearchField[]): Narrowing | undefined {
  switch (narrowing.kind) {
    case 'row':
    case 'prefix': {
      const left = narrowing.in.filter((field) => fields.includes(field));
      return left.length > 0 ? { ...narrowing, in: left } : undefined;
    }
    case 'all': {
      const members = narrowing.of.map((member) => within(member, fields));
      return members.every((member) => member !== undefined) ? { ...narrowing, of: members } : undefined;
    }
    case 'any': {
      const members = narrowing.of
        .map((member) => within(member, fields))
        .filter((member) => member !== undefined);
      return members.length > 0 ? { ...narrowing, of: members } : undefined;
    }
  }
}
