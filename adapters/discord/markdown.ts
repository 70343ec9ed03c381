import { type Span, type Text, textOf } from '../../src/message/message.ts';
import { shortenSpans } from '../../src/message/shorten-spans.ts';
import { cleanText } from '../../src/text/display.ts';
import { TASTE } from './limits.ts';

/** What Discord reads as markup anywhere; a colon begins an emoji's name or, before `//`, makes an address a link. */
const ANYWHERE = /[\\*_~`|<>[\]@]|:(?=\S|$)/g;
/** What makes a heading, small print or a list at the beginning of a line. */
const LINE_START = /^([^\S\n]*)([-+#])/gm;
const NUMBERED_LINE = /^([^\S\n]*\d+)([.)])/gm;

/** Markdown that shows exactly this text: nothing in it mentions, links or formats. */
export function escapeMarkdown(text: string): string {
  return text.replace(ANYWHERE, '\\$&').replace(LINE_START, '$1\\$2').replace(NUMBERED_LINE, '$1\\$2');
}

/** A text in Discord's Markdown, within `max` characters: shortened with `…` where it must be. */
export function markdownWithin(text: Text, max: number): string {
  const seen = text.map((span) => ({ ...span, text: cleanText(span.text) }));
  // Markup makes the text longer, so what may be seen is less than `max`: a little less each time, until it fits.
  for (let room = max; room > 0; ) {
    const written = markdown(shortenSpans(seen, room));
    if (written.length <= max) return written;
    room = Math.min(room, textOf(seen).length) - Math.max(1, (written.length - max) >> 1);
  }
  return '';
}

/** The same on one line. */
export function lineWithin(text: Text, max: number): string {
  return markdownWithin(
    text.map((span) => ({ ...span, text: span.text.replace(/\s+/g, ' ') })),
    max,
  ).trim();
}

/** The address, where it is one of the web that Discord takes; in angle brackets it shows no preview. */
export function httpUrl(link: string | undefined, max: number): string | undefined {
  if (link === undefined || link.length > max || !URL.canParse(link)) return undefined;
  const { protocol, href } = new URL(link);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  const url = href.replace(/[\s()<>\\`|]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return url.length <= max ? url : undefined;
}

function markdown(text: Text): string {
  return text.map(spanMarkdown).reduce((before, next) => {
    // Markers that touch would be read as one: something unseen keeps them apart.
    const touches = /[*`]$/.test(before) && /^[*`]/.test(next);
    return before + (touches ? '\u200b' : '') + next;
  }, '');
}

/** Markers hold only next to a word, so that white space stays outside. */
function spanMarkdown({ text, style, link }: Span): string {
  const [, before = '', core = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  if (core === '') return text;
  const url = httpUrl(link, TASTE.linkUrl);
  const label = styled(core, style);
  return `${before}${url === undefined ? label : `[${label}](<${url}>)`}${after}`;
}

/** Nothing can be escaped within code: what would end it is shown without. */
function styled(text: string, style: Span['style']): string {
  if (style === 'code' && !text.includes('`')) return `\`${text.replace(/\s/g, ' ')}\``;
  const escaped = escapeMarkdown(text);
  if (style === 'bold') return `**${escaped}**`;
  return style === 'italic' ? `*${escaped}*` : escaped;
}
