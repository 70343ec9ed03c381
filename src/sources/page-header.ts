import { isProse } from './page-blocks.ts';
import type { PageLine } from './page-lines.ts';

/** What stands above the first paper of the page, and the lines that are left for the paper. */
export interface PageHeader {
  /** The line with the page's own date. */
  readonly dateLine?: PageLine;
  readonly lines: readonly PageLine[];
}

/** Lines that only this page has. */
const OWN_LINES = /^(?:daily papers|by ?(?:@?\w{1,20})? ?and the research community)$/i;

/** Lines of the site around the papers, above or below them. */
const SITE_LINES = new RegExp(
  `^(?:${[
    'hugging ?face',
    'models|datasets|spaces|buckets|posts|docs|pricing|enterprise|solutions|community|papers|tasks|languages',
    'log ?in|sign ?up|log ?out|subscribe|new|home|menu|search|main navigation|skip to (?:main )?content',
    'get trending papers in your email inbox!?|get trending papers.{0,60}|you.ve subscribed.{0,60}',
    'trending(?: papers)?|latest|newest|hot|daily|weekly|monthly|today|top',
    'previous|next|load more|view all|show more|back to top',
    'company|resources|website|about|careers|jobs|terms of service|tos|privacy|contact|blog|system theme',
    '(?:© ?|\\(c\\) ?)?(?:\\d{4} )?hugging face.{0,20}',
  ].join('|')})$`,
  'i',
);

/** Whether a line belongs to the site around the papers. */
export function isSiteLine(text: string): boolean {
  return text.length <= 100 && (OWN_LINES.test(text) || SITE_LINES.test(text));
}

/** Whether a line says that this is the Daily Papers page. */
export function isOwnLine(text: string): boolean {
  return text.length <= 100 && OWN_LINES.test(text);
}

/** Takes the header off the lines above the first footer. */
export function takeHeader(lines: readonly PageLine[]): PageHeader {
  const at = pageDateAt(lines);
  const dateLine = at < 0 ? undefined : lines[at];
  const rest = lines.slice(at + 1);
  // A title such as “Today” is more than a line of the site when nothing else is left.
  const kept = withoutSiteLines(rest);
  const isCutTitle = at >= 0 && !kept.some(({ kind }) => kind === 'text');
  return { lines: isCutTitle ? rest : kept, ...(dateLine && { dateLine }) };
}

/** What a line of the site stands between does not belong together. */
function withoutSiteLines(lines: readonly PageLine[]): PageLine[] {
  const isSite = (line: PageLine | undefined) => line?.kind === 'text' && isSiteLine(line.text);
  return lines.flatMap((line, at) =>
    isSite(line) ? [] : { ...line, gap: line.gap || isSite(lines[at - 1]) },
  );
}

/** The page's date stands above all abstracts, and not below the dot of a footer. */
function pageDateAt(lines: readonly PageLine[]): number {
  const end = lines.findIndex(({ kind, text }) => kind === 'endless' || (isProse(text) && !isSiteLine(text)));
  const above = end < 0 ? lines : lines.slice(0, end);
  return above.findIndex(({ kind, text, date }, at) => {
    const own = kind === 'date' && date?.comments === undefined && /^[\p{L}\p{N}]/u.test(text);
    return own && above[at - 1]?.kind !== 'separator' && above[at - 1]?.kind !== 'cut';
  });
}
