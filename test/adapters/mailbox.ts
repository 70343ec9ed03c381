/** What came in, in order, for tests that wait for it. */
export interface Mailbox<T> {
  put(item: T): void;
  /** The oldest item that fits and was not taken yet; waits for one. */
  take(fits?: (item: T) => boolean): Promise<T>;
  /** Items not taken. */
  readonly left: readonly T[];
  /** Throws away what was not taken. */
  empty(): void;
}

export function createMailbox<T>(): Mailbox<T> {
  const left: T[] = [];
  const waiting: { fits: (item: T) => boolean; resolve: (item: T) => void }[] = [];
  return {
    left,
    empty: () => void left.splice(0),
    put(item) {
      const at = waiting.findIndex(({ fits }) => fits(item));
      const [first] = at < 0 ? [] : waiting.splice(at, 1);
      if (first) first.resolve(item);
      else left.push(item);
    },
    take(fits = () => true) {
      const at = left.findIndex(fits);
      if (at >= 0) return Promise.resolve(left.splice(at, 1)[0] as T);
      return new Promise((resolve) => waiting.push({ fits, resolve }));
    },
  };
}
