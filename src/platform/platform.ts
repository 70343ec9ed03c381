import type { Message, Part } from '../message/message.ts';

/** One conversation on a platform; DESIGN's `platform / community / id`. */
export interface ChannelRef {
  readonly platform: string;
  /** The Slack workspace, the Discord server, or what stands for them in direct messages. */
  readonly community: string;
  readonly id: string;
  /** No thread can be opened in it, so that its digests are lists where nobody says otherwise. */
  readonly threadless?: true;
}

/** Whoever types, presses or reacts. */
export interface Person {
  /** The platform's id, unique within the community. */
  readonly id: string;
  /** How the platform shows the person, for "subscribed by …". */
  readonly name: string;
  /** Whether the platform lets this person manage the channel (DESIGN section 6). */
  readonly mayManage: boolean;
  /** IANA zone from the person's profile, where the platform tells it. */
  readonly timeZone?: string;
}

export interface Invocation {
  readonly channel: ChannelRef;
  readonly person: Person;
  /** The command line without `/papers`; empty for a bare `/papers`. */
  readonly line: string;
  /** Show the answer to the whole channel even where it is meant for the asker alone. */
  readonly share?: boolean;
  /** How a paper is upvoted here, as a sentence with code between backticks; with a reaction where it is absent. */
  readonly upvoting?: string;
  /**
   * Makes sure that Paperboy can post in the channel, joining it where that is possible. Rejects with a `UserError` that
   * names the next step where it cannot. Absent where posting is always possible.
   */
  readonly prepare?: () => Promise<void>;
}

export interface Press {
  readonly channel: ChannelRef;
  readonly person: Person;
  /** The paper whose vote button was pressed. */
  readonly paperId: string;
}

export interface Reaction {
  readonly channel: ChannelRef;
  readonly messageId: string;
  readonly personId: string;
  /** The emoji itself (`👍`, `1️⃣`), not the platform's name for it. Skin tones may be present. */
  readonly emoji: string;
  readonly added: boolean;
  /**
   * Orders the events of one message, person and emoji: an event with a smaller order than the newest one
   * seen is late and ignored. Slack's `event_ts`, elsewhere the time of arrival in milliseconds.
   */
  readonly order: number;
}

/** All reactions that stand on a message, read from the platform at one moment. */
export interface ReactionState {
  readonly channel: ChannelRef;
  readonly messageId: string;
  /** The one emoji that `reactions` tells of; all where it is absent. */
  readonly emoji?: string;
  /** People's alone, not those of bots. */
  readonly reactions: readonly Pick<Reaction, 'personId' | 'emoji'>[];
  /** The moment before it was read, on the scale of `Reaction.order`: what happened later is not part of it. */
  readonly order: number;
}

/** A message as it stands on the platform, with the parts that it carries (a long message becomes several). */
export interface PostedMessage {
  readonly id: string;
  readonly parts: readonly Part[];
  /** It cannot be edited later. */
  readonly fixed?: boolean;
}

/** A value that a person can choose, and what it is called in the list. */
export interface Suggestion {
  readonly value: string;
  readonly label?: string;
}

/** A person fills in an option of a command. */
export interface Typing {
  readonly channel: ChannelRef;
  readonly command: string;
  readonly option: string;
  readonly text: string;
}

/** How an adapter answers one invocation. */
export interface Responder {
  /** Posts where everyone in the channel sees it. */
  toChannel(message: Message): Promise<readonly PostedMessage[]>;
  /** Shows it to the asker alone; where a platform has no such thing, as `toChannel`. */
  toAsker(message: Message): Promise<readonly PostedMessage[]>;
  /** Tells the asker that nothing was done, and why; where it is absent, `toAsker` does. */
  refuse?(message: Message): Promise<unknown>;
}

/** What can be done about a channel that was lost: what keeps Paperboy out can be mended, or another channel found. */
export type Remedy = 'mend' | 'elsewhere';

export type HeldBy = Pick<ChannelRef, 'platform'> & Partial<Pick<ChannelRef, 'community'>>;

