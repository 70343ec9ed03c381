/** A place in a paper where words stand; each keyword and each author's name is one of its own. */
export type Place = 'title' | 'abstract' | 'keyword' | 'author';

/** Where a keyword without a field looks. */
export const KEYWORD_PLACES: readonly Place[] = ['title', 'abstract', 'keyword'];

/** A parsed query. Every `any` and `all` has at least one member; `not` stands only inside an `all`. */
export type QueryNode =
  | { readonly kind: 'any'; readonly of: readonly QueryNode[] }
  | { readonly kind: 'all'; readonly of: readonly QueryNode[] }
  | { readonly kind: 'not'; readonly of: QueryNode }
  | Phrase
  | { readonly kind: 'category'; readonly value: string }
  | { readonly kind: 'source'; readonly value: string }
  | { readonly kind: 'code' }
  | Comparison;

/** Words in a row, in one place. */
export interface Phrase {
  readonly kind: 'phrase';
  /** As the person wrote it, without quotes and field. */
  readonly text: string;
  readonly words: readonly PatternWord[];
  /** Written in quotes: plurals count. */
  readonly exact: boolean;
  readonly places: readonly Place[];
}

export interface PatternWord {
  readonly written: string;
  readonly stem: string;
  /** Whether a hyphen or slash joins it to the next word. */
  readonly joined: boolean;
  /** Whether a star ends it: then `written` is how a matching word begins. */
  readonly wildcard: boolean;
}

export type CountField = 'upvotes' | 'comments' | 'year';
export type Operator = '=' | '>' | '>=' | '<' | '<=';

export interface Comparison {
  readonly kind: 'comparison';
  readonly field: CountField;
  readonly operator: Operator;
  readonly value: number;
}

/** A whole query, as the rest of Paperboy passes it around. */
export interface Query {
  /** As the person wrote it. */
  readonly text: string;
  readonly root: QueryNode;
  /** Equal for queries that ask for the same, whatever their order, case and plurals. */
  readonly canonical: string;
}
