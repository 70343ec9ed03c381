import type { Kysely } from 'kysely';
import type {
  ClaimTable,
  DigestTable,
  PaperMatchTable,
  QueryMatchTable,
  QueryTable,
  ScheduleTable,
  StepTable,
} from './digest-schema.ts';

import type { RevisionName } from './revisions.ts';

/**
 * The tables as queries see them; `migrations/` makes them, in snake case. Times are milliseconds since 1970, days
 * `YYYY-MM-DD`, yes and no 1 and 0, lists JSON text. Nothing refers to a row by a foreign key: reactions come
 * before their message, and messages outlive their papers.
 */
export interface Schema {
  papers: PaperTable;
  paperAliases: PaperAliasTable;
  revisions: RevisionTable;
  listings: ListingTable;
  sources: SourceTable;
  channels: ChannelTable;
  subscriptions: SubscriptionTable;
  subscriptionNumbers: SubscriptionNumberTable;
  posts: PostTable;
  postedPapers: PostedPaperTable;
  postContents: PostContentTable;
  voteMarks: VoteMarkTable;
  schedules: ScheduleTable;
  queries: QueryTable;
  paperMatches: PaperMatchTable;
  queryMatches: QueryMatchTable;
  digests: DigestTable;
  claims: ClaimTable;
  steps: StepTable;
  seenEvents: SeenEventTable;
  lostCommunities: LostCommunityTable;
  installations: InstallationTable;
  cache: CacheTable;
}

export type Database = Kysely<Schema>;

export interface PaperTable {
  id: string;
  title: string;
  normalisedTitle: string;
  abstract: string | null;
  summary: string | null;
  /** JSON list. */
  authors: string | null;
  authorCount: number | null;
  publishedOn: string | null;
  listedOn: string | null;
  /** `listedOn`, else `publishedOn`, else empty: what "newest first" sorts by. */
  newestOn: string;
  url: string;
  upvotes: number | null;
  comments: number | null;
  /** JSON list. */
  keywords: string | null;
  /** JSON list. */
  categories: string | null;
  doi: string | null;
  codeUrl: string | null;
  projectUrl: string | null;
  organization: string | null;
  imageUrl: string | null;
  withdrawnOn: string | null;
  /** JSON list. */
  sources: string;
  firstSeenAt: number;
  countsAt: number;
  newsAt: number | null;
  /** The number of the catalog's change that wrote it. */
  revision: number;
  /** Under which its words are kept, see `search-key.ts`. */
  searchKey: number;
}

/** Numbers that only grow, see `revisions.ts`. */
export interface RevisionTable {
  name: RevisionName;
  last: number;
}

/** An id that a paper had before. Never the id of a held paper, and never points at another alias. */
export interface PaperAliasTable {
  id: string;
  paperId: string;
}

export interface ListingTable {
  listedOn: string;
  source: string;
  paperId: string;
  position: number;
}

export interface SourceTable {
  name: string;
  lastSuccessAt: number | null;
  lastError: string | null;
  lastErrorAt: number | null;
  note: string | null;
  nextAt: number | null;
  missedFrom: string | null;
  missedTo: string | null;
}

export interface ChannelTable {
  key: string;
  platform: string;
  community: string;
  id: string;
  timeZone: string | null;
}

export interface SubscriptionTable {
  channel: string;
  number: number;
  query: string;
  canonical: string;
  createdBy: string;
  createdByName: string;
  createdAt: number;
  startsWith: string | null;
  /** Null while it is followed. */
  removedAt: number | null;
  /** Of what is followed, when it was made, removed or restored. */
  revision: number;
}

/** The last subscription number that a channel gave out. */
export interface SubscriptionNumberTable {
  channel: string;
  last: number;
}

export interface PostTable {
  channel: string;
  messageId: string;
  community: string;
  viewer: string | null;
  postedAt: number;
  /** Orders the channel's messages of the same millisecond. */
  sequence: number;
  /** Whether it was a list. Stays 1 where its papers are deleted, so that no older list takes its numbers. */
  hasRows: number;
}

export interface PostedPaperTable {
  channel: string;
  messageId: string;
  /** Place among the message's papers, from 0. */
  place: number;
  rowNumber: number | null;
  paperId: string;
}

/** What a message of the last days shows. */
export interface PostContentTable {
  channel: string;
  messageId: string;
  postedAt: number;
  /** The key that the ledger finds it by; null for other messages. */
  stepKey: string | null;
  /** JSON of a `Message`. */
  message: string;
}

export interface VoteMarkTable {
  community: string;
  /** The channel of a reaction; empty for the vote button, which is one in the whole community. */
  place: string;
  /** Of the vote button the paper's id. */
  messageId: string;
  person: string;
  emoji: string;
  /** Where the mark was made last. */
  channel: string;
  /** Null while the message is not recorded. */
  paperId: string | null;
  isOn: number;
  /** Slack's are seconds with a fraction. */
  markOrder: number;
  at: number;
}

/** Events of platforms that were handled, so that a repeated delivery is not handled again. */
export interface SeenEventTable {
  eventId: string;
  at: number;
}

/** A community that removed Paperboy. */
export interface LostCommunityTable {
  /** `platform/community`. */
  community: string;
  at: number;
}

export interface InstallationTable {
  /** `platform/community`; of an organisation, where it is installed in all of one. */
  community: string;
  /** Encrypted. Null for a workspace whose organisation holds it. */
  sealed: string | null;
  /** The organisation, of such a workspace. */
  parent: string | null;
}

export interface CacheTable {
  /** Empty for a cache without one. */
  namespace: string;
  key: string;
  value: string;
  /** Null for never. */
  expiresAt: number | null;
}
