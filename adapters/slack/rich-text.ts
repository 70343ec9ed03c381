import type { RichTextBlock, RichTextElement } from '@slack/types';
import { type Span, type Text, textOf } from '../../src/message/message.ts';
import { shortenSpans } from '../../src/message/shorten-spans.ts';
import { cleanText } from '../../src/text/display.ts';
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

function element({ text, style, link }: Span): RichTextElement {
  const styled = { text, ...(style && { style: { [style]: true } }) };
  const url = httpUrl(link, TASTE.linkUrl);
  return url === undefined ? { type: 'text', ...styled } : { type: 'link', url, ...styled };
}

/** The address, where it is one of the web that Slack takes. */
export function httpUrl(link: string | undefined, max: number): string | undefined {
  if (link === undefined || link.length > max || !URL.canParse(link)) return undefined;
  const { protocol, href } = new URL(link);
  return (protocol === 'http:' || protocol === 'https:') && href.length <= max ? href : undefined;
}
