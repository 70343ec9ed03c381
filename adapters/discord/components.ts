import {
  type APIButtonComponentWithCustomId,
  type APIMessageTopLevelComponent,
  type APITextDisplayComponent,
  ComponentType,
} from 'discord.js';
import {
  type Button,
  type PaperCard,
  type PaperRow,
  type Part,
  plain,
  type Span,
  type Text,
} from '../../src/message/message.ts';
import { cleanText } from '../../src/text/display.ts';
import { shorten } from '../../src/text/shorten.ts';
import { discordButton, voteButton } from './buttons.ts';
import { type Detail, LIMITS, TASTE } from './limits.ts';
import { httpUrl, lineWithin, markdownWithin } from './markdown.ts';

/**
 * The components that show a part, each within Discord's limits; none where there is nothing to show.
 *
 * @param at where the part stands in the message, from 0
 */
export function componentsOf(part: Part, at: number, detail: Detail): APIMessageTopLevelComponent[] {
  switch (part.kind) {
    case 'heading':
      return textDisplay(prefixed('### ', lineWithin(plain(part.text), TASTE.heading)));
    case 'text':
      return textDisplay(markdownWithin(part.text, TASTE.text));
    case 'note':
      return textDisplay(prefixed('-# ', lineWithin(part.text, TASTE.note)));
    case 'row':
      return withButton(rowLines(part.row, detail), voteButton(part.row, at));
    case 'card':
      return cardComponents(part.card, at, detail);
    case 'buttons':
      return buttonRow(part.buttons, at);
    case 'image':
      return imageComponents(part.url, part.alt);
    case 'divider':
      return [{ type: ComponentType.Separator }];
  }
}

function rowLines(row: PaperRow, detail: Detail): string {
  return [`**${row.number}.** ${titleLine(row, detail)}`, ...factLines(row, detail)].join('\n');
}

function cardComponents(card: PaperCard, at: number, detail: Detail): APIMessageTopLevelComponent[] {
  const authors = card.authors === undefined ? '' : lineWithin(plain(card.authors), 500);
  const head = [titleLine(card, detail), authors, ...factLines(card, detail)].filter(Boolean).join('\n');
  const summary =
    card.summary === undefined ? '' : lineWithin([{ text: card.summary, style: 'italic' }], 600);
  const places = markdownWithin(placesOf(card), 600);
  const room = detail.card - head.length - summary.length - places.length;
  const abstract = card.abstract === undefined ? '' : markdownWithin(card.abstract, room);
  const body = [summary, abstract, places].filter(Boolean).join('\n\n');
  return [...withButton(head, voteButton(card, at)), ...textDisplay(body)];
}

function placesOf({ links }: PaperCard): Text {
  return links
    .filter(({ url }) => httpUrl(url, TASTE.linkUrl) !== undefined)
    .flatMap(({ label, url }, at): Span[] => [...(at > 0 ? plain(' · ') : []), { text: label, link: url }]);
}

/** Matched words are not set apart within a title, which is bold as a whole; the line below names them. */
function titleLine({ title, url }: { readonly title: Text; readonly url: string }, detail: Detail): string {
  const link = httpUrl(url, detail.url);
  const text = title.map((span) => span.text).join('');
  return lineWithin([{ text, style: 'bold', ...(link !== undefined && { link }) }], detail.title);
}

function factLines({ facts, matched }: Omit<PaperRow, 'number'>, detail: Detail): string[] {
  return [facts, matched ? `matched: ${matched}` : '']
    .map((line) => prefixed('-# ', lineWithin(plain(line), detail.line)))
    .filter(Boolean);
}

function withButton(
  content: string,
  button: APIButtonComponentWithCustomId | undefined,
): APIMessageTopLevelComponent[] {
  if (!button || content.trim() === '') return textDisplay(content);
  return [
    {
      type: ComponentType.Section,
      components: [{ type: ComponentType.TextDisplay, content }],
      accessory: button,
    },
  ];
}

/** At most five, as `render.ts` gives them. */
function buttonRow(buttons: readonly Button[], part: number): APIMessageTopLevelComponent[] {
  const drawn = buttons.flatMap((button, at) => discordButton(button, part, at) ?? []);
  if (drawn.length === 0) return [];
  return [
    ...drawn.flatMap(({ line }) => line ?? []),
    { type: ComponentType.ActionRow, components: drawn.map(({ button }) => button) },
  ];
}

function imageComponents(address: string, alt: string): APIMessageTopLevelComponent[] {
  const url = httpUrl(address, LIMITS.url);
  if (url === undefined) return textDisplay(markdownWithin(plain(alt), TASTE.note));
  const description = shorten(cleanText(alt).trim(), LIMITS.imageAlt);
  return [
    {
      type: ComponentType.MediaGallery,
      items: [{ media: { url }, ...(description !== '' && { description }) }],
    },
  ];
}

function textDisplay(content: string): APITextDisplayComponent[] {
  return content.trim() === '' ? [] : [{ type: ComponentType.TextDisplay, content }];
}

function prefixed(mark: string, line: string): string {
  return line === '' ? '' : mark + line;
}
