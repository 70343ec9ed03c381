import type { Generated } from 'kysely';

/** The tables of schedules, matches and the delivery ledger; see `schema.ts` for how they are written. */
export interface ScheduleTable {
  channel: string;
  platform: string;
  time: string;
  timeZone: string;
  /** ISO weekdays as digits, `12345`. */
  days: string;
  nextAt: number | null;
  nextSlot: string | null;
  papers: number;
  layout: string;
  announceQuiet: number;
  pausedUntil: number | null;
  pauseReason: string | null;
}

/** A distinct query that was followed ever, and how far it has been matched. Its row stays, so that its number does. */
export interface QueryTable {
  id: Generated<number>;
  canonical: string;
  /** The catalog's revision up to which it met all news; `NEVER_MET` while it met none. */
  through: number;
}

/**
 * What all queries that were followed then made of a paper that is news. Of a query and a paper, the row of either table
 * with the higher revision tells whether they match.
 */
export interface PaperMatchTable {
  paperId: string;
  /** The number of the change of matches that wrote it. */
  revision: number;
  /** JSON list of numbers in ascending order: the queries that want it. */
  queries: string;
}

/** What a query that was new then made of all papers that were news. */
export interface QueryMatchTable {
  query: number;
  revision: number;
  /** JSON list: the papers that it wants. */
  papers: string;
}

export interface DigestTable {
  id: Generated<number>;
  channel: string;
  slot: string;
  plannedAt: number;
  layout: string;
  listId: string | null;
  threadId: string | null;
}

/** A paper that a digest delivers to its channel: no other ever will. */
export interface ClaimTable {
  channel: string;
  paperId: string;
  digest: number;
  /** Among the digest's papers, from 0. */
  place: number;
  isShown: number;
}

export interface StepTable {
  key: string;
  digest: number;
  /** Among the digest's steps, from 0. */
  place: number;
  channel: string;
  platform: string;
  kind: string;
  /** Of a card. */
  paperId: string | null;
  /** 0 for lists, which go first, else 1. */
  phase: number;
  state: string;
  /** When it may be taken, again if it is held; null while another step of its channel comes first, and at its end. */
  dueAt: number | null;
  /** Who holds it, until `dueAt`. */
  owner: string | null;
  tries: number;
  firstTriedAt: number | null;
  triedAt: number | null;
  messageId: string | null;
  problem: string | null;
}
