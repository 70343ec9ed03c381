import type { Paper } from '../paper/paper.ts';

/** Some of what a source has, to be taken into the catalog together. */
export interface Haul {
  /** In the source's order; the edition is each paper's own `listedOn`. */
  readonly papers: readonly Paper[];
  /** New versions of papers that were listed long ago: those that are held are brought up to date, the rest is left. */
  readonly updatesOnly?: boolean;
  /** What was odd, in words that `status` shows. */
  readonly notes?: readonly string[];
  /** The time of its counts, where that is not now: the day of a saved page. */
  readonly countedAt?: number;
  /** Read from a file: all of it is news on the day that it is read (DESIGN section 9). */
  readonly isFile?: true;
  /** Days that were listed since the last good fetch and lie too far back for this one. */
  readonly missed?: Days;
}

/** From one day to another, both included. */
export interface Days {
  readonly from: string;
  readonly to: string;
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
  readonly attempts?: number | undefined;
  /** For how long a server that asks for it is waited for, in milliseconds; the fetcher's own number where not given. */
  readonly patience?: number | undefined;
  /** Told before a request waits to be sent again why, and until when in milliseconds since 1970. */
  readonly onWait?: ((why: string, until: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How somebody asks, whoever they are. */
export type Manner = Pick<Asking, 'attempts' | 'patience' | 'onWait' | 'signal'>;

/** A place that papers come from, asked again and again. All methods fail with a `UserError` that says why. */
export interface Source {
  /** Its name in the catalog and in `status`. */
  readonly name: string;
  /** Milliseconds from one fetch to the next. */
  readonly every: number;
  /** What was listed since the last good fetch, and what may have changed since. Taken in this order. */
  fetch(asking: Asking): AsyncIterable<Haul>;
  /** What it listed on one day, for backfill; absent where only the present can be had. */
  day?(date: string, asking: Asking): AsyncIterable<Haul>;
}

/** A fetch takes up again what was listed so many days before the last good one: lists grow, and counts move. */
export const OVERLAP = 7;
/** No fetch reaches further back. */
export const FURTHEST = 60;

export function mannerOf({ attempts, patience, onWait, signal }: Asking): Manner {
  return { attempts, patience, onWait, signal };
}
