import type { ActionsBlock, KnownBlock, SectionBlock } from '@slack/types';
import type { Button, PaperCard, PaperRow, Part, Span, Text } from '../../src/message/message.ts';
import { plain, textOf } from '../../src/message/message.ts';
import { shortenSpans } from '../../src/message/shorten-spans.ts';
import { cleanText } from '../../src/text/display.ts';
import { shorten } from '../../src/text/shorten.ts';
import { slackButton, voteButton } from './buttons.ts';
import { LIMITS, TASTE } from './limits.ts';
import { httpUrl, richText } from './rich-text.ts';

/** The blocks that show a part, each within Slack's limits; none where there is nothing to show. */
export function blocksOf(part: Part): KnownBlock[] {
  switch (part.kind) {
    case 'heading':
      return present(headerBlock(part.text));
    case 'text':
      return present(richText(part.text));
    case 'note':
      return present(noteBlock(part.text));
    case 'row':
      return rowBlocks(part.row);
    case 'card':
      return cardBlocks(part.card);
    case 'buttons':
      return present(buttonsBlock(part.buttons));
    case 'image':
      return present(imageBlock(part.url, part.alt));
    case 'divider':
      return [{ type: 'divider' }];
  }
}

function headerBlock(heading: string): KnownBlock | undefined {
  const text = line(heading, LIMITS.header);
  return text === '' ? undefined : { type: 'header', text: { type: 'plain_text', text, emoji: false } };
}

/** Small and grey; context blocks know no rich text, so that a note with styles or links is a text. */
function noteBlock(note: Text): KnownBlock | undefined {
  if (note.some(({ style, link }) => style !== undefined || link !== undefined)) return richText(note);
  const text = shorten(cleanText(textOf(note)).trim(), TASTE.unstyled);
  if (text === '') return undefined;
  return { type: 'context', elements: [{ type: 'plain_text', text, emoji: false }] };
}

function rowBlocks(row: PaperRow): KnownBlock[] {
  return present<KnownBlock>(
    richText([{ text: `${row.number}. `, style: 'bold' }, titleSpan(row)]),
    factsBlock(row),
  );
}

function cardBlocks(card: PaperCard): KnownBlock[] {
  const { authors, summary, abstract, links } = card;
  const places = links.flatMap(({ label, url }, at): Span[] => [
    ...(at > 0 ? plain(' · ') : []),
    { text: label, link: url },
  ]);
  const paragraphs: Text[] = [
    summary === undefined ? [] : [{ text: line(summary, TASTE.summary), style: 'italic' }],
    abstract === undefined ? [] : shortenSpans(abstract, LIMITS.text - TASTE.summary - textOf(places).length),
    places,
  ];
  const body = paragraphs.filter((text) => textOf(text).trim() !== '');
  return present<KnownBlock>(
    richText([titleSpan(card), ...(authors === undefined ? [] : plain(`\n${line(authors, TASTE.authors)}`))]),
    factsBlock(card),
    richText(body.flatMap((text, at) => [...(at > 0 ? plain('\n\n') : []), ...text])),
  );
}

/** Matched words are not set apart within a title, which is bold as a whole; the line below names them. */
function titleSpan({ title, url }: { readonly title: Text; readonly url: string }): Span {
  return { text: line(textOf(title), TASTE.title), style: 'bold', link: url };
}

/** Facts and matched words with the vote button beside them; in plain text nothing is markup. */
function factsBlock(paper: Omit<PaperRow, 'number'>): SectionBlock | ActionsBlock | undefined {
  const text = [paper.facts, paper.matched ? `matched: ${paper.matched}` : '']
    .map((facts) => line(facts, TASTE.facts))
    .filter(Boolean)
    .join('\n');
  const button = voteButton(paper);
  if (text === '') return button && { type: 'actions', elements: [button] };
  return {
    type: 'section',
    text: { type: 'plain_text', text, emoji: false },
    ...(button && { accessory: button }),
  };
}

function buttonsBlock(buttons: readonly Button[]): ActionsBlock | undefined {
  const elements = present(...buttons.slice(0, LIMITS.buttons).map(slackButton));
  return elements.length === 0 ? undefined : { type: 'actions', elements };
}

function imageBlock(address: string, alt: string): KnownBlock | undefined {
  const url = httpUrl(address, LIMITS.url);
  if (url === undefined) return richText([{ text: alt, link: address }]);
  return { type: 'image', image_url: url, alt_text: line(alt, LIMITS.imageAlt) || 'Image' };
}

/** Seen text on one line, within `max`. */
function line(text: string, max: number): string {
  return shorten(cleanText(text).replace(/\s+/g, ' ').trim(), max);
}

function present<T>(...blocks: readonly (T | undefined)[]): T[] {
  return blocks.filter((block) => block !== undefined);
}
