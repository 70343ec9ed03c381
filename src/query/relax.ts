import type { Phrase, Query, QueryNode } from './ast.ts';
import { canonicalOf } from './canonical.ts';
import { LONGEST_QUERY } from './parser.ts';
import { MOST_ITEMS } from './query-reader.ts';
import { STOP_WORDS } from './stop-words.ts';

/**
 * The query with the words of its bare phrases apart, each anywhere in the paper. Undefined where that would change
 * nothing: no bare phrase has several words. What is in quotes stays as it is.
 */
export function relaxed(query: Query): Query | undefined {
  const root = relax(query.root);
  return root === query.root ? undefined : { ...query, root, canonical: canonicalOf(root) };
}

function relax(node: QueryNode): QueryNode {
  if (node.kind === 'phrase') return relaxPhrase(node);
  if (node.kind !== 'any' && node.kind !== 'all') return node;
  const of = node.of.map(relax);
  return of.every((member, at) => member === node.of[at]) ? node : { ...node, of };
}

function relaxPhrase(phrase: Phrase): QueryNode {
  // With its words apart, what somebody meant to leave out would be asked for.
  if (phrase.exact || phrase.words.some(({ written }) => written === 'not')) return phrase;
  const pieces = piecesOf(phrase);
  return pieces.length < 2 ? phrase : { kind: 'all', of: pieces };
}

/** A phrase's words as phrases of their own, those that a hyphen joins together; words that say little left out. */
function piecesOf(phrase: Phrase): Phrase[] {
  const pieces: Phrase[] = [];
  for (let from = 0; from < phrase.words.length; ) {
    let to = from + 1;
    while (phrase.words[to - 1]?.joined && to < phrase.words.length) to += 1;
    const words = phrase.words.slice(from, to);
    const text = words.map((word) => word.written + (word.wildcard ? '*' : '')).join('-');
    if (!STOP_WORDS.has(text)) pieces.push({ ...phrase, text, words });
    from = to;
  }
  return pieces;
}

/** Operators are written in capitals. In lower case, and between words, they may have been meant all the same. */
const OPERATOR_WORD = /(?<=\S\s)(?:and|or|not)(?=\s\S)/g;

/**
 * A query that is one bare phrase with `or`, `and` or `not` in it, written with operators; undefined for any other one.
 */
export function withOperators({ root, text }: Query): string | undefined {
  if (root.kind !== 'phrase' || root.exact) return undefined;
  const written = text.replace(OPERATOR_WORD, (word) => word.toUpperCase());
  return written === text ? undefined : written;
}

/** A query that is one bare phrase, written with its words apart: `a AND b`; undefined for any other query or where that is too long. */
export function wordsApart(query: Query): string | undefined {
  const { root } = query;
  if (root.kind !== 'phrase' || root.places.length === 1) return undefined;
  const apart = relaxPhrase(root);
  if (apart.kind !== 'all' || apart.of.length > MOST_ITEMS) return undefined;
  const text = apart.of.map((piece) => (piece as Phrase).text).join(' AND ');
  return text.length > LONGEST_QUERY ? undefined : text;
}
