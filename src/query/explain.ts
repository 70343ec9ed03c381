import { foldText } from '../text/fold.ts';
import type { Comparison, Operator, QueryNode } from './ast.ts';
import type { Reason } from './matcher.ts';

/** Each matched text once for each place, such as `title: Physics-Informed`, in the order of the reasons. */
export function whyLines(reasons: readonly Reason[]): string[] {
  return distinct(
    reasons.map((reason) => (reason.kind === 'fact' ? reason.text : `${reason.place}: ${reason.text}`)),
  );
}

/** The matched words, each once, as they stand in the paper: `physics-informed, PINN`. */
export function matchedWords(reasons: readonly Reason[]): string[] {
  return distinct(reasons.map((reason) => reason.text));
}

/** The first of the texts that differ only in case, accents and the like. */
function distinct(texts: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const text of texts) {
    const folded = foldText(text).text;
    if (!seen.has(folded)) seen.set(folded, text);
  }
  return [...seen.values()];
}

/** A query in plain words: `“graph neural network” without “protein”`. */
export function sayQuery(node: QueryNode): string {
  switch (node.kind) {
    case 'phrase': {
      const words = node.exact ? `exactly “${node.text}”` : `“${node.text}”`;
      return node.places.length > 1
        ? words
        : `${words} in the ${node.places[0] === 'author' ? 'authors' : node.places[0]}`;
    }
    case 'category':
      return `category ${node.value}`;
    case 'source':
      return `source ${node.value}`;
    case 'code':
      return 'linked code';
    case 'comparison':
      return sayComparison(node);
    case 'not':
      return `not ${bracketed(node.of)}`;
    case 'any':
      return node.of.map((member) => sayQuery(member)).join(', or ');
    case 'all': {
      const wanted = node.of.filter((member) => member.kind !== 'not').map(bracketed);
      const left = node.of.filter((member) => member.kind === 'not').map((member) => bracketed(member.of));
      return `${wanted.join(' and ')}${left.length > 0 ? ` without ${left.join(' or ')}` : ''}`;
    }
  }
}

const COUNTED = {
  '=': 'exactly',
  '>': 'more than',
  '>=': 'at least',
  '<': 'fewer than',
  '<=': 'at most',
} as const;

const YEARS: Readonly<Record<Operator, (year: number) => string>> = {
  '=': (year) => `the year ${year}`,
  '>': (year) => `a year after ${year}`,
  '>=': (year) => `a year from ${year} on`,
  '<': (year) => `a year before ${year}`,
  '<=': (year) => `a year up to ${year}`,
};

/** Such as `at least 20 upvotes` and `a year from 2024 on`. */
function sayComparison({ field, operator, value }: Comparison): string {
  if (field === 'year') return YEARS[operator](value);
  return `${COUNTED[operator]} ${value} ${value === 1 ? field.replace(/s$/, '') : field}`;
}

function bracketed(node: QueryNode): string {
  return node.kind === 'any' || node.kind === 'all' ? `(${sayQuery(node)})` : sayQuery(node);
}
