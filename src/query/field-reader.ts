import type { CountField, Operator, Place, QueryNode } from './ast.ts';
import { COUNT_FIELDS, EXAMPLES, type FieldName, fieldNamed, nearestField, WORD_FIELDS } from './fields.ts';
import type { Token } from './lexer.ts';
import { readPhrase } from './phrase-reader.ts';
import type { QueryProblem } from './query-error.ts';

type NameToken = Token & { readonly kind: 'name' };
type QuoteToken = Token & { readonly kind: 'quote' };

const CATEGORY = /^[a-z]+(?:-[a-z]+)*(?:\.[a-z]+(?:-[a-z]+)*)?$/i;
const WHOLE_NUMBER = /^(?:\d{1,9}|\d{1,3}(?:,\d{3}){1,2})$/;

/** Reads fields with their values, and quotations. What is wrong goes to `problems`. */
export class FieldReader {
  readonly #text: string;
  readonly #problems: QueryProblem[];

  constructor(text: string, problems: QueryProblem[]) {
    this.#text = text;
    this.#problems = problems;
  }

  /** Where the words of a field look; undefined for a field that takes no words. */
  placesOf(token: NameToken): readonly Place[] | undefined {
    const place = WORD_FIELDS.find((name) => name === fieldNamed(token.name));
    return place && token.operator === ':' ? [place] : undefined;
  }

  quote(token: QuoteToken, places: readonly Place[]): QueryNode | undefined {
    if (!token.closed) {
      return this.#problem(
        token.at,
        'This quotation mark is never closed. Put another one behind the exact words.',
      );
    }
    const before = this.#problems.length;
    const phrase = readPhrase(token.text, token.at + 1, { exact: true, places }, this.#problems);
    if (phrase || this.#problems.length > before) return phrase;
    return this.#problem(
      token.at,
      'There are no words in these quotation marks. Write some, or take them away.',
    );
  }

