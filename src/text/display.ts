import { stripVTControlCharacters } from 'node:util';
import { readLatex } from './latex.ts';

/** Characters that show nothing or reorder what is shown: controls, zero-width, soft hyphens, bidirectional marks, tags. */
const UNSEEN =
  /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Lone halves of surrogate pairs, which no platform takes. */
const BROKEN = /\p{Cs}/gu;

/** Nearly all text is plain and in order already. */
const NEEDS_READING = /[^\x20-\x7e]|[\\$`{}~]|--|''| {2}|^ | $/;

/**
 * A source's text as people read it: the author's characters, LaTeX made readable (`Schr\"odinger` → `Schrödinger`),
 * nothing invisible and no terminal control, white space folded to single spaces. Paragraphs stay apart by an
 * empty line.
 */
export function displayText(raw: string): string {
  if (!NEEDS_READING.test(raw)) return raw;
  return readLatex(withoutUnseen(raw))
    .normalize('NFC')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n(?: ?\n)+ ?/g, '\u2029')
    .replace(/ ?\n ?/g, ' ')
    .replace(/\u2029/g, '\n\n')
    .trim();
}

/** The text without control sequences of terminals and without characters that cannot be seen. */
export function withoutUnseen(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\r\n?|[\u2028\u2029\x85]/g, '\n')
    .replace(UNSEEN, '')
    .replace(BROKEN, '\ufffd');
}

/** What people see of a text, such as a message's: no controls but line breaks. */
export function cleanText(text: string): string {
  return withoutUnseen(text).replace(/[\t\v\f]/g, ' ');
}

/** Display text on one line, for titles and names. */
export function displayLine(raw: string): string {
  return displayText(raw).replace(/\s+/g, ' ');
}
