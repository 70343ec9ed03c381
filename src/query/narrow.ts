import type { QueryNode } from './ast.ts';
import { narrowPhrase } from './narrow-phrase.ts';
import type { SearchField } from './search-words.ts';

/** What a search index is asked for. */
export type Narrowing = { readonly kind: 'all' | 'any'; readonly of: readonly Narrowing[] } | Leaf;

export type Leaf =
  /** Words that follow each other in one of the fields. */
  | { readonly kind: 'row'; readonly words: readonly string[]; readonly in: readonly SearchField[] }
  | { readonly kind: 'prefix'; readonly start: string; readonly in: readonly SearchField[] };

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
