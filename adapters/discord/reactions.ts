import { z } from 'zod';

/** A reaction added or removed, as the gateway tells it. Who reacted is told in full only where one was added. */
const ReactionEvent = z.object({
  user_id: z.string(),
  channel_id: z.string(),
  message_id: z.string(),
  guild_id: z.string().optional(),
  member: z.object({ user: z.object({ bot: z.boolean().optional() }).optional() }).optional(),
  emoji: z.object({ id: z.string().nullable(), name: z.string().nullable() }),
});

export interface ReadReaction {
  readonly channelId: string;
  readonly guildId: string | null;
  readonly messageId: string;
  readonly personId: string;
  readonly emoji: string;
}

/** All reactions taken from a message, or all with one emoji. */
const ClearanceEvent = ReactionEvent.pick({ channel_id: true, message_id: true, guild_id: true }).extend({
  emoji: ReactionEvent.shape.emoji.optional(),
});

export interface ReadClearance extends Omit<ReadReaction, 'personId' | 'emoji'> {
  /** Absent where all reactions were taken away. */
  readonly emoji?: string;
}

/** What was taken from a message; undefined where it cannot have been votes. */
export function readClearance(event: unknown): ReadClearance | undefined {
  const { channel_id, message_id, guild_id, emoji } = ClearanceEvent.parse(event);
  if (emoji && (emoji.id !== null || emoji.name === null)) return undefined;
  return {
    ...{ channelId: channel_id, guildId: guild_id ?? null, messageId: message_id },
    ...(emoji?.name != null && { emoji: emoji.name }),
  };
}

/** What can be a vote: a person's reaction with an emoji that is no server's own. Undefined for all else. */
export function readReaction(event: unknown, self: string | undefined): ReadReaction | undefined {
  const { user_id, channel_id, message_id, guild_id, member, emoji } = ReactionEvent.parse(event);
  if (user_id === self || member?.user?.bot || emoji.id !== null || emoji.name === null) return undefined;
  return {
    channelId: channel_id,
    guildId: guild_id ?? null,
    messageId: message_id,
    personId: user_id,
    emoji: emoji.name,
  };
}
