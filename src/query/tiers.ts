import type { Leaf, Narrowing } from './narrow.ts';
import type { SearchField } from './search-words.ts';

/** Where words tell most of what a paper is about, then where they tell less; all other places come behind. */
const TELLING_FIELDS: readonly (readonly SearchField[])[] = [
  ['title', 'authors'],
  ['title', 'authors', 'keywords'],
];

/**
 * The same in the order in which a search shows its papers: those with the words in their titles, or by authors of these
 * names, then those with the words among their keywords, then all others. A paper may be in several of them; one whose own
 * hyphens join what is one word of the query is in the last one alone.
 */
export function inTiers(narrowing: Narrowing): readonly Narrowing[] {
  const tiers: Narrowing[] = [];
  let left: Narrowing | undefined = narrowing;
  for (const fields of TELLING_FIELDS) {
    const tier = left && restricted(left, (leaf) => leaf.in.filter((field) => fields.includes(field)));
    if (tier) tiers.push(tier);
    left = left && without(left, fields);
  }
  return left ? [...tiers, left] : tiers;
}

/** What is left to ask for once all that is told from these fields alone is known; undefined where nothing is. */
function without(narrowing: Narrowing, fields: readonly SearchField[]): Narrowing | undefined {
  switch (narrowing.kind) {
    case 'row':
    case 'prefix': {
      const left = narrowing.in.filter((field) => !fields.includes(field));
      return left.length > 0 ? { ...narrowing, in: left } : undefined;
    }
    // Each member may be told from fields of its own.
    case 'all':
      return narrowing.of.every((member) => without(member, fields) === undefined) ? undefined : narrowing;
    case 'any': {
      const members = narrowing.of
        .map((member) => without(member, fields))
        .filter((member) => member !== undefined);
      return members.length > 0 ? { ...narrowing, of: members } : undefined;
    }
  }
}

/**
 * What of it can be told where each word is looked for in some of its fields only: in those that `fieldsOf` gives. Undefined
 * where nothing can.
 */
export function restricted(
  narrowing: Narrowing,
  fieldsOf: (leaf: Leaf) => readonly SearchField[],
): Narrowing | undefined {
  switch (narrowing.kind) {
    case 'row':
    case 'prefix': {
      const left = fieldsOf(narrowing);
      return left.length > 0 ? { ...narrowing, in: left } : undefined;
    }
    case 'all': {
      const members = narrowing.of.map((member) => restricted(member, fieldsOf));
      return members.every((member) => member !== undefined) ? { ...narrowing, of: members } : undefined;
    }
    case 'any': {
      const members = narrowing.of
        .map((member) => restricted(member, fieldsOf))
        .filter((member) => member !== undefined);
      return members.length > 0 ? { ...narrowing, of: members } : undefined;
    }
  }
}
