import { IRREGULAR } from '../text/plural-exceptions.ts';
import type { PhrasePattern, Reading } from './phrase-matcher.ts';

/** More letters tell hardly more. */
const LONGEST = 8;

/** How a text goes on where a phrase begins: folded, and without hyphens. */
export interface Beginning {
  /** How its first word begins. */
  readonly first: string;
  /** How the word behind it begins: in one of these ways. Undefined where there need not be one. */
  readonly second: readonly string[] | undefined;
}

export function beginningOf({ readings, asWritten }: PhrasePattern): Beginning {
  const at = (place: number): string => {
    const beginnings = (readings[place] ?? []).map(({ written, stem, wildcard }: Reading) =>
      asWritten || wildcard ? written : pluralBeginning(stem),
    );
    return beginnings.reduce(sharedBeginning, beginnings[0] ?? '').slice(0, LONGEST);
  };
  const places = (readings[0] ?? []).map(({ to }) => to);
  return { first: at(0), second: places.includes(readings.length) ? undefined : places.map(at) };
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
