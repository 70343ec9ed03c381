import { FIELD_NAMES } from './fields.ts';

/** A piece of a query; `at` and `end` are places in the read query text. */
export type Token = { readonly at: number; readonly end: number } & (
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'or'; readonly sign: ',' | '|' | 'OR' }
  | { readonly kind: 'and'; readonly sign: '+' | '&' | 'AND' }
  | { readonly kind: 'not'; readonly sign: '-' | 'NOT' }
  | { readonly kind: 'quote'; readonly text: string; readonly closed: boolean }
  | { readonly kind: 'name'; readonly name: string; readonly operator: string }
  | { readonly kind: 'text' }
);

const OPERATOR_WORD = /(AND|OR|NOT)(?=$|[\s"(),|&])/y;
/** A name with a colon or comparison that has something right behind it, or any name with a comparison and a number. */
const NAME = /(\p{L}(?:[\p{L}\p{N}\p{M}_-]*[\p{L}\p{N}\p{M}_])?)(?:(:(?:>=|<=|>|<|=)?)|(>=|<=|>|<|==?))/uy;
/** A field's own name means the field also with spaces before the sign, and around a comparison. */
const SPACED = new RegExp(`(${FIELD_NAMES.join('|')})(?: +(:)| *(>=|<=|>|<|==?) *)`, 'iy');
const AFTER_WORD = /[\p{L}\p{N}\p{M}]$/u;
const MATH = /\$(?! )(?:[^"$\\]|\\.)+(?<! )\$(?!\d)/y;
const LETTER = /[\p{L}\p{M}]/u;

/** Splits read query text (see `query-text.ts`) into tokens. Never fails: what is no operator is text. */
export function tokenize(text: string): Token[] {
  const partners = textSpans(text);
  const tokens: Token[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at, partners);
    tokens.push(token);
    at = skipSpace(text, token.end);
  }
  return tokens;
}

function tokenAt(text: string, at: number, partners: ReadonlyMap<number, number>): Token {
  switch (text[at]) {
    case '"':
      return quoteAt(text, at);
    case '(':
      return { kind: 'open', at, end: at + 1 };
    case ')':
      return { kind: 'close', at, end: at + 1 };
    case ',':
      return { kind: 'or', sign: ',', at, end: at + 1 };
    case '|':
      return { kind: 'or', sign: '|', at, end: endOfRun(text, at) };
    case '&':
      return { kind: 'and', sign: '&', at, end: endOfRun(text, at) };
    case '+':
      return { kind: 'and', sign: '+', at, end: endOfRun(text, at) };
    case '-': {
      const end = endOfRun(text, at);
      if (/[\p{L}\p{N}\p{M}"($\\]/u.test(characterAt(text, end))) return { kind: 'not', sign: '-', at, end };
      break;
    }
  }
  return (
    operatorWordAt(text, at) ?? nameAt(text, at) ?? { kind: 'text', at, end: textEnd(text, at, partners) }
  );
}

function operatorWordAt(text: string, at: number): Token | undefined {
  OPERATOR_WORD.lastIndex = at;
  const word = OPERATOR_WORD.exec(text)?.[1];
  if (word === undefined) return undefined;
  const end = at + word.length;
  if (word === 'AND') return { kind: 'and', sign: 'AND', at, end };
  return word === 'OR' ? { kind: 'or', sign: 'OR', at, end } : { kind: 'not', sign: 'NOT', at, end };
}

/**
 * A name with its operator. Whether the name is a field's is for the parser to say; what cannot be one is text: a
 * colon before a space, `//` or a second colon belongs to a title or an address unless the name is a field's own.
 */
function nameAt(text: string, at: number): Token | undefined {
  SPACED.lastIndex = at;
  NAME.lastIndex = at;
  const spaced = SPACED.exec(text);
  const match = spaced ?? NAME.exec(text);
  if (!match) return undefined;
  const end = spaced ? SPACED.lastIndex : NAME.lastIndex;
  if (text.startsWith('//', end) || text[end] === ':') return undefined;
  return { kind: 'name', name: match[1] as string, operator: (match[2] ?? match[3]) as string, at, end };
}

function quoteAt(text: string, at: number): Token {
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === '\\') end += 1;
    else if (text[end] === '"')
      return { kind: 'quote', at, end: end + 1, text: text.slice(at + 1, end), closed: true };
  }
  return { kind: 'quote', at, end: text.length, text: text.slice(at + 1), closed: false };
}

/** Where a run of text without operators ends. */
function textEnd(text: string, at: number, partners: ReadonlyMap<number, number>): number {
  let end = at;
  while (end < text.length) {
    const char = text[end] as string;
    const partner = partners.get(end);
    if (partner !== undefined) end = partner + 1;
    else if (char === '\\' && end + 1 < text.length && text[end + 1] !== ' ') end += 2;
    else if (endsText(text, end, char)) break;
    else end += 1;
  }
  return Math.max(end, at + 1);
}

function endsText(text: string, at: number, char: string): boolean {
  if (char === ',') return !(/\d/.test(text[at - 1] ?? '') && /\d/.test(text[at + 1] ?? ''));
  if (char === '&') return !(LETTER.test(text[at - 1] ?? '') && LETTER.test(characterAt(text, at + 1)));
  return char === ' ' || char === '"' || char === '(' || char === ')' || char === '|';
}

/** What is text as a whole, from its first to its last place: brackets right after a letter or digit, and `$math$`. */
function textSpans(text: string): Map<number, number> {
  const partners = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === '"') at = quoteAt(text, at).end - 1;
    else if (char === '$' && mathEnd(text, at) !== undefined) {
      const end = mathEnd(text, at) as number;
      partners.set(at, end);
      at = end;
    } else if (char === '(') open.push(at);
    else if (char === ')') {
      const start = open.pop();
      if (start !== undefined && followsWord(text, start)) partners.set(start, at);
    }
  }
  return partners;
}

/** Where LaTeX's math that begins at a dollar sign ends; amounts of money are none (Pandoc's rule, as in `latex.ts`). */
function mathEnd(text: string, at: number): number | undefined {
  MATH.lastIndex = at;
  return MATH.test(text) ? MATH.lastIndex - 1 : undefined;
}

function followsWord(text: string, at: number): boolean {
  return (
    AFTER_WORD.test(text.slice(Math.max(0, at - 2), at)) &&
    !/(?:^|[\s"(),|&])(?:AND|OR|NOT)$/.test(text.slice(Math.max(0, at - 4), at))
  );
}

function endOfRun(text: string, at: number): number {
  let end = at + 1;
  while (text[end] === text[at]) end += 1;
  return end;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at += 1;
  return at;
}

function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}
