import { decodeHTMLStrict } from 'entities';
import { shorten } from '../../text/shorten.ts';
import { cleanLine } from '../clean-text.ts';

/** Tags that feeds use in text; what else stands in angle brackets may be mathematics. */
const BREAKS =
  /<\s*\/?\s*(?:p|br|div|section|li|ul|ol|h[1-6]|blockquote|tr|table|hr|jats:p|jats:title)\b[^<>]*>/gi;
const INLINE =
  /<\s*\/?\s*(?:i|b|em|strong|sub|sup|span|a|u|s|small|tt|code|img|font|mark|q|cite|abbr|td|th|tbody|thead|figure|figcaption|jats:[\w-]+|inline-formula|tex-math|math|mi|mo|mn|mrow|msub|msup)\b[^<>]*>/gi;
const HIDDEN = /<(script|style)\b[^>]*>.*?<\/\1\s*>|<!--.*?-->/gis;
const LONGEST_TEXT = 5_000;

/** A title or a name: one line without markup. */
export function plainLine(raw: string): string {
  return cleanLine(withoutTags(raw).join(' '));
}

/** A summary: paragraphs parted by an empty line, without markup, of a length that an abstract has at most. */
export function plainParagraphs(raw: string): string {
  const paragraphs = withoutTags(raw).map(cleanLine).filter(Boolean).join('\n\n');
  return paragraphs.length > LONGEST_TEXT ? shorten(paragraphs, LONGEST_TEXT) : paragraphs;
}

function withoutTags(raw: string): string[] {
  return raw
    .slice(0, 200_000)
    .replace(HIDDEN, ' ')
    .replace(BREAKS, '\0')
    .replace(INLINE, '')
    .split(/\0|\r?\n\s*\r?\n/)
    .map((part) => decodeHTMLStrict(part));
}

/**
 * The single names in a feed's list of authors, which is one text in some feeds: `A. Lovelace, B. Ng and C. Ida`,
 * `Lovelace, A., Ng, B.` or `Lovelace, Ada; Ng, Bo`.
 */
export function namesIn(authors: readonly string[]): string[] {
  const names = authors.map(plainLine).flatMap((text) => {
    if (text.includes(';')) return text.split(';').map(turned);
    if (INVERTED.test(text)) return [...text.matchAll(INVERTED_NAME)].map(([name]) => turned(name));
    if (/^[\p{L}'’-]+, [\p{L}'’-]+$/u.test(text) && authors.length > 1) return [turned(text)];
    return text.split(/,\s*(?:and\s+)?|\s+and\s+/);
  });
  return names.map((name) => name.trim()).filter(Boolean);
}

const INITIALS = String.raw`(?:\p{Lu}\.[\s-]?)+`;
const INVERTED = new RegExp(`^[^,]+, ${INITIALS}(?:,|$)`, 'u');
const INVERTED_NAME = new RegExp(`[^,\\s][^,]*, ${INITIALS}`, 'gu');

/** `Lovelace, A.` as people say it. */
function turned(name: string): string {
  const [last = '', first, ...more] = name.trim().replace(/,$/, '').split(/,\s*/);
  return first === undefined || more.length > 0 ? name.trim() : `${first.trim()} ${last}`;
}
