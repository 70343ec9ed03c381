/**
 * What Slack takes. Counted in UTF-16 units, which is never less than Slack's own count.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks
 * @see https://docs.slack.dev/reference/block-kit/block-elements/button-element
 * @see https://docs.slack.dev/interactivity/handling-user-interaction (response URLs)
 */
export const LIMITS = {
  blocks: 50,
  /** All blocks of one message as JSON. Undocumented: from about 13,000 on comes `msg_blocks_too_long`. */
  blocksTotal: 12_000,
  header: 150,
  /** A section's text, and what we put into one rich text block, for which nothing is documented. */
  text: 3000,
  buttons: 25,
  buttonLabel: 75,
  buttonValue: 2000,
  blockId: 255,
  imageAlt: 2000,
  url: 3000,
  /** `text` beside blocks: 4,000 characters are recommended, and escaping may lengthen it. */
  fallback: 3000,
  /** Uses of one response URL, within 30 minutes. */
  responses: 5,
  /** Messages asked for at once when one is looked for; apps outside the Marketplace get 15. */
  historyPage: 100,
  /** Blocks of an App Home. */
  homeBlocks: 100,
} as const;

/** How long we let things become so that lists stay readable and within one message. */
export const TASTE = {
  title: 300,
  facts: 300,
  authors: 500,
  summary: 600,
  linkUrl: 1000,
  /** One rich text block as JSON; a text with so many styled pieces that it is longer loses its styles. */
  richText: 5000,
  /** Characters of such a text: as JSON at most twice as long. */
  unstyled: 2400,
  /** All blocks of a new message; below Slack's limit, so that edits (more votes, a key) still fit. */
  blocksTotal: 11_500,
} as const;

/** Milliseconds between two refreshes of one person's App Home; `views.publish` takes a hundred a minute of all of them. */
export const HOME_GAP = 10_000;

/** How fast digests go out: one message a second in a channel (FACTS section 5), and no more calls than one process needs. */
export const PACE = { callsPerSecond: 50, channelGap: 1_000, editGap: 3_000 } as const;
