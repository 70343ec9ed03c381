/** Numbers from 0 up to 1 that are the same in each run with the same seed (xorshift, 32 bits). */
export function seeded(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

export function pick<T>(from: readonly T[], random: () => number): T {
  return from[Math.floor(random() * from.length)] as T;
}

/** Picks early elements more often, as Zipf's law has it: the n-th in proportion to 1 / n. */
export function pickZipf<T>(from: readonly T[], random: () => number): T {
  return from[Math.min(from.length - 1, Math.floor(from.length ** random()) - 1)] as T;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which that share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;
}
