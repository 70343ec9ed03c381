import type { RichTextBlock, RichTextElement } from '@slack/types';
import { type Span, type Text, textOf } from '../../src/message/message.ts';
import { withoutUnseen } from '../../src/text/display.ts';
import { shorten } from '../../src/text/shorten.ts';
import { LIMITS, TASTE } from './limits.ts';

/**
 * Rich text blocks carry what others wrote: their elements are literal, so that no `*`, `<!channel>`, `:fire:` or
 * address in a text formats, mentions or links anything. (In mrkdwn only `&`, `<` and `>` can be escaped.)
 */
export function richText(text: Text): RichTextBlock | undefined {
  const spans = shortenSpans(text.map(seen), LIMITS.text);
  const whole = textOf(spans);
  if (whole.trim() === '') return undefined;
  const block = blockOf(spans.map(element));
  if (JSON.stringify(block).length <= TASTE.richText) return block;
  return blockOf([{ type: 'text', text: shorten(whole, TASTE.unstyled) }]);
}

function blockOf(elements: RichTextElement[]): RichTextBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

function seen(span: Span): Span {
  return { ...span, text: cleanText(span.text) };
}

/** What people see of a text: no controls but line breaks. */
export function cleanText(text: string): string {
  return withoutUnseen(text).replace(/[\t\v\f]/g, ' ');
}

function element({ text, style, link }: Span): RichTextElement {
  const styled = { text, ...(style && { style: { [style]: true } }) };
  const url = httpUrl(link, TASTE.linkUrl);
  return url === undefined ? { type: 'text', ...styled } : { type: 'link', url, ...styled };
}

/** The spans whose text is within `max`, the last one shortened with `…`; empty ones left out. */
export function shortenSpans(text: Text, max: number): Text {
  const whole = textOf(text);
  const short = shorten(whole, max);
  let room = short === whole ? whole.length : short.length - 1;
  const kept: Span[] = [];
  for (const span of text) {
    const part = span.text.slice(0, room);
    room -= part.length;
    if (part !== '') kept.push({ ...span, text: part });
  }
  return short === whole ? kept : [...kept.slice(0, -1), withEllipsis(kept.at(-1))];
}

function withEllipsis(last: Span | undefined): Span {
  return { ...last, text: `${last?.text ?? ''}…` };
}

/** The address, where it is one of the web that Slack takes. */
export function httpUrl(link: string | undefined, max: number): string | undefined {
  if (link === undefined || link.length > max || !URL.canParse(link)) return undefined;
  const { protocol, href } = new URL(link);
  return (protocol === 'http:' || protocol === 'https:') && href.length <= max ? href : undefined;
}
