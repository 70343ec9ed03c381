import type { Place } from '../query/ast.ts';
import type { Reason } from '../query/matcher.ts';
import type { Text } from './message.ts';

/** A display text of a paper in which the words that made it match are bold. */
export function highlight(text: string, place: Place, reasons: readonly Reason[]): Text {
  const spans: { text: string; style?: 'bold' }[] = [];
  let at = 0;
  const marks = reasons
    .filter((reason) => reason.kind === 'words' && reason.place === place)
    .map((reason) =>
      reason.kind === 'words' ? { start: reason.start, end: reason.end } : { start: 0, end: 0 },
    )
    .sort((left, right) => left.start - right.start);
  for (const { start, end } of marks) {
    const from = Math.max(start, at);
    if (end <= from) continue;
    if (from > at) spans.push({ text: text.slice(at, from) });
    spans.push({ text: text.slice(from, end), style: 'bold' });
    at = end;
  }
  if (at < text.length || spans.length === 0) spans.push({ text: text.slice(at) });
  return spans;
}
