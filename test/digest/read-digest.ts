import { type Message, textOf } from '../../src/message/message.ts';

/** The titles of the papers that a message shows, in its order. */
export function titlesIn(message: Message): string[] {
  return message.parts.flatMap((part) => {
    if (part.kind === 'row') return [textOf(part.row.title)];
    return part.kind === 'card' ? [textOf(part.card.title)] : [];
  });
}

/** The heading of a list; undefined for other messages. */
export function headingOf(message: Message): string | undefined {
  const [first] = message.parts;
  return first?.kind === 'heading' ? first.text : undefined;
}
