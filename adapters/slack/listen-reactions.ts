import type { ReactionAddedEvent, ReactionRemovedEvent } from '@slack/types';
import { emojiOf } from './emoji.ts';
import { channelRef, type Listening, onEvent, type Scene } from './listening.ts';

/** Tells the core of people's reactions, on messages in channels and in threads alike. */
export function listenForReactions(listening: Listening): void {
  const { inbound, findPerson } = listening;

  async function react(
    event: ReactionAddedEvent | ReactionRemovedEvent,
    { client, community }: Scene,
  ): Promise<void> {
    const emoji = emojiOf(event.reaction);
    if (emoji === undefined || event.item.type !== 'message') return;
    const { isBot } = await findPerson(client, event.user, community);
    if (isBot) return;
    await inbound.reaction({
      channel: channelRef(community, event.item.channel),
      messageId: event.item.ts,
      personId: event.user,
      emoji,
      added: event.type === 'reaction_added',
      order: Number(event.event_ts),
    });
  }

  onEvent(listening, 'reaction_added', react);
  onEvent(listening, 'reaction_removed', react);
}
