import {
  type ChannelRef,
  channelKey,
  channelOfKey,
  type Press,
  type Reaction,
} from '../platform/platform.ts';
import { BUTTON, type Store } from '../store/store.ts';
import { canonicalEmoji, paperFor, rowOf, UPVOTE_EMOJI } from './emoji.ts';

/** Within a community one person counts once for a paper. */
export function communityKey({ platform, community }: ChannelRef): string {
  return [platform, community].map(encodeURIComponent).join('/');
}

/** The community of a channel that is known by its key. */
export function communityOf(channel: string): string {
  return communityKey(channelOfKey(channel));
}

/**
 * Counts a reaction for the paper it stands on. One on a message that is not recorded yet waits for it; an emoji that
 * votes for nothing on its message is ignored. Resolves to the paper whose votes it concerns, if any.
 */
export async function countReaction(
  store: Store,
  reaction: Reaction,
  now: number,
): Promise<string | undefined> {
  const emoji = canonicalEmoji(reaction.emoji);
  if (rowOf(emoji) === undefined && !UPVOTE_EMOJI.has(emoji)) return undefined;
  return store.transaction(async (inside) => {
    const channel = channelKey(reaction.channel);
    const post = await inside.posts.get(channel, reaction.messageId);
    const paperId = post && paperFor(post.papers, emoji);
    if (post && paperId === undefined) return undefined;
    await inside.votes.mark({
      community: communityKey(reaction.channel),
      channel,
      messageId: reaction.messageId,
      person: reaction.personId,
      emoji,
      on: reaction.added,
      order: reaction.order,
      at: now,
      ...(paperId !== undefined && { paperId }),
    });
    return paperId;
  });
}

/** Turns the person's vote button for the paper on or off; resolves to the paper's votes in the community. */
export async function toggleVote(store: Store, press: Press, now: number): Promise<number> {
  const community = communityKey(press.channel);
  return store.transaction(async (inside) => {
    const paper = await inside.papers.get(press.paperId);
    if (!paper) return 0;
    const on = await inside.votes.buttonOn(community, press.person.id, paper.id);
    await inside.votes.mark({
      community,
      channel: channelKey(press.channel),
      messageId: paper.id,
      person: press.person.id,
      emoji: BUTTON,
      paperId: paper.id,
      on: !on,
      order: now,
      at: now,
    });
    return (await inside.votes.count(community, [paper.id])).get(paper.id) ?? 0;
  });
}
