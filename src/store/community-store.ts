/** Events of platforms that were handled: a platform sends one again whose acknowledgement it missed. */
export interface EventStore {
  /** Remembers the event; false where it was remembered before. */
  isNew(eventId: string, at: number): Promise<boolean>;
  /** Forgets those from before a time. */
  forget(before: number): Promise<void>;
}

/** What is known of whole communities, each named by `communityKey`. */
export interface CommunityStore {
  /** The community removed Paperboy; an earlier time that is known stays. */
  lose(community: string, at: number): Promise<void>;
  /** Paperboy is there; whether it had been removed. */
  regain(community: string): Promise<boolean>;
  /** Those that removed Paperboy before a time and did not take it back. */
  lostBefore(time: number): Promise<string[]>;
  /** The keys of all its channels with a schedule. */
  channels(community: string): Promise<string[]>;
  /**
   * The channel goes on under another key in its community: all that is held of it is the other one's now. Where that is
   * known already they become one, with the subscriptions of both and the schedule of the one that goes on.
   */
  moveChannel(from: string, to: string): Promise<void>;
  /** Deletes all that is held of a community and its channels. */
  forget(community: string): Promise<void>;
}

/** Where Paperboy is installed, and with which tokens: text that only its adapter can open. */
export interface InstallationStore {
  put(community: string, sealed: string): Promise<void>;
  /** Records that a workspace belongs to an organisation, which holds the installation; whether that is new. */
  join(community: string, parent: string): Promise<boolean>;
  /** The community's own installation, else its organisation's, with whose it is. */
  get(community: string): Promise<{ readonly owner: string; readonly sealed: string } | undefined>;
  /** Removes one; the communities that are without one now: itself, and an organisation's workspaces. */
  remove(community: string): Promise<string[]>;
}