/** What the core offers to an adapter. None of these rejects: failures are logged and said to the person. */
export interface Inbound {
  command(invocation: Invocation, responder: Responder): Promise<void>;
  /** What may be meant by what has been typed of a command's option so far; none where nothing is known. */
  suggest(typing: Typing): Promise<readonly Suggestion[]>;
  /** A vote button was pressed; resolves to the paper's votes in the community afterwards. */
  vote(press: Press): Promise<number>;
  reaction(reaction: Reaction): Promise<void>;
  /** Replaces what is known of a message's reactions. */
  reactionState(state: ReactionState): Promise<void>;
  /**
   * Paperboy can no longer post in a channel: its digests are held. The reason, such as `archived`, is shown; with a
   * remedy, whoever subscribed is told.
   */
  channelLost(channel: ChannelRef, reason: string, remedy?: Remedy): Promise<void>;
  /** Paperboy can post there again: digests that `channelLost` or a failed post held come again. */
  channelRegained(channel: ChannelRef): Promise<void>;
  /** A channel has another id in its community from now on: all that is known of it goes on, and held digests come again. */
  channelMoved(channel: ChannelRef, id: string): Promise<void>;
  /** A workspace or server removed Paperboy: its digests are held, and it is forgotten after a grace period. */
  communityLost(community: Pick<ChannelRef, 'platform' | 'community'>): Promise<void>;
  /** Paperboy was added, or added again: nothing is forgotten, and held digests come again. */
  communityRegained(community: Pick<ChannelRef, 'platform' | 'community'>): Promise<void>;
  /** The channels that follow something, of a whole platform or of one community. */
  heldChannels(of: HeldBy): Promise<readonly ChannelRef[]>;
}

/** How a message of the ledger is posted. */
export interface PostOptions {
  /** What `find` looks for; at most 25 characters, unique for all time. */
  readonly key: string;
  /** The thread in the channel, as `openThread` named it. */
  readonly thread?: string;
}

export interface EditOptions {
  readonly key?: string;
}

/** Where and when a message may have landed. */
export interface FindOptions {
  readonly thread?: string;
  /** When its request began, in milliseconds since 1970. */
  readonly sentAt: number;
}

/** `absent` only where the platform would have shown the message; `unknown` where it cannot tell. */
export type Found =
  | { readonly state: 'found'; readonly messageId: string }
  | { readonly state: 'absent' | 'unknown' };

/** What a platform lets through, so that it never has to say no. */
export interface PlatformLimits {
  /** Calls a second over all channels. */
  readonly callsPerSecond: number;
  /** Milliseconds between two messages in one channel. */
  readonly channelGap: number;
  /** Milliseconds between two edits of one message; absent where a message that was shown cannot be changed. */
  readonly editGap?: number;
}

/** What keeps a platform from its work: until it is reached, or somebody mends it and starts Paperboy again. */
export interface Trouble {
  /** What happened and the next step, in sentences. */
  readonly problem: string;
  /** Whether messages can be posted all the same. */
  readonly canPost: boolean;
}

/** The port: all that the core asks of a chat platform. Methods that call the platform reject with `AdapterError`. */
export interface PlatformAdapter {
  /** The first part of every channel's key: `slack`, `discord`, `terminal`. */
  readonly platform: string;
  /** Connects and begins to hand events to `inbound`; resolves once events flow. */
  start(inbound: Inbound): Promise<void>;
  readonly limits: PlatformLimits;
  /**
   * Posts once, never retrying by itself, and gives up within 10 seconds. A list of ten rows or one card is one
   * message, shortened where it must be.
   */
  post(channel: ChannelRef, message: Message, options: PostOptions): Promise<readonly PostedMessage[]>;
  /** Looks for a posted message by its key. A platform where that cannot be done has no such method. */
  find?(channel: ChannelRef, key: string, options: FindOptions): Promise<Found>;
  /**
   * Opens the thread of a message and resolves to its id, the same one however often it is called. Where it is absent,
   * a message's id is that of its thread.
   */
  openThread?(channel: ChannelRef, messageId: string, name: string): Promise<string>;
  /** Replaces a posted message, keeping its reactions and, where it was posted with one, its key. */
  edit(channel: ChannelRef, messageId: string, message: Message, options?: EditOptions): Promise<void>;
  /**
   * Writes to a person in private about a channel, with the way there unless it is gone. A platform where that cannot be
   * done has no such method.
   */
  tell?(
    channel: ChannelRef,
    personId: string,
    message: Message,
    options?: { readonly gone: boolean },
  ): Promise<void>;
  /** What is wrong now; nothing where all is well. A platform where that cannot be has no such method. */
  trouble?(): Trouble | undefined;
  /** Finishes what is being sent, then disconnects. */
  stop(): Promise<void>;
}

/** Whether messages may be given to an adapter at all. */
export function canPost({ trouble }: Pick<PlatformAdapter, 'trouble'>): boolean {
  return trouble?.()?.canPost ?? true;
}

/** The channel that a key of `channelKey` names. */
export function channelOfKey(key: string): ChannelRef {
  const [platform = '', community = '', id = ''] = key.split('/').map(decodeURIComponent);
  return { platform, community, id };
}

/** A channel's key in the store, such as `slack/T1/C1`. */
export function channelKey(channel: ChannelRef): string {
  return [channel.platform, channel.community, channel.id].map(encodeURIComponent).join('/');
}
