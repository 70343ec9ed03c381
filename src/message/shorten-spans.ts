import { shorten } from '../text/shorten.ts';
import { type Span, type Text, textOf } from './message.ts';

/** The spans whose text is within `max` UTF-16 units, the last one shortened as `shorten` does; empty ones left out. */
export function shortenSpans(text: Text, max: number): Text {
  const whole = textOf(text);
  const short = shorten(whole, max);
  if (short === '') return [];
  let room = short === whole ? whole.length : short.length - 1;
  const kept: Span[] = [];
  for (const span of text) {
    const part = span.text.slice(0, room);
    room -= part.length;
    if (part !== '') kept.push({ ...span, text: part });
  }
  if (short === whole) return kept;
  const last = kept.pop();
  return [...kept, { ...last, text: `${last?.text ?? ''}…` }];
}
