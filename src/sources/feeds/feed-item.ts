/** One entry of a feed, of whatever format, as it is written there. */
export interface FeedItem {
  readonly title?: string | undefined;
  /** Where people read it. */
  readonly link?: string | undefined;
  /** Identifiers and addresses in which an arXiv id or a DOI may stand. */
  readonly ids: readonly string[];
  /** Summary or content, plain or HTML. */
  readonly text?: string | undefined;
  /** Names, or several names in one. */
  readonly authors: readonly string[];
  /** When it was published, or last changed where that is not told; in any form. */
  readonly date?: string | undefined;
  readonly categories: readonly string[];
  readonly doi?: string | undefined;
}

export interface Feed {
  readonly items: readonly FeedItem[];
  /** How many entries there are in all, where the feed is a page of them. */
  readonly total?: number;
}
