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

/** How far a distinct query has been matched; a query without a row has not been yet. */
export interface QueryTable {
  canonical: string;
  /** The catalog's revision up to which it met all news; `NEVER_MET` while it met none. */
  through: number;
}

export interface MatchTable {
  canonical: string;
  paperId: string;
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
