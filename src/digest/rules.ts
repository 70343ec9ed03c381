/** The numbers of DESIGN section 9, in milliseconds unless said otherwise. */
export const RULES = {
  /** A slot missed by less is caught up. */
  catchUp: 6 * 3_600_000,
  /** Matches, and so news, are kept this long. */
  newsWindow: 30 * 24 * 3_600_000,
  /** A paper that changes later than this after its listing makes no new match. */
  lateMatch: 7 * 24 * 3_600_000,
  /** For how long the counts on a message follow the votes (DESIGN section 8). */
  countsFollow: 7 * 24 * 3_600_000,
  /** How long a step is held by whoever took it. */
  lease: 60_000,
  /** A step that was taken longer ago is not sent any more: another process may hold it soon. */
  latestSend: 20_000,
  /** After a request was given up, what may have landed is not looked for earlier. */
  landing: 30_000,
  /** For how long a failing step is tried, and a message that cannot be told present or absent is asked for. */
  patience: 3_600_000,
  /** For how long a platform that does not answer at all is asked for a message that may have landed. */
  longestSearch: 24 * 3_600_000,
  shortestRetry: 5_000,
  longestRetry: 10 * 60_000,
} as const;

/** How many papers a digest shows unless the channel wants fewer; a list has no more rows. */
export const MOST_PAPERS = 10;
