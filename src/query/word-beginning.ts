import { IRREGULAR } from '../text/plural-exceptions.ts';
import type { PhrasePattern, Reading } from './phrase-matcher.ts';

/** More letters tell hardly more. */
const LONGEST = 8;

/** How a word of a phrase begins in any text that has it: folded, and without hyphens. */
export interface WordBeginning {
  readonly letters: string;
  /** The phrase's place behind the word. */
  readonly to: number;
}

/** How a text goes on where a phrase stands. */
export interface Beginning {
  /** How all words begin that the phrase may begin with. */
  readonly first: string;
  /** The words at each of its places. */
  readonly words: readonly (readonly WordBeginning[])[];
}

export function beginningOf({ readings, asWritten }: PhrasePattern): Beginning {
  const words = readings.map((atPlace) =>
    atPlace.map(({ written, stem, wildcard, to }: Reading) => ({
      letters: (asWritten || wildcard ? written : pluralBeginning(stem)).slice(0, LONGEST),
      to,
    })),
  );
  const firsts = (words[0] ?? []).map(({ letters }) => letters);
  return { first: firsts.reduce(sharedBeginning, firsts[0] ?? ''), words };
}

/** How a word and its plurals begin (`singular` of `plurals.ts`). */
export function pluralBeginning(stem: string): string {
  const regular = CHANGES.test(stem) ? stem.slice(0, -2) : stem;
  return sharedBeginning(regular, irregular.get(stem) ?? regular);
}

/** What ends in another way in the plural: `index`, `analysis`, `city`. */
const CHANGES = /(?:x|is|y)$/;

const irregular = new Map<string, string>();
for (const [plural, stem] of IRREGULAR)
  irregular.set(stem, sharedBeginning(plural, irregular.get(stem) ?? plural));

function sharedBeginning(left: string, right: string): string {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length += 1;
  return left.slice(0, length);
}
