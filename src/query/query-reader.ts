import { KEYWORD_PLACES, type Place, type QueryNode } from './ast.ts';
import { FieldReader } from './field-reader.ts';
import { fieldNamed } from './fields.ts';
import { type Token, tokenize } from './lexer.ts';
import { readPhrase } from './phrase-reader.ts';
import type { QueryProblem } from './query-error.ts';

export const MOST_ITEMS = 32;
const DEEPEST = 50;
/** Chinese and Japanese write a colon without a space behind it. */
const CHINESE_OR_JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** What stands in an `all` so far. */
interface Items {
  readonly nodes: QueryNode[];
  /** The first exclusion, as written. */
  exclusion?: { at: number; text: string };
  /** Whether a part of it could not be read, so that nothing more is said of it. */
  broken: boolean;
}

/** Reads query text (see `query-text.ts`) as a tree. What is wrong goes to `problems`. */
export class QueryReader {
  readonly problems: QueryProblem[] = [];
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #fields: FieldReader;
  #next = 0;
  #items = 0;
  #depth = 0;
  #gaveUp = false;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenize(text);
    this.#fields = new FieldReader(text, this.problems);
  }

  /** The whole query; undefined where there is nothing to look for. */
  read(): QueryNode | undefined {
    const alternatives: QueryNode[] = [];
    for (;;) {
      const node = this.#any(KEYWORD_PLACES, false);
      if (node) alternatives.push(node);
      const stray = this.#tokens[this.#next];
      if (!stray) break;
      this.#problem(
        stray.at,
        'This “)” closes nothing. Take it away, or put “(” before what belongs together.',
      );
      this.#next += 1;
    }
    if (alternatives.length === 0 && this.problems.length === 0) {
      this.#problem(0, 'There is nothing to look for. Write a keyword, such as `graph neural network`.');
    }
    return together('all', alternatives);
  }

  /** Alternatives up to the end or a closing bracket, which is left to the caller. */
  #any(places: readonly Place[], nested: boolean): QueryNode | undefined {
    const alternatives: QueryNode[] = [];
    for (let separator: Token | undefined; ; ) {
      const start = this.#next;
      const node = this.#all(places, nested);
      if (node) alternatives.push(node);
      const empty = this.#next === start;
      const token = this.#tokens[this.#next];
      if (empty && separator?.kind === 'or' && separator.sign === 'OR') this.#dangling(separator, 'after');
      if (token?.kind !== 'or') break;
      if (empty && token.sign === 'OR') this.#dangling(token, 'before');
      separator = token;
      this.#next += 1;
    }
    return together('any', alternatives);
  }

  #all(places: readonly Place[], nested: boolean): QueryNode | undefined {
    const items: Items = { nodes: [], broken: false };
    const start = this.#next;
    let and: Token | undefined;
    for (;;) {
      const token = this.#tokens[this.#next];
      if (!token || token.kind === 'or' || token.kind === 'close') break;
      if (token.kind === 'and') {
        this.#next += 1;
        if (token.sign === '+' && (and || items.nodes.length === 0)) continue;
        if (and || (items.nodes.length === 0 && !items.broken))
          this.#dangling(token, and ? 'after' : 'before');
        else and = token;
        continue;
      }
      const before = items.nodes.length;
      this.#item(items, places, nested);
      if (items.nodes.length > before || items.broken) and = undefined;
    }
    if (and) this.#dangling(and, 'after');
    if (items.nodes.length === 0) {
      if (this.#next > start && !items.broken) this.#nothing(start);
      return undefined;
    }
    if (items.exclusion && !items.broken && items.nodes.every((node) => node.kind === 'not')) {
      this.#problem(items.exclusion.at, onlyExcludes(items.exclusion.text));
      return undefined;
    }
    return together('all', items.nodes);
  }

  /** One item; punctuation alone is none. */
  #item(items: Items, places: readonly Place[], nested: boolean): void {
    const sign = this.#tokens[this.#next] as Token;
    if (sign.kind === 'not') {
      this.#next += 1;
      const token = this.#tokens[this.#next];
      const begins =
        token &&
        (token.kind === 'text' || token.kind === 'quote' || token.kind === 'name' || token.kind === 'open');
      const node = begins ? this.#positive(items, places, nested) : undefined;
      const end = this.#tokens[this.#next - 1]?.end ?? sign.end;
      if (node) {
        items.exclusion ??= { at: sign.at, text: this.#text.slice(sign.at, end) };
        items.nodes.push({ kind: 'not', of: node });
      } else if (!items.broken) {
        items.broken = true;
        this.#problem(
          sign.at,
          `“${sign.sign}” has nothing to exclude. Write what to leave out right behind it, such as \`-protein\`.`,
        );
      }
      return;
    }
    const node = this.#positive(items, places, nested);
    if (node) items.nodes.push(node);
  }

  #positive(items: Items, places: readonly Place[], nested: boolean): QueryNode | undefined {
    const token = this.#tokens[this.#next] as Token;
    const problemsBefore = this.problems.length;
    const node = this.#one(token, places, nested);
    if (this.problems.length > problemsBefore) items.broken = true;
    return node;
  }

  #one(token: Token, places: readonly Place[], nested: boolean): QueryNode | undefined {
    if (token.kind === 'open') return this.#group(token, places, nested);
    if (token.kind === 'quote') {
      this.#next += 1;
      this.#count(token);
      return this.#fields.quote(token, places);
    }
    if (token.kind === 'name' && this.#isField(token)) return this.#field(token, nested);
    return this.#keyword(places);
  }

  /** Names that are no fields and have nothing behind the colon are words of a title. */
  #isField(token: Token & { kind: 'name' }): boolean {
    const attached = token.end < this.#text.length && this.#text[token.end] !== ' ';
    if (fieldNamed(token.name)) return attached || token.operator !== '=';
    if (token.operator.startsWith(':'))
      return (
        attached &&
        !CHINESE_OR_JAPANESE.test(token.name) &&
        /[\p{L}\p{N}\p{M}"(\\$*-]/u.test(this.#text[token.end] ?? '')
      );
    return attached && token.operator !== '=' && /[\p{L}\p{N}]/u.test(this.#text[token.end] ?? '');
  }

  #field(token: Token & { kind: 'name' }, nested: boolean): QueryNode | undefined {
    this.#next += 1;
    this.#count(token);
    const following = this.#tokens[this.#next];
    const attached = following && following.at === token.end ? following : undefined;
    const places = this.#fields.placesOf(token);
    if (nested)
      this.#problem(
        token.at,
        `A field cannot stand inside another one. Write “${token.name}…” outside of the brackets.`,
      );
    if (attached?.kind === 'open' && places) return this.#group(attached, places, true);
    if (attached && (attached.kind === 'text' || attached.kind === 'quote' || attached.kind === 'name'))
      this.#next += 1;
    return this.#fields.read(token, attached);
  }

  /** Bare words in a row: one phrase. */
  #keyword(places: readonly Place[]): QueryNode | undefined {
    const first = this.#tokens[this.#next] as Token;
    let last = first;
    for (let token: Token | undefined = first; token; token = this.#tokens[this.#next]) {
      if (token.kind !== 'text' && !(token.kind === 'name' && !this.#isField(token))) break;
      last = token;
      this.#next += 1;
    }
    const text = this.#text.slice(first.at, last.end);
    const phrase = readPhrase(text, first.at, { exact: false, places }, this.problems);
    if (phrase) this.#count(first);
    return phrase;
  }

  #group(open: Token, places: readonly Place[], nested: boolean): QueryNode | undefined {
    if (this.#depth === DEEPEST) return this.#tooDeep(open);
    this.#next += 1;
    this.#depth += 1;
    const problemsBefore = this.problems.length;
    const node = this.#any(places, nested);
    this.#depth -= 1;
    const close = this.#tokens[this.#next];
    if (close?.kind === 'close') this.#next += 1;
    else if (!this.#gaveUp)
      this.#problem(open.at, 'This “(” is never closed. Put “)” behind what belongs together.');
    if (!node && this.problems.length === problemsBefore) {
      this.#problem(
        open.at,
        'There is nothing between these brackets. Write a keyword there, or take them away.',
      );
    }
    return node;
  }

  /** Nothing behind it is read, as nobody means it. */
  #tooDeep(open: Token): undefined {
    this.#gaveUp = true;
    this.#next = this.#tokens.length;
    this.#problem(
      open.at,
      `Here more than ${DEEPEST} brackets stand within each other. Take some of them away.`,
    );
  }

  #count(token: Token): void {
    this.#items += 1;
    if (this.#items !== MOST_ITEMS + 1) return;
    this.#problem(token.at, `From here on there are more than ${MOST_ITEMS} keywords. Make it two queries.`);
  }

  #dangling(token: Token & { readonly sign?: string }, where: 'before' | 'after'): void {
    const sign = this.#text.slice(token.at, token.end);
    this.#problem(
      token.at,
      `“${sign}” has nothing ${where} it. Write a keyword there, or take “${sign}” away.`,
    );
  }

  #nothing(start: number): void {
    const first = this.#tokens[start] as Token;
    const last = this.#tokens[this.#next - 1] as Token;
    const text = this.#text.slice(first.at, last.end);
    this.#problem(
      first.at,
      `“${text}” has no letters or digits to look for. Write a keyword there, or take it away.`,
    );
  }

  #problem(at: number, message: string): void {
    this.problems.push({ at, message });
  }
}

function onlyExcludes(exclusion: string): string {
  const what = exclusion.replace(/^(?:-+|NOT\s+)/, '');
  return `“${exclusion}” only leaves out papers with “${what}”, and nothing here says what to look for. Write that too, such as \`graph ${exclusion}\`.`;
}

function together(kind: 'any' | 'all', nodes: readonly QueryNode[]): QueryNode | undefined {
  return nodes.length > 1 ? { kind, of: nodes } : nodes[0];
}
