import { channelKey, type ReactionState } from '../platform/platform.ts';
import type { Store } from '../store/store.ts';
import { canonicalEmoji, paperFor } from './emoji.ts';
import { communityKey } from './voting.ts';

/**
 * Replaces what is held of a message's reactions by what stands on it; what happened since it was read stays. Resolves
 * to the papers whose votes may have changed.
 */
export async function replaceReactions(
  store: Store,
  { channel: ref, messageId, emoji: only, reactions, order }: ReactionState,
  now: number,
): Promise<string[]> {
  const channel = channelKey(ref);
  return store.transaction(async (inside) => {
    const post = await inside.posts.get(channel, messageId);
    if (!post) return [];
    const standing = new Map(
      reactions.map(({ personId, emoji }) => {
        const mark = { person: personId, emoji: canonicalEmoji(emoji) };
        return [nameOf(mark), mark];
      }),
    );
    const marks = await inside.votes.standingOn(channel, messageId);
    const held = only === undefined ? marks : marks.filter(({ emoji }) => emoji === canonicalEmoji(only));
    const known = new Set(held.map(nameOf));
    const changes = [
      ...[...standing.values()]
        .filter((mark) => !known.has(nameOf(mark)))
        .map((mark) => ({ ...mark, on: true })),
      ...held.filter((mark) => !standing.has(nameOf(mark))).map((mark) => ({ ...mark, on: false })),
    ];
    const changed = new Set<string>();
    for (const { person, emoji, on } of changes) {
      const paperId = paperFor(post.papers, emoji);
      if (paperId === undefined) continue;
      const community = communityKey(ref);
      await inside.votes.mark({ community, channel, messageId, person, emoji, paperId, on, order, at: now });
      changed.add(paperId);
    }
    return [...changed];
  });
}

function nameOf({ person, emoji }: { readonly person: string; readonly emoji: string }): string {
  return `${person} ${emoji}`;
}
