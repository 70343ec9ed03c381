import { closest, distance } from 'fastest-levenshtein';

/** The one of `known` that a misspelt word most likely means, if any is near: `todya` is `today`. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const begun = known.find((candidate) => word.length >= 3 && candidate.startsWith(word));
  const found = begun ?? closest(word, [...known]);
  // Two of five letters: what swapping neighbours takes.
  const near = distance(word, found) <= Math.max(1, Math.round(found.length * 0.4));
  return found.startsWith(word) || near ? found : undefined;
}
