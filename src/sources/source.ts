import type { Paper } from '../paper/paper.ts';

/** Some of what a source has, to be taken into the catalog together. */
export interface Haul {
  /** In the source's order; the edition is each paper's own `listedOn`. */
  readonly papers: readonly Paper[];
  /** New versions of papers that were listed long ago: those that are held are brought up to date, the rest is left. */
  readonly updatesOnly?: boolean;
  /** What was odd, in words that `status` shows. */
  readonly notes?: readonly string[];
}

/** What a source is told when it is asked for papers. */
export interface Asking {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The last time that a fetch brought all that it should. */
  readonly lastSuccessAt?: number | undefined;
  /** The newest edition that the source listed so far. */
  readonly newestEdition?: string | undefined;
  /** How often each request is sent; the fetcher's own number where not given. */
  readonly attempts?: number;
  readonly signal?: AbortSignal | undefined;
}

/** A place that papers come from, asked again and again. All methods fail with a `UserError` that says why. */
export interface Source {
  /** Its name in the catalog and in `status`. */
  readonly name: string;
  /** Milliseconds from one fetch to the next. */
  readonly every: number;
  /** What was listed since the last good fetch, and what may have changed since; the newest first. */
  fetch(asking: Asking): AsyncIterable<Haul>;
  /** What it listed on one day, for backfill. */
  day?(date: string, asking: Asking): AsyncIterable<Haul>;
  /** Whether papers without a day of their own are news the first time that the source is read. */
}
