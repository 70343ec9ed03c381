import { stripVTControlCharacters } from 'node:util';

const CONTROLS = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]/;
const ALL_CONTROLS = new RegExp(CONTROLS, 'g');

/**
 * The text without control characters and terminal sequences. White space of any kind, NEL included, becomes single
 * spaces; nothing else that the author wrote changes.
 */
export function cleanLine(text: string): string {
  const printable = CONTROLS.test(text) ? stripVTControlCharacters(text).replace(ALL_CONTROLS, '') : text;
  return printable.replace(/[\s\x85]+/g, ' ').trim();
}

/** The start of a text for a message, in quotes: at most 60 characters, cut at a word. */
export function excerpt(text: string): string {
  if (text.length <= 60) return `“${text}”`;
  const start = text.slice(0, 60).replace(/[\uD800-\uDBFF]$/, '');
  const words = start.slice(0, start.lastIndexOf(' '));
  return `“${words || start}…”`;
}
