import type { Paper } from '../paper/paper.ts';
import type { Comparison, CountField, Phrase, Place, Query, QueryNode } from './ast.ts';
import { hasCode, type Passage, passagesOf } from './document.ts';
import { spansOf } from './phrase-spans.ts';

/** Why a paper matches. */
export type Reason =
  | {
      readonly kind: 'words';
      /** The keyword as the person wrote it. */
      readonly keyword: string;
      readonly place: Place;
      /** Which of the paper's keywords or authors, from 0; 0 for title and abstract. */
      readonly index: number;
      /** The matched words as they stand in the display text, with their place in it. */
      readonly text: string;
      readonly start: number;
      readonly end: number;
    }
  /** Something other than words: `category: cs.LG`, `upvotes: 25`. */
  | { readonly kind: 'fact'; readonly text: string };

/**
 * Whether a query wants a paper, and why: the reasons in the order of the query, at least one of them; undefined where
 * it does not. What is unknown of the paper satisfies no comparison.
 */
export function matches(query: Query, paper: Paper): readonly Reason[] | undefined {
  return evaluate(query.root, paper);
}

/** Whether `matches` says so, which takes longer, since it reads all of the paper. */
export function wants({ root }: Query, paper: Paper): boolean {
  return holds(root, paper);
}

function holds(node: QueryNode, paper: Paper): boolean {
  switch (node.kind) {
    case 'any':
      return node.of.some((member) => holds(member, paper));
    case 'all':
      return node.of.every((member) => holds(member, paper));
    case 'not':
      return !holds(node.of, paper);
    case 'phrase':
      return hasPhrase(node, paper);
    default:
      return evaluate(node, paper) !== undefined;
  }
}

function hasPhrase(phrase: Phrase, paper: Paper): boolean {
  const isIn = (passage: Passage) =>
    phrase.places.includes(passage.place) && spansOf(phrase, passage.unplaced, 1).length > 0;
  const passages = passagesOf(paper);
  // The abstract is longer than all others.
  return (
    passages.some((passage) => passage.place !== 'abstract' && isIn(passage)) ||
    passages.some((passage) => passage.place === 'abstract' && isIn(passage))
  );
}

function evaluate(node: QueryNode, paper: Paper): readonly Reason[] | undefined {
  switch (node.kind) {
    case 'any': {
      const found = node.of
        .map((member) => evaluate(member, paper))
        .filter((reasons) => reasons !== undefined);
      return found.length > 0 ? found.flat() : undefined;
    }
    case 'all': {
      const reasons: Reason[] = [];
      for (const member of node.of) {
        const found = evaluate(member, paper);
        if (!found) return undefined;
        reasons.push(...found);
      }
      return reasons;
    }
    case 'not':
      return evaluate(node.of, paper) ? undefined : [];
    case 'phrase':
      return phraseReasons(node, paper);
    case 'category': {
      const wanted = node.value.toLowerCase();
      const category = paper.categories?.find((held) => {
        const lower = held.toLowerCase();
        return lower === wanted || (!wanted.includes('.') && lower.startsWith(`${wanted}.`));
      });
      return category === undefined ? undefined : fact(`category: ${category}`);
    }
    case 'source':
      return paper.sources.some((source) => source.toLowerCase() === node.value)
        ? fact(`source: ${node.value}`)
        : undefined;
    case 'code':
      return hasCode(paper) ? fact('has: code') : undefined;
    case 'comparison':
      return compare(node, paper);
  }
}

function phraseReasons(phrase: Phrase, paper: Paper): readonly Reason[] | undefined {
  const reasons: Reason[] = [];
  const seen = new Map<Place, number>();
  for (const passage of passagesOf(paper)) {
    const index = seen.get(passage.place) ?? 0;
    seen.set(passage.place, index + 1);
    if (!phrase.places.includes(passage.place)) continue;
    for (const { start, end } of spansOf(phrase, passage.runs)) {
      const text = passage.text.slice(start, end);
      reasons.push({ kind: 'words', keyword: phrase.text, place: passage.place, index, text, start, end });
    }
  }
  return reasons.length > 0 ? reasons : undefined;
}

function compare(comparison: Comparison, paper: Paper): readonly Reason[] | undefined {
  const { field } = comparison;
  return satisfies(comparison, paper) ? fact(`${field}: ${countOf(field, paper)}`) : undefined;
}

/** Whether a comparison holds for a paper. */
export function satisfies({ field, operator, value }: Comparison, paper: Paper): boolean {
  const held = countOf(field, paper);
  if (held === undefined) return false;
  switch (operator) {
    case '=':
      return held === value;
    case '>':
      return held > value;
    case '>=':
      return held >= value;
    case '<':
      return held < value;
    case '<=':
      return held <= value;
  }
}

/** Undefined where it is unknown. */
export function countOf(field: CountField, paper: Paper): number | undefined {
  if (field !== 'year') return paper[field];
  return paper.publishedOn === undefined ? undefined : Number(paper.publishedOn.slice(0, 4));
}

function fact(text: string): readonly Reason[] {
  return [{ kind: 'fact', text }];
}
