import type { Comparison, CountField, Operator, Phrase, QueryNode } from '../ast.ts';
import { canonicalOf, comparesAsWritten, flatten } from '../canonical.ts';
import { readingsAt } from '../phrase-matcher.ts';
import { vocabulary } from '../vocabulary.ts';
import { ALL_PLACES, PLACE_BITS } from './paper-terms.ts';

/**
 * A query as a row of numbers, about eight of them where the parsed query takes a kilobyte. Each node begins with
 * `kind | size << 4`, its size in numbers included; members follow their `any`, `all` or `not`.
 */
export const KIND = {
  any: 1,
  all: 2,
  not: 3,
  /** One word: its flags, and its number. */
  word: 4,
  /** Words in a row: flags, and the number of each. */
  phrase: 5,
  /**
   * Words in a row of which some can be read as one, or end in a star: flags with the count of words, and for each
   * reading `from | to << 8 | wildcard << 16` and its number, by `from`.
   */
  lattice: 6,
  /** Something other than words that a paper has or has not: the number of its term. */
  fact: 7,
  /** The field, the operator and a number to compare with. */
  comparison: 8,
} as const;

/** In a node's flags, beside the place bits: the number is of the word as written, and not of its stem. */
export const AS_WRITTEN = 16;
export const COUNT_SHIFT = 8;
export const WILDCARD = 1 << 16;

const FIELDS: readonly CountField[] = ['upvotes', 'comments', 'year'];
const OPERATORS: readonly Operator[] = ['=', '>', '>=', '<', '<='];

/** Equal for equal queries, whatever their order. */
export function compile(node: QueryNode): number[] {
  switch (node.kind) {
    case 'any':
    case 'all': {
      const members = new Map(flatten(node, node.kind).map((member) => [canonicalOf(member), member]));
      const sorted = [...members].sort(([left], [right]) => (left < right ? -1 : 1));
      const programs = sorted.map(([, member]) => compile(member));
      return programs.length === 1 ? (programs[0] as number[]) : made(KIND[node.kind], programs.flat());
    }
    case 'not':
      return made(KIND.not, compile(node.of));
    case 'phrase':
      return compilePhrase(node);
    case 'category':
    case 'source':
      return made(KIND.fact, [vocabulary.intern(factName(node.kind, node.value))]);
    case 'code':
      return made(KIND.fact, [vocabulary.intern(factName('has', 'code'))]);
    case 'comparison':
      return made(KIND.comparison, [
        FIELDS.indexOf(node.field),
        OPERATORS.indexOf(node.operator),
        node.value,
      ]);
  }
}

/** The bits of all places in which the program that begins at `at` looks for words. */
export function placesOf(program: readonly number[], at = 0): number {
  const head = program[at] as number;
  const kind = head & 15;
  if (kind === KIND.fact || kind === KIND.comparison) return 0;
  if (kind >= KIND.word) return (program[at + 1] as number) & ALL_PLACES;
  let places = 0;
  const end = at + (head >>> 4);
  for (let member = at + 1; member < end; member += (program[member] as number) >>> 4)
    places |= placesOf(program, member);
  return places;
}

/** The term of a fact: no word holds a colon. */
export function factName(field: 'category' | 'source' | 'has', value: string): string {
  return `${field}:${value.toLowerCase()}`;
}

/** The comparison whose numbers begin behind the head at `at`. */
export function comparisonAt(words: Uint32Array | readonly number[], at: number): Comparison {
  return {
    kind: 'comparison',
    field: FIELDS[words[at + 1] as number] as CountField,
    operator: OPERATORS[words[at + 2] as number] as Operator,
    value: words[at + 3] as number,
  };
}

function made(kind: number, rest: readonly number[]): number[] {
  return [kind | ((rest.length + 1) << 4), ...rest];
}

function compilePhrase(phrase: Phrase): number[] {
  const asWritten = comparesAsWritten(phrase);
  const places = phrase.places.reduce((bits, place) => bits | PLACE_BITS[place], 0);
  const flags = places | (asWritten ? AS_WRITTEN : 0);
  const numberOf = (word: { readonly written: string; readonly stem: string }) =>
    vocabulary.intern(asWritten ? word.written : word.stem);
  if (phrase.words.some(({ joined, wildcard }) => joined || wildcard)) {
    const readings = phrase.words.flatMap((_, from) =>
      readingsAt(phrase.words, from).flatMap((reading) => [
        from | (reading.to << 8) | (reading.wildcard ? WILDCARD : 0),
        reading.wildcard ? vocabulary.intern(reading.written) : numberOf(reading),
      ]),
    );
    return made(KIND.lattice, [flags | (phrase.words.length << COUNT_SHIFT), ...readings]);
  }
  const kind = phrase.words.length === 1 ? KIND.word : KIND.phrase;
  return made(kind, [flags, ...phrase.words.map(numberOf)]);
}
