import type { Message, Part } from './message.ts';

/** A message with the votes of now on its rows and cards; the same object where none of them changed. */
export function recount(message: Message, votes: ReadonlyMap<string, number>): Message {
  const parts = message.parts.map((part) => recountPart(part, votes));
  return parts.every((part, at) => part === message.parts[at]) ? message : { ...message, parts };
}

/** The papers that a message counts votes for. */
export function papersOn(message: Message): string[] {
  return message.parts.flatMap((part) => {
    if (part.kind === 'row') return [part.row.paperId];
    return part.kind === 'card' ? [part.card.paperId] : [];
  });
}

function recountPart(part: Part, counts: ReadonlyMap<string, number>): Part {
  if (part.kind === 'row') {
    const votes = counts.get(part.row.paperId) ?? 0;
    return votes === part.row.votes ? part : { ...part, row: { ...part.row, votes } };
  }
  if (part.kind === 'card') {
    const votes = counts.get(part.card.paperId) ?? 0;
    return votes === part.card.votes ? part : { ...part, card: { ...part.card, votes } };
  }
  return part;
}
