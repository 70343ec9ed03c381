import type { PostedPaper } from '../store/store.ts';

/** What makes an emoji a picture, or gives it a skin tone: variants that count the same. */
const VARIANTS = /[\u{1f3fb}-\u{1f3ff}\ufe0e\ufe0f]/gu;

/** The emoji without skin tone and variation selector: `👍🏽` → `👍`, `1️⃣` → `1⃣`. */
export function canonicalEmoji(emoji: string): string {
  return emoji.replace(VARIANTS, '');
}

/** Any of these on a card is a vote, in canonical form. */
export const UPVOTE_EMOJI: ReadonlySet<string> = new Set(['👍', '⬆️', '🔼', '🔥', '❤️'].map(canonicalEmoji));

/** The row that a number emoji names: 1 to 10; undefined for any other emoji. */
export function rowOf(emoji: string): number | undefined {
  if (emoji === '🔟') return 10;
  const keycap = /^([1-9])\u20e3$/.exec(canonicalEmoji(emoji));
  return keycap ? Number(keycap[1]) : undefined;
}

/**
 * The paper that an emoji on a message votes for: the row of its number, or, on a card, the card's paper; undefined
 * where it votes for nothing.
 */
export function paperFor(
  papers: readonly PostedPaper[],
  emoji: string,
  upvotes = UPVOTE_EMOJI,
): string | undefined {
  const row = rowOf(emoji);
  if (row !== undefined) return papers.find((paper) => paper.row === row)?.paperId;
  const [card, ...others] = papers;
  const isCard = card !== undefined && card.row === undefined && others.length === 0;
  return isCard && upvotes.has(canonicalEmoji(emoji)) ? card.paperId : undefined;
}
