import type { DiscordShards } from '../../src/discord-config.ts';
import type { PlatformLimits } from '../../src/platform/platform.ts';

/**
 * What Discord takes. Counted in UTF-16 units, which is never less than Discord's own count.
 *
 * @see https://discord.com/developers/docs/components/reference
 * @see https://discord.com/developers/docs/resources/message#create-message
 * @see https://discord.com/developers/docs/interactions/application-commands#application-command-object
 */
export const LIMITS = {
  /** Components of one message, those within others counted too. */
  components: 40,
  /** All text of one message together. */
  text: 4000,
  buttonsInRow: 5,
  buttonLabel: 80,
  /** Unique within a message. */
  customId: 100,
  imageAlt: 1024,
  url: 2048,
  /** A message with the same nonce is not posted twice within some minutes. */
  nonce: 25,
  threadName: 100,
  /** Of a command, a subcommand, an option. */
  description: 100,
  choices: 25,
  /** Name and value of a choice. */
  choice: 100,
  /** Messages of a channel's history in one answer. */
  historyPage: 100,
  /** People who reacted, in one answer. */
  peoplePage: 100,
} as const;

/** How long things may become, as Markdown, so that messages stay readable. */
export const TASTE = {
  heading: 300,
  text: 3500,
  note: 600,
  linkUrl: 512,
  /** A command line that stands in a message for a button to refer to. */
  referredLine: 500,
} as const;

/** How much is said of papers; a list or card that is more than one message is said with fewer words. */
export interface Detail {
  /** A title with its link. */
  readonly title: number;
  /** An address that is longer is left out, and so is the link. */
  readonly url: number;
  /** Facts, and matched words. */
  readonly line: number;
  /** A whole card. */
  readonly card: number;
}

/** From the most to the least: at the last, ten rows take 2,500 characters. */
export const DETAILS: readonly [Detail, ...Detail[]] = [
  { title: 600, url: 512, line: 300, card: 3600 },
  { title: 300, url: 220, line: 120, card: 3000 },
  { title: 180, url: 100, line: 60, card: 2200 },
  { title: 130, url: 60, line: 50, card: 1500 },
];

/**
 * How fast digests go out: 50 requests a second are allowed over all processes of a bot, of which some are left to answers
 * and edits, and 5 messages in 5 seconds in a channel.
 */
const PACE = { callsPerSecond: 40, channelGap: 1_000, editGap: 3_000 } as const satisfies PlatformLimits;

/** A process's part of that is as large as its part of the shards, so that none has to ask the others. */
export function paceOf(shards: DiscordShards | undefined): PlatformLimits {
  const part = shards === undefined ? 1 : shards.ids.length / shards.count;
  return { ...PACE, callsPerSecond: Math.max(1, Math.floor(PACE.callsPerSecond * part)) };
}
