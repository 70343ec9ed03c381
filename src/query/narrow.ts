import type { Phrase, QueryNode } from './ast.ts';
import { readingsAt } from './phrase-matcher.ts';
import { SEARCH_FIELDS, type SearchField } from './search-words.ts';

/** What a search index is asked for. */
export type Narrowing =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Narrowing[] }
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

function narrowPhrase(phrase: Phrase): Narrowing | undefined {
  const isName = phrase.places.includes('author');
  const fields = fieldsOf(phrase);
  const readings = readingsOf(phrase, isName);
  if (!readings) return undefined;
  return { kind: 'any', of: readings.map((words) => narrowWords(words, fields)) };
}

/** A row of plain words; or, where the paper's own hyphens join some of them, all of them anywhere. */
function narrowWords(words: readonly Word[], fields: readonly SearchField[]): Narrowing {
  const anywhere: Narrowing = { kind: 'all', of: words.map((word) => narrowWord(word, fields)) };
  if (words.length === 1 || words.some(({ wildcard }) => wildcard)) return anywhere;
  const texts = words.map(({ text }) => text);
  const joined: Narrowing = {
    kind: 'any',
    of: texts.map((text) => ({ kind: 'row', words: [text], in: ['joined'] })),
  };
  return {
    kind: 'any',
    of: [
      { kind: 'row', words: texts, in: fields },
      { kind: 'all', of: [joined, anywhere] },
    ],
  };
}

/** A word that begins so stands with its stem's letters or with its own, if they differ. */
function narrowWord({ text, wildcard }: Word, fields: readonly SearchField[]): Narrowing {
  return wildcard
    ? { kind: 'prefix', start: text, in: [...fields, 'joined', 'written'] }
    : { kind: 'row', words: [text], in: [...fields, 'joined'] };
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
