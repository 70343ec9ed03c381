import type { HeldPaper } from './store.ts';

/** A digest as a list with one card for each paper in its thread, as the list alone, or as cards alone. */
export type Layout = 'thread' | 'list' | 'cards';

export const LAYOUTS: readonly Layout[] = ['thread', 'list', 'cards'];

/** When and how a channel gets its digests. */
export interface Schedule {
  readonly channel: string;
  readonly platform: string;
  /** Local time, `HH:MM`. */
  readonly time: string;
  /** IANA zone. */
  readonly timeZone: string;
  /** ISO weekdays, 1 for Monday to 7 for Sunday. */
  readonly days: readonly number[];
  /** The next slot: when, and its local date and time. Absent while paused without an end. */
  readonly nextAt?: number;
  readonly nextSlot?: string;
  /** How many papers a digest shows at the most, 1 to 10. */
  readonly papers: number;
  readonly layout: Layout;
  /** Whether it is said that nothing matched. */
  readonly announceQuiet: boolean;
  /** A person paused it until then. */
  readonly pausedUntil?: number;
  /** Why it is paused: in a person's name, or what the platform said. */
  readonly pauseReason?: string;
}

export interface ScheduleStore {
  get(channel: string): Promise<Schedule | undefined>;
  /** Every channel's, by channel. */
  all(): Promise<Schedule[]>;
  /** Inserts each, or replaces its channel's schedule; of each channel one at the most. */
  put(...schedules: Schedule[]): Promise<void>;
  /** Those whose next slot has come, the longest due first. */
  due(platforms: readonly string[], now: number, limit: number): Promise<Schedule[]>;
  /** Those whose next slot is later than `at`, by channel, behind `after`: what a clock that went back concerns. */
  laterThan(at: number, after: string, limit: number): Promise<Schedule[]>;
}

/** A distinct query that channels follow, and how far it has been matched. */
export interface FollowedQuery {
  /** Its number, the same for ever. */
  readonly id: number;
  readonly canonical: string;
  /** One of the texts that it was written as. */
  readonly query: string;
  /** The revision of the catalog up to which its matches are stored; 0 for a new query. */
  readonly through: number;
}

/** A query as it is followed now; without its text where nobody follows it any more. */
export type FollowChange = Pick<FollowedQuery, 'id' | 'canonical'> & Partial<Pick<FollowedQuery, 'query'>>;

/** What became of a paper that all followed queries met at once. */
export interface Meeting {
  readonly paperId: string;
  /** The numbers of the queries that want it. */
  readonly wantedBy: readonly number[];
  /** It makes no new match any more; one that it has already goes where the query does not want it now. */
  readonly isLate: boolean;
}

/** What became of a query that met papers of the catalog. */
export interface Verdict {
  readonly query: FollowedQuery;
  /** Papers that it wants now: of a new query, all of them. */
  readonly wanted: readonly string[];
  /** Papers that it wants no longer. */
  readonly unwanted: readonly string[];
}

export interface MatchStore {
  /**
   * In a transaction: waits until no other one lets papers and queries meet, and keeps others waiting until it ends. So
   * a paper that comes in and a query that is new, at the same moment in two processes, do not miss each other.
   */
  alone(): Promise<void>;
  /** The catalog's newest revision: it grows with every paper that is put or listed anew, and never goes back. */
  revision(): Promise<number>;
  /** Distinct queries that are followed, in a channel where one is given, and not matched up to the revision. */
  behind(revision: number, limit: number, channel?: string): Promise<FollowedQuery[]>;
  /** Papers that became news at or after a time and changed after a revision. */
  news(since: number, after: number): Promise<HeldPaper[]>;
  /** Stores what became of queries that met the papers that changed since they met them before, up to a revision. */
  record(verdicts: readonly Verdict[], through: number): Promise<void>;
  /** Grows with each change to what is followed. */
  followedRevision(): Promise<number>;
  /** Every distinct query that is followed, with one of the texts that it was written as. */
  followed(): Promise<Omit<FollowedQuery, 'through'>[]>;
  /** Queries with a subscription that was made, removed or restored after a revision of what is followed. */
  followChanges(after: number): Promise<FollowChange[]>;
  /** The catalog's revision up to which papers have met all queries that were followed then. */
  percolated(): Promise<number>;
  /** Stores what became of papers that met all followed queries, and that they did so up to a revision. */
  meet(meetings: readonly Meeting[], revision: number): Promise<void>;
  /** Deletes matches of papers that were news before a time. */
  forget(before: number): Promise<void>;
  /**
   * By channel, papers that are news since a time, that one of its subscriptions wants and that no digest has claimed
   * for it. A subscription starts with the edition that was newest when it was made. Channels with none are left out.
   */
  waiting(channels: readonly string[], since: number): Promise<Map<string, WaitingPaper[]>>;
}

