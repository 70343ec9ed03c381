import { displayLine } from '../text/display.ts';
import type { Action, Button, Message, Part, Span, Text } from './message.ts';
import { paperRow, type ShownPaper } from './paper-parts.ts';

/** Rows of one list; a number emoji votes for each. */
export const ROWS_PER_PAGE = 10;

export interface ListContent {
  readonly heading: string;
  /** What stands between heading and rows. */
  readonly intro?: Text;
  readonly papers: readonly ShownPaper[];
  readonly buttons?: readonly Button[];
  readonly note?: Text;
  readonly more?: readonly Part[];
}

/** A numbered list of at most ten papers. */
export function listMessage({ heading, intro, papers, buttons = [], note, more = [] }: ListContent): Message {
  const rows = papers.slice(0, ROWS_PER_PAGE).map((shown, at) => paperRow(shown, at + 1));
  const titles = papers.slice(0, 3).map(({ paper }) => displayLine(paper.title));
  return {
    fallback: titles.length > 0 ? `${heading}: ${titles.join('; ')}` : heading,
    parts: [
      { kind: 'heading', text: heading },
      ...(intro ? [textPart(intro)] : []),
      ...rows.map((row): Part => ({ kind: 'row', row })),
      ...more,
      ...(buttons.length > 0 ? [buttonsPart(buttons)] : []),
      ...(note ? [notePart(note)] : []),
    ],
  };
}

/** A short message of one or more paragraphs. */
export function textMessage(
  paragraphs: readonly (string | Text)[],
  buttons: readonly Button[] = [],
): Message {
  const texts = paragraphs.map((paragraph) =>
    typeof paragraph === 'string' ? [{ text: paragraph }] : paragraph,
  );
  return {
    fallback: texts.map((text) => text.map((span) => span.text).join('')).join(' '),
    parts: [...texts.map(textPart), ...(buttons.length > 0 ? [buttonsPart(buttons)] : [])],
  };
}

export function textPart(text: Text): Part {
  return { kind: 'text', text };
}

export function notePart(text: Text): Part {
  return { kind: 'note', text };
}

export function buttonsPart(buttons: readonly Button[]): Part {
  return { kind: 'buttons', buttons };
}

export function runButton(label: string, line: string, style?: Button['style']): Button {
  return { label, action: { kind: 'run', line }, ...(style && { style }) };
}

/** Shows an answer that only the asker sees to the whole channel. */
export function shareButton(line: string): Button {
  const action: Action = { kind: 'run', line, share: true };
  return { label: 'Share', action };
}

export function code(text: string): Span {
  return { text, style: 'code' };
}

export function bold(text: string): Span {
  return { text, style: 'bold' };
}

/** Text in which what stands between backticks is code: for Paperboy's own sentences, never for what others wrote. */
export function withCode(sentence: string): Text {
  return sentence
    .split('`')
    .flatMap((piece, at) => (piece === '' ? [] : [at % 2 === 1 ? code(piece) : { text: piece }]));
}
