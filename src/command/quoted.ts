import { displayLine } from '../text/display.ts';
import { shorten } from '../text/shorten.ts';

const MOST_SHOWN = 60;

/** What somebody wrote, as a sentence of ours repeats it: on one line, not long, and no markup of `withCode`. */
export function quoted(words: string): string {
  return `“${shorten(displayLine(words), MOST_SHOWN).replaceAll('`', '’')}”`;
}