/** What a digest needs to know of a paper to choose among several. */
export interface WaitingPaper {
  readonly id: string;
  readonly upvotes: number;
  /** `listedOn`, else `publishedOn`, else empty. */
  readonly newestOn: string;
  readonly sources: readonly string[];
}

/** The papers of a digest, best first. */
export interface Chosen {
  readonly shown: readonly string[];
  /** Those that it claims without showing them. */
  readonly passedOver: readonly string[];
}

/** A digest to be: everything that is written in one transaction before anything is sent. */
export interface PlannedDigest extends Chosen {
  readonly channel: string;
  readonly platform: string;
  readonly slot: string;
  readonly plannedAt: number;
  readonly layout: Layout;
  readonly steps: readonly PlannedStep[];
}

export type StepKind = 'list' | 'thread' | 'card' | 'quiet';

export interface PlannedStep {
  /** What its message is found by, at most 25 characters; unique for all time. */
  readonly key: string;
  readonly kind: StepKind;
  /** Of a card. */
  readonly paperId?: string;
}

/**
 * One thing to do on the platform. `pending` waits, `sending` was begun and may have landed, `sent` is there,
 * `uncertain` may be there and is never sent again, `refused` was not taken, `dropped` is not wanted any more.
 */
export type StepState = 'pending' | 'sending' | 'sent' | 'uncertain' | 'refused' | 'dropped';

export interface Step extends PlannedStep {
  readonly digest: number;
  readonly channel: string;
  readonly platform: string;
  readonly state: StepState;
  /** When its first request began; absent before. */
  readonly firstTriedAt?: number;
  /** When its last request began; absent before. */
  readonly triedAt?: number;
  readonly tries: number;
}

export interface Digest extends Chosen {
  readonly id: number;
  readonly channel: string;
  readonly slot: string;
  readonly plannedAt: number;
  readonly layout: Layout;
  /** The platform's ids of the list's message and of its thread, once they are there. */
  readonly listId?: string;
  readonly threadId?: string;
}

/** A step that did not go well, for `status`. */
export interface Trouble {
  readonly slot: string;
  readonly kind: StepKind;
  readonly state: StepState;
  readonly problem?: string;
}

export interface LedgerStore {
  /**
   * Writes claims and steps of digests, of each channel one at the most; nothing for a channel that had a digest of that
   * slot already. Resolves to how many it wrote.
   */
  plan(...digests: PlannedDigest[]): Promise<number>;
  get(digest: number): Promise<Digest | undefined>;
  /** Those of the digests that are held, by id. */
  getAll(digests: readonly number[]): Promise<Map<number, Digest>>;
  newest(channel: string): Promise<Digest | undefined>;
  /**
   * Takes steps that are due, and holds them for `owner` until `heldUntil`; lists before all others. What was pending
   * comes back as it was and is `sending` from now on. At most one step of a channel is under way.
   */
  take(taking: Taking): Promise<Step[]>;
  /** When the next step is due; absent where none is left. */
  nextDueAt(platforms: readonly string[]): Promise<number | undefined>;
  /** No step waits for longer than until then: for a clock that was ahead when it was told to wait. */
  dueBy(latest: number): Promise<void>;
  /**
   * Messages are there: the next step of each channel is due at `nextAt`. Resolves to the channels by key, which may have
   * another key since the steps were taken, without those of messages that were known already.
   */
  sentAll(landed: readonly LandedMessage[], nextAt: number): Promise<Map<string, string>>;
  /** Nothing landed: it is pending again, due at `at`. Only while `owner` holds it. */
  putBack(key: string, owner: string, at: number): Promise<void>;
  /** It was taken and not tried: it is pending at `at` as if it had not been taken. Only while `owner` holds it. */
  untake(key: string, owner: string, at: number): Promise<void>;
  /** It may have landed: it is looked for at `at`. Only while `owner` holds it. */
  askAgain(key: string, owner: string, at: number): Promise<void>;
  /** It ends without being there for sure; the channel's next step is due at `nextAt`. */
  end(
    key: string,
    state: 'uncertain' | 'refused' | 'dropped',
    problem: string,
    nextAt: number,
  ): Promise<void>;
  /**
   * Drops all pending steps of a digest. Claims of papers that no message shows are released; all others, and those of
   * papers passed over where anything is there, stay.
   */
  release(digest: number, problem: string): Promise<void>;
  /** Releases every digest of a channel that has pending steps. */
  releaseAll(channel: string, problem: string): Promise<void>;
  /** Steps of a channel that did not go well: the newest digest's first, each digest's in their order. */
  troubles(channel: string, limit: number): Promise<Trouble[]>;
}

/** The message of a step, as it stands on the platform. */
export interface LandedMessage {
  readonly key: string;
  readonly messageId: string;
}

export interface Taking {
  readonly platforms: readonly string[];
  readonly owner: string;
  readonly now: number;
  readonly heldUntil: number;
  readonly limit: number;
  /** Nothing but lists. */
  readonly listsOnly: boolean;
}
