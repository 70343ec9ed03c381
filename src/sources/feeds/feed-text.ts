import { decodeHTMLStrict } from 'entities';
import { shorten } from '../../text/shorten.ts';
import { cleanLine } from '../clean-text.ts';

/** Tags that feeds use in text, with nothing or attributes in them; what else stands in angle brackets is mathematics. */
const BREAKS = tags('p|br|div|section|li|ul|ol|h[1-6]|blockquote|tr|table|hr|jats:p|jats:title');
const INLINE = tags(
  'i|b|em|strong|sub|sup|span|a|u|s|small|tt|code|img|font|mark|q|cite|abbr|td|th|tbody|thead|figure|figcaption|jats:[\\w-]+|inline-formula|tex-math|math|mi|mo|mn|mrow|msub|msup',
);
const LONGEST_RAW = 200_000;
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

/** Once more for what was encoded twice. */
function withoutTags(raw: string): string[] {
  return withoutOnce(raw.slice(0, LONGEST_RAW)).flatMap((part) =>
    STILL_MARKUP.test(part) ? withoutOnce(part) : [part],
  );
}

/** A tag that closes something, or an entity: `<u>` alone may be the mean of u. */
const STILL_MARKUP = /<\/[a-z][\w:-]*\s*>|<br\s*\/?>|&(?:[a-z]{2,8}|#\d{2,6}|#x[\da-f]{2,6});/i;

function withoutOnce(raw: string): string[] {
  return withoutHidden(raw)
    .replace(BREAKS, '\0')
    .replace(INLINE, '')
    .split(/\0|\r?\n\s*\r?\n/)
    .map((part) => decodeHTMLStrict(part));
}

function tags(names: string): RegExp {
  return new RegExp(`</?(?:${names})(?:\\s+[\\w:-]+\\s*=[^<>]*|\\s*/?)>`, 'gi');
}

/** Without scripts, styles and comments; what is not closed runs to the end. */
function withoutHidden(text: string): string {
  const opening = /<(?:(script|style)\b|!--)/gi;
  let kept = '';
  for (let from = 0; ; ) {
    opening.lastIndex = from;
    const found = opening.exec(text);
    if (!found) return kept + text.slice(from);
    kept += `${text.slice(from, found.index)} `;
    const end = found[1] === undefined ? /-->/g : /<\/(?:script|style)\s*>/gi;
    end.lastIndex = opening.lastIndex;
    if (!end.exec(text)) return kept;
    from = end.lastIndex;
  }
}

/**
 * The single names in a feed's list of authors, which is one text in some feeds: `A. Lovelace, B. Ng and C. Ida`,
 * `Lovelace, A., Ng, B.` or `Lovelace, Ada; Ng, Bo`. A `list` has commas between names and nowhere else.
 */
export function namesIn(authors: readonly string[], form: 'any' | 'list' = 'any'): string[] {
  const texts = authors.map(plainLine);
  // Where each name has a place of its own, a comma stands before the first name.
  const areSingle = texts.length > 1 && texts.every((text) => /^[^,;]*(?:, [^,;]*)?$/.test(text));
  const names = texts.flatMap((text) => {
    if (form === 'list') return text.split(/,\s*/);
    if (text.includes(';')) return text.split(';').map(turned);
    const list = text.replace(/,?\s+and\s+/g, ', ');
    if (INVERTED.test(list)) return withInitials(list.split(/,\s*/));
    if (text === list && (areSingle || /^[\p{L}'’-]+, [\p{L}'’-]+$/u.test(text))) return [turned(text)];
    return list.split(/,\s*/);
  });
  return names.map((name) => name.trim()).filter(Boolean);
}

const INITIALS = /^(?:\p{Lu}\.[\s-]?)+$/u;
const INVERTED = /^[^,]+, (?:\p{Lu}\.[\s-]?)+(?:,|$)/u;

/** Each name with the initials behind it; a group has none. */
function withInitials(parts: readonly string[]): string[] {
  return parts.flatMap((part, at) => {
    if (INITIALS.test(part)) return [];
    const next = parts[at + 1] ?? '';
    return [INITIALS.test(next) ? `${next} ${part}` : part];
  });
}

/** `Lovelace, A.` as people say it. */
function turned(name: string): string {
  const [last = '', first, ...more] = name.trim().replace(/,$/, '').split(/,\s*/);
  return first === undefined || more.length > 0 ? name.trim() : `${first.trim()} ${last}`;
}