  /** The field of `token`; `value` is what stands right behind it, if anything does. */
  read(token: NameToken, value: Token | undefined): QueryNode | undefined {
    const field = fieldNamed(token.name);
    if (!field) return this.#unknown(token);
    if (isCountField(field)) return this.#comparison(token, field, value);
    if (token.operator !== ':') {
      return this.#problem(
        token.at,
        `“${token.name}” holds words, which cannot be compared. Write \`${EXAMPLES[field]}\`.`,
      );
    }
    const places = this.placesOf(token);
    return places ? this.#words(token, field, value, places) : this.#choice(token, field, value);
  }

  #words(
    token: NameToken,
    field: FieldName,
    value: Token | undefined,
    places: readonly Place[],
  ): QueryNode | undefined {
    if (value?.kind === 'quote') return this.quote(value, places);
    if (value?.kind === 'not') {
      const rest = this.#wordBehind(value.end);
      return this.#problem(
        value.at,
        `An exclusion stands before the field: write \`-${field}:${rest || 'word'}\`.`,
      );
    }
    if (value?.kind === 'name')
      return this.#badValue(value, field, `put it in quotation marks: \`${field}:"…"\``);
    if (value?.kind !== 'text') return this.#missing(token, field);
    const text = this.#text.slice(value.at, value.end);
    const before = this.#problems.length;
    const phrase = readPhrase(text, value.at, { exact: false, places }, this.#problems);
    if (phrase || this.#problems.length > before) return phrase;
    return this.#badValue(value, field, `write a word, such as \`${EXAMPLES[field]}\``);
  }

  /** `category:`, `source:` and `has:`. */
  #choice(token: NameToken, field: FieldName, value: Token | undefined): QueryNode | undefined {
    if (value?.kind === 'open') {
      return this.#problem(
        token.at,
        `“${field}” takes one value. Write \`(${EXAMPLES[field]} OR …)\` for several.`,
      );
    }
    if (!value || (value.kind !== 'text' && value.kind !== 'quote' && value.kind !== 'name'))
      return this.#missing(token, field);
    const text = value.kind === 'quote' ? value.text.trim() : this.#text.slice(value.at, value.end);
    if (field === 'has') {
      return text.toLowerCase() === 'code'
        ? { kind: 'code' }
        : this.#badValue(value, field, 'the only one is `has:code`');
    }
    if (field === 'category') {
      if (CATEGORY.test(text)) return { kind: 'category', value: text };
      return this.#badValue(
        value,
        field,
        'write an arXiv category such as `category:cs.LG`, or `category:cs` for all of cs',
      );
    }
    if (/^[\p{L}\p{N}_.-]+$/u.test(text)) return { kind: 'source', value: text.toLowerCase() };
    return this.#badValue(value, field, `write the name of a source, such as \`${EXAMPLES[field]}\``);
  }

  #comparison(token: NameToken, field: CountField, value: Token | undefined): QueryNode | undefined {
    if (value?.kind === 'open') {
      return this.#problem(
        token.at,
        `“${field}” takes one number. Write \`(${field}:1 OR ${field}:2)\` for several.`,
      );
    }
    if (!value || value.kind === 'or' || value.kind === 'and' || value.kind === 'close')
      return this.#missing(token, field);
    const text = this.#number(value);
    if (!WHOLE_NUMBER.test(text)) {
      const remedy =
        field === 'year'
          ? 'write a year, such as `year>=2024`, or `year>=2020 year<=2024` for several'
          : `write a whole number, such as \`${EXAMPLES[field]}\``;
      return this.#badValue(value, field, remedy, text);
    }
    const operator = token.operator.replace(/^:|^=(?==)/, '') || '=';
    return {
      kind: 'comparison',
      field,
      operator: operator as Operator,
      value: Number(text.replaceAll(',', '')),
    };
  }

  #number(value: Token): string {
    if (value.kind === 'quote') return value.text.trim();
    return value.kind === 'text' ? this.#text.slice(value.at, value.end) : this.#wordBehind(value.at);
  }

  #unknown(token: NameToken): undefined {
    const nearest = nearestField(token.name);
    if (!token.operator.startsWith(':')) {
      const known = nearest && isCountField(nearest) ? ` Did you mean \`${EXAMPLES[nearest]}\`?` : '';
      return this.#problem(
        token.at,
        `“${token.name}” is a word and cannot be compared; only upvotes, comments and year can.${known} To look for it as it stands, put it in quotation marks.`,
      );
    }
    const value = this.#wordBehind(token.end);
    if (/^(?:arxiv|doi)$/i.test(token.name)) {
      return this.#problem(
        token.at,
        `“${token.name}” is no field. To read that paper, write \`/papers show ${value}\`.`,
      );
    }
    const example =
      nearest && WORD_FIELDS.some((field) => field === nearest)
        ? `${nearest}:${value}`
        : nearest && EXAMPLES[nearest];
    const known = example
      ? `Did you mean \`${example}\`?`
      : 'Fields are title, abstract, author, category, source, has, upvotes, comments and year.';
    return this.#problem(
      token.at,
      `There is no field “${token.name}”. ${known} To look for these words, put a space behind the colon or quotation marks around them.`,
    );
  }

  #missing(token: NameToken, field: FieldName): undefined {
    const next = WORD_FIELDS.some((name) => name === field) ? this.#wordBehind(token.end) : '';
    const example = next && !/^(?:AND|OR|NOT)$/.test(next) ? `${field}:${next}` : EXAMPLES[field];
    return this.#problem(
      token.at,
      `“${token.name}${token.operator}” needs its value right behind it: \`${example}\`.`,
    );
  }

  #badValue(
    value: Token,
    field: FieldName,
    remedy: string,
    text = value.kind === 'quote' ? value.text : this.#text.slice(value.at, value.end),
  ): undefined {
    return this.#problem(value.at, `“${text}” is no value for “${field}”: ${remedy}.`);
  }

  /** The next run of characters without spaces and brackets. */
  #wordBehind(at: number): string {
    return /^ *([^\s"()|]*)/.exec(this.#text.slice(at))?.[1]?.replace(/,$/, '') ?? '';
  }

  #problem(at: number, message: string): undefined {
    this.#problems.push({ at, message });
    return undefined;
  }
}

function isCountField(field: FieldName): field is CountField {
  return COUNT_FIELDS.some((name) => name === field);
}
