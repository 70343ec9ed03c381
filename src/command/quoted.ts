import { displayLine } from '../text/display.ts';
import { shorten } from '../text/shorten.ts';

const MOST_SHOWN = 60;

/** What somebody wrote, as a sentence of ours repeats it: on one line, not long, and no markup of `withCode`. */
export function quoted(words: string): string {
  return inQuotes(asShown(words));
}

/** The same for a query, in whose words quotation marks mean something: as code. */
export function quotedQuery(query: string): string {
  return `\`${asShown(query)}\``;
}

/** Words in quotation marks, unless they stand in some already. */
export function inQuotes(words: string): string {
  const bare = /^(?:"([^"]*)"|“([^“”]*)”)$/.exec(words);
  return `“${bare?.[1] ?? bare?.[2] ?? words}”`;
}

function asShown(words: string): string {
  return shorten(displayLine(words), MOST_SHOWN).replaceAll('`', '’');
}
