import { describe, expect, test } from 'vitest';
import { canonicalEmoji, paperFor, rowOf, UPVOTE_EMOJI } from '../../src/votes/emoji.ts';

const LIST = [
  { row: 1, paperId: 'a' },
  { row: 2, paperId: 'b' },
  { row: 10, paperId: 'j' },
];
const CARD = [{ paperId: 'a' }];

describe('emoji', () => {
  test('count the same in every skin tone and with or without a variation selector', () => {
    for (const tone of ['👍', '👍🏻', '👍🏿', '👍\uFE0F']) expect(canonicalEmoji(tone)).toBe('👍');
    expect(canonicalEmoji('❤️')).toBe(canonicalEmoji('❤'));
    expect(canonicalEmoji('1️⃣')).toBe('1⃣');
  });

  test('of numbers mean rows 1 to 10, others none', () => {
    const keycaps = ['1️⃣', '2️⃣', '3️⃣', '4️⃣', '5️⃣', '6️⃣', '7️⃣', '8️⃣', '9️⃣', '🔟'];
    expect(keycaps.map(rowOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(keycaps.map((keycap) => rowOf(keycap.replace('\uFE0F', '')))).toEqual(keycaps.map(rowOf));
    for (const other of ['0️⃣', '#️⃣', '*️⃣', '1', '10', '👍', '']) expect(rowOf(other)).toBeUndefined();
  });
});

describe('the paper that a reaction votes for', () => {
  test('on a list is that of the row with its number', () => {
    expect(paperFor(LIST, '2️⃣')).toBe('b');
    expect(paperFor(LIST, '🔟')).toBe('j');
    expect(paperFor(LIST, '3️⃣')).toBeUndefined();
    expect(paperFor(LIST, '👍')).toBeUndefined();
    expect(paperFor([{ row: 1, paperId: 'a' }], '👍')).toBeUndefined();
  });

  test('on a card is its paper, for each upvote emoji and no other', () => {
    for (const emoji of ['👍', '👍🏽', '⬆️', '⬆', '🔼', '🔥', '❤️', '❤'])
      expect(paperFor(CARD, emoji)).toBe('a');
    for (const emoji of ['👎', '1️⃣', '🎉']) expect(paperFor(CARD, emoji)).toBeUndefined();
    expect(UPVOTE_EMOJI.size).toBe(5);
  });

  test('on a card follows the emoji that are set', () => {
    expect(paperFor(CARD, '🎉', new Set(['🎉']))).toBe('a');
    expect(paperFor(CARD, '👍', new Set(['🎉']))).toBeUndefined();
  });

  test('is none on a message with several cards, or with none', () => {
    expect(paperFor([{ paperId: 'a' }, { paperId: 'b' }], '👍')).toBeUndefined();
    expect(paperFor([], '👍')).toBeUndefined();
  });
});
