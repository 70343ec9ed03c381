import type { Message } from '../message/message.ts';
import type { Paper } from '../paper/paper.ts';
import type { ChannelRef } from '../platform/platform.ts';
import type { Narrowing } from '../query/narrow.ts';
import type { CommunityStore, EventStore, InstallationStore } from './community-store.ts';
import type { LedgerStore, MatchStore, ScheduleStore } from './digest-store.ts';

/**
 * The port to the database. Times are milliseconds since 1970 (UTC), days are `YYYY-MM-DD`, a `channel` is the
 * key that `channelKey` makes. Methods reject only when the database fails.
 */
export interface Store {
  readonly papers: PaperStore;
  readonly sources: SourceStore;
  readonly channels: ChannelStore;
  readonly posts: PostStore;
  readonly votes: VoteStore;
  readonly schedules: ScheduleStore;
  readonly matches: MatchStore;
  readonly ledger: LedgerStore;
  readonly events: EventStore;
  readonly communities: CommunityStore;
  readonly installations: InstallationStore;
  /**
   * Runs `work` in one writing transaction: all of it is kept, or, where `work` rejects, nothing. It reads what others
   * wrote before it, and is run again where another one was in its way. Does not nest.
   */
  transaction<T>(work: (store: Store) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A paper in the catalog. */
export interface HeldPaper extends Paper {
  /** What `normalisedTitle` makes of the title. */
  readonly normalisedTitle: string;
  readonly firstSeenAt: number;
  /** When the sighting was made that gave upvotes and comments. */
  readonly countsAt: number;
  /** When it became news, which channels should hear of (DESIGN section 9); absent for what never was. */
  readonly newsAt?: number;
}

/** The newest papers first: of all, or of each tier (`inTiers`) so that the best fitting ones come before all others. */
export type SearchOrder = 'best' | 'newest';

/** A paper's place in one day's list of one source. */
export interface Listing {
  readonly source: string;
  readonly listedOn: string;
  readonly paperId: string;
  /** Place in the source's own order, from 0. */
  readonly position: number;
}

export interface PaperStore {
  /** By id; an id that the paper had before it got a better one finds it too. */
  get(id: string): Promise<HeldPaper | undefined>;
  /** Those of the ids that are held, in the order asked for. */
  getAll(ids: readonly string[]): Promise<HeldPaper[]>;
  /** As `get` for each of the ids; those that name no paper are left out. */
  named(ids: readonly string[]): Promise<Map<string, HeldPaper>>;
  withTitle(normalisedTitle: string): Promise<HeldPaper[]>;
  /** All papers with any of the titles, by id. */
  withTitles(normalisedTitles: readonly string[]): Promise<HeldPaper[]>;
  withDoi(doi: string): Promise<HeldPaper[]>;
  /** All papers with any of the DOIs, by id. */
  withDois(dois: readonly string[]): Promise<HeldPaper[]>;
  /** Inserts, or replaces the paper of that id. */
  put(paper: HeldPaper): Promise<void>;
  /** As `put` for each of them, as one change of the catalog; no two of the same id. */
  putAll(papers: readonly HeldPaper[]): Promise<void>;
  /**
   * Makes `from` an earlier id of `to`, which is held already: listings, posted rows and votes move to `to`, and
   * the row of `from` goes away.
   */
  supersede(from: string, to: string): Promise<void>;
  /** Puts a paper in an edition, or moves it to another place in it. */
  list(listing: Listing): Promise<void>;
  /** As `list` for each of them; of two in the same place the last one counts. */
  listAll(listings: readonly Listing[]): Promise<void>;
  /** The newest edition's day, on or before `until` where given. */
  newestEdition(until?: string): Promise<string | undefined>;
  /** The oldest edition's day after `date`. */
  nextEdition(date: string): Promise<string | undefined>;
  /** All papers that any source listed on that day: by place in the source's list, then by id. */
  edition(listedOn: string): Promise<HeldPaper[]>;
  /** All papers listed from `from` to `to` (both included), newest edition first. */
  listedBetween(from: string, to: string): Promise<HeldPaper[]>;
  /** Those with the most upvotes of their sources, then the newest; of editions since a day, where one is given. */
  mostUpvoted(limit: number, since?: string): Promise<HeldPaper[]>;
  /** Every paper, newest first: by `listedOn`, else `publishedOn`, then by id. Read in batches, not all at once. */
  newestFirst(): AsyncIterable<HeldPaper>;
  /**
   * Papers that may have what `narrowing` says, each once: all that have it, and maybe others. Where it is undefined, all.
   * On or after a day, where one is given (by `listedOn`, else `publishedOn`).
   */
  candidates(narrowing: Narrowing | undefined, order: SearchOrder, since?: string): AsyncIterable<HeldPaper>;
  /** Makes searches as quick as they can be, after many papers came in. Takes seconds, in steps of milliseconds. */
  tidySearch(): Promise<void>;
  /** Deletes the papers that only this source delivered, and its listings. */
  removeSource(source: string): Promise<void>;
  count(): Promise<number>;
}

export interface SourceState {
  readonly name: string;
  /** The last time that a fetch brought what it should. */
  readonly lastSuccessAt?: number;
  readonly lastError?: string;
  readonly lastErrorAt?: number;
  /** What was odd about the last good fetch. */
  readonly note?: string;
  /** When it is asked again. */
  readonly nextAt?: number;
  /** The first and the last day that no fetch reached back to; both or neither. */
  readonly missedFrom?: string;
  readonly missedTo?: string;
}

export interface SourceStore {
  succeeded(name: string, at: number, note?: string): Promise<void>;
  failed(name: string, at: number, error: string): Promise<void>;
  /** Records when the source is asked next. */
  plan(name: string, nextAt: number): Promise<void>;
  /** Records days that no fetch reached back to, beside those known; without days, that none are missed any more. */
  missed(name: string, days?: { readonly from: string; readonly to: string }): Promise<void>;
  /** The newest edition that the source listed. */
  newestEdition(name: string): Promise<string | undefined>;
  all(): Promise<SourceState[]>;
  /** Whether a source other than these has ever succeeded. */
  anySucceeded(except: readonly string[]): Promise<boolean>;
}

export interface Channel extends ChannelRef {
  readonly key: string;
  /** IANA zone in which its days and slots are meant. */
  readonly timeZone?: string;
}

export interface Subscription {
  readonly channel: string;
  /** From 1; unique in its channel for life, also after removal. */
  readonly number: number;
  /** As the person wrote it. */
  readonly query: string;
  /** The query's canonical form: equal for equal queries. */
  readonly canonical: string;
  readonly createdBy: string;
  readonly createdByName: string;
  readonly createdAt: number;
  /** The edition that was newest when it was made: it starts there. */
  readonly startsWith?: string;
}

export interface ChannelStore {
  /** Records a channel, or changes its zone where one is given. */
  put(channel: ChannelRef, timeZone?: string): Promise<Channel>;
  get(key: string): Promise<Channel | undefined>;
  /** The channel's subscriptions that are not removed, by number. */
  subscriptions(channel: string): Promise<Subscription[]>;
  /** The same for several channels; those without are left out. */
  subscriptionsIn(channels: readonly string[]): Promise<Map<string, Subscription[]>>;
  /** Adds one and gives it the next number. */
  subscribe(subscription: Omit<Subscription, 'number'>): Promise<Subscription>;
  /** Those of the numbers that were removed just now. */
  unsubscribe(channel: string, numbers: readonly number[], at: number): Promise<Subscription[]>;
  /** Takes back a removal; those of the numbers that came back. */
  restore(channel: string, numbers: readonly number[]): Promise<Subscription[]>;
}

export interface PostedPaper {
  /** 1 to 10 on a list, absent on a card. */
  readonly row?: number;
  readonly paperId: string;
}

/** Which papers a message on a platform holds. */
export interface Post {
  readonly channel: string;
  readonly messageId: string;
  /** The one person who sees it; absent where the whole channel does. */
  readonly viewer?: string;
  readonly postedAt: number;
  readonly papers: readonly PostedPaper[];
}

/** What a posted message shows, whole. */
export interface PostContent {
  readonly channel: string;
  readonly messageId: string;
  readonly postedAt: number;
  /** The key that the ledger finds it by. */
  readonly stepKey?: string;
  readonly message: Message;
}

/** A message and the community in which it stands. */
export interface PostIn extends Post {
  readonly community: string;
}

export interface PostStore {
  /** Records a message, and gives its papers to the reactions that waited for it. */
  record(community: string, post: Post): Promise<void>;
  /** The same for several messages. */
  recordAll(posts: readonly PostIn[]): Promise<void>;
  /** Keeps what each message shows, or replaces it. */
  keepContent(...contents: PostContent[]): Promise<void>;
  /** What the messages of a community that hold a paper show, in so far as it was kept; oldest first. */
  contentsWith(community: string, paperId: string): Promise<PostContent[]>;
  /** Forgets what messages from before a time show. */
  forgetContents(before: number): Promise<void>;
  get(channel: string, messageId: string): Promise<Post | undefined>;
  /** Messages with papers that a platform's channels saw since a time, newest first. */
  shownSince(platform: string, since: number): Promise<Pick<Post, 'channel' | 'messageId'>[]>;
  /** The newest list that the channel or `viewer` alone saw, its rows by number. Messages without rows do not count. */
  newestList(channel: string, viewer: string): Promise<Post | undefined>;
}

/** The button that votes for a paper wherever it stands is an emoji of its own in the ledger of votes. */
export const BUTTON = 'button';

/** One person's mark on one message: a reaction, or the vote button. */
export interface VoteMark {
  /** `platform/community`: one person counts once for a paper there. */
  readonly community: string;
  readonly channel: string;
  /** For the vote button, which is one for all messages: the paper's id. */
  readonly messageId: string;
  readonly person: string;
  /** The emoji without skin tone, or `BUTTON`. */
  readonly emoji: string;
  /** Absent while the message is not recorded yet. */
  readonly paperId?: string;
  readonly on: boolean;
  /** Of two marks of the same message, person and emoji the one with the higher order holds. */
  readonly order: number;
  readonly at: number;
}

export interface RankedPaper {
  readonly paperId: string;
  readonly votes: number;
}

export interface VoteStore {
  /** Keeps the mark unless a newer one is held. */
  mark(mark: VoteMark): Promise<void>;
  /** The reactions on a message that are held as votes, by person and emoji; not the vote button. */
  standingOn(channel: string, messageId: string): Promise<Pick<VoteMark, 'person' | 'emoji'>[]>;
  /** How many people voted for each of the papers in the community; papers without votes are left out. */
  count(community: string, paperIds: readonly string[]): Promise<Map<string, number>>;
  /** The same for several communities; those without votes for any of the papers are left out. */
  countIn(
    communities: readonly string[],
    paperIds: readonly string[],
  ): Promise<Map<string, Map<string, number>>>;
  /** The state of a person's button for a paper. */
  buttonOn(community: string, person: string, paperId: string): Promise<boolean>;
  /** The papers with most votes since a time, of one community or one channel of it; most votes first, then by id. */
  top(scope: { community: string; channel?: string; since?: number; limit: number }): Promise<RankedPaper[]>;
}
