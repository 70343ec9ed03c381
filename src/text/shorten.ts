const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The text within `max` UTF-16 units (no platform counts more for the same text). A longer one ends with `…`, after a
 * whole word where that keeps at least half of the room, and never within what people see as one character.
 */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return '';
  const kept = wholeCharacters(text, max - 1);
  const endsWord = /\s/.test(text.charAt(kept.length));
  const word = endsWord ? kept : (/^(.*)\s/s.exec(kept)?.[1] ?? '');
  const cut = word.trimEnd().length * 2 >= kept.length ? word : kept;
  return `${cut.replace(/[\s,;:·–—-]+$/u, '')}…`;
}

/** The longest beginning of whole graphemes within `room` UTF-16 units. */
function wholeCharacters(text: string, room: number): string {
  let end = 0;
  for (const { index, segment } of graphemes.segment(text)) {
    if (index + segment.length > room) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}
