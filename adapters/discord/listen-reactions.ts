import { type Client, GatewayDispatchEvents } from 'discord.js';
import { handle, type Listening } from './listening.ts';
import { findPlace, messageIdIn } from './places.ts';
import { readClearance, readReaction } from './reactions.ts';

/** Events are read as they come over the gateway, so that they need no message in any cache: old ones count too. */
export function listenForReactions(listening: Listening): void {
  const { client, inbound, now } = listening;
  let newest = 0;

  /** The time of arrival, later for each event: Discord's own order, in milliseconds. */
  function arrival(): number {
    newest = Math.max(now(), newest + 1);
    return newest;
  }

  async function react(event: unknown, added: boolean, order: number): Promise<void> {
    const reaction = readReaction(event, client.user?.id);
    if (!reaction) return;
    const { channel, messageId } = await locate(client, reaction);
    const { personId, emoji } = reaction;
    await inbound.reaction({ channel, messageId, personId, emoji, added, order });
  }

  /** Someone took all reactions from a message, or all of one emoji. */
  async function clear(event: unknown, order: number): Promise<void> {
    const cleared = readClearance(event);
    if (!cleared) return;
    const { channel, messageId } = await locate(client, cleared);
    const { emoji } = cleared;
    await inbound.reactionState({
      ...{ channel, messageId, reactions: [], order },
      ...(emoji !== undefined && { emoji }),
    });
  }

  function hear(name: GatewayDispatchEvents, work: (event: unknown, order: number) => Promise<void>): void {
    client.ws.on(name, (event: unknown) => {
      const order = arrival();
      handle(listening, () => work(event, order));
    });
  }

  hear(GatewayDispatchEvents.MessageReactionAdd, (event, order) => react(event, true, order));
  hear(GatewayDispatchEvents.MessageReactionRemove, (event, order) => react(event, false, order));
  hear(GatewayDispatchEvents.MessageReactionRemoveAll, clear);
  hear(GatewayDispatchEvents.MessageReactionRemoveEmoji, clear);
}

async function locate(
  client: Client,
  at: { readonly channelId: string; readonly guildId: string | null; readonly messageId: string },
) {
  const place = await findPlace(client, at.channelId, at.guildId);
  return { channel: place.ref, messageId: messageIdIn(place, at.messageId) };
}
