export const PLATFORM = 'slow';
/** When the digests are due. */
export const DUE = Date.parse('2026-03-02T09:00:00Z');

export interface WorkerTask {
  /** The address of the database. */
  readonly url: string;
  /** Milliseconds that the platform takes for a call. */
  readonly latency: number;
}

export interface WorkerReport {
  /** When each digest was there, in milliseconds since 1970. */
  readonly postedAt: readonly number[];
  /** Milliseconds, from the word to go to the last digest. */
  readonly cpu: number;
}
