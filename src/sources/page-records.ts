import { excerpt } from './clean-text.ts';
import { type Block, isProse, joinBlocks } from './page-blocks.ts';
import type { Footer } from './page-footer.ts';
import { isSiteLine } from './page-header.ts';
import type { PageLine, PageSection } from './page-lines.ts';
import { type PageHabits, type PageRecord, readRecord, startsWithUpvotes } from './page-record.ts';
import type { ProblemList } from './problem-list.ts';

/** A record with the footer that made it whole. */
export interface WholeRecord extends PageRecord {
  readonly footer: Footer;
}

/**
 * The records of a page that are whole. What is not is reported with its line: titles whose authors line is missing or
 * damaged, authors lines without a title, lines that belong to nothing. With `headerIsKnown`, no line of the page's
 * header is left in the first section.
 */
export function readRecords(
  sections: readonly PageSection[],
  headerIsKnown: boolean,
  problems: ProblemList,
): WholeRecord[] {
  const parts = sections.map((section) => {
    const { above, below } = splitAtRemnants(withDateAsTitle(section.lines));
    return { ...section, above, blocks: joinBlocks(below) };
  });
  const habits = habitsOf(parts.filter(({ footer }) => footer).map(({ blocks }) => blocks));
  const records: WholeRecord[] = [];
  const unknown: Block[] = [];
  for (const [at, { footer, blocks, above, endless }] of parts.entries()) {
    for (const lines of above) reportRemnant(lines, problems);
    if (!footer) {
      reportEnd(blocks, habits, problems);
      continue;
    }
    const read = readRecord(blocks, habits, at === 0 && !headerIsKnown);
    for (const block of read.lost) reportLost(block, problems);
    if (at > 0) unknown.push(...read.unknown);
    const isLoose = endless && above.length === 0 && read.lost.length === 0;
    if (read.record && !isLoose) records.push({ ...read.record, footer });
    else
      problems.add(
        read.line || footer.line,
        'an authors line without a title above it; the paper was left out',
      );
  }
  // Where most papers have such a line it belongs to the page's layout.
  if (unknown.length * 2 <= records.length || records.length < 3) {
    for (const { line, text } of unknown)
      problems.add(line, `${excerpt(text)} belongs to no paper and was left out`);
  }
  return records;
}

/** A date that stands by itself where a title is due, with an abstract below it, is a title such as “October 7”. */
function withDateAsTitle(lines: readonly PageLine[]): readonly PageLine[] {
  const [first, second] = lines;
  const isTitle =
    first?.kind === 'date' && first.gap && second?.kind === 'text' && second.gap && isProse(second.text);
  return isTitle ? [{ ...first, kind: 'text' }, ...lines.slice(1)] : lines;
}

/** Lines up to the last remnant of a footer belong to records whose authors lines are damaged or missing. */
function splitAtRemnants(lines: readonly PageLine[]): { above: PageLine[][]; below: readonly PageLine[] } {
  const above: PageLine[][] = [];
  let start = 0;
  for (const [at, { kind }] of lines.entries()) {
    if (kind === 'text') continue;
    const isFirst = lines[at - 1]?.kind === 'text' || above.length === 0;
    if (isFirst) above.push([]);
    above.at(-1)?.push(...lines.slice(start, at + 1));
    start = at + 1;
  }
  return { above, below: lines.slice(start) };
}

function habitsOf(records: readonly (readonly Block[])[]): PageHabits {
  const apart = records.filter(([first]) => first?.lines.length === 1).length;
  const withText = records.filter((blocks) => blocks.length > 1).length;
  return {
    showsUpvotes: records.filter(startsWithUpvotes).length * 2 > records.length,
    titlesStandApart: records.length > 1 && apart * 2 >= records.length,
    showsAbstracts: records.length > 1 && withText * 2 >= records.length,
  };
}

function reportRemnant(lines: readonly PageLine[], problems: ProblemList): void {
  const title = lines.find(({ kind, text }) => kind === 'text' && !isSiteLine(text));
  const [first] = lines;
  if (title) reportLost(title, problems);
  else if (first?.kind === 'endless')
    problems.add(first.line, 'too long for a title or an abstract; left out');
  else if (first && first.kind !== 'separator') {
    problems.add(first.line, `${excerpt(first.text)} belongs to no paper and was left out`);
  }
}

function reportLost({ line, text }: { line: number; text: string }, problems: ProblemList): void {
  problems.add(line, `${excerpt(text)} has no whole authors line below it; the paper was left out`);
}

/** What follows the last footer is the site's own lines, or a record that was cut off. */
function reportEnd(blocks: readonly Block[], habits: PageHabits, problems: ProblemList): void {
  const kept = blocks.filter(({ lines }) => !lines.every(isSiteLine));
  const { record, line, lost } = readRecord(kept, habits, false);
  for (const block of lost) reportLost(block, problems);
  if (record) reportLost({ line: record.titleLine, text: record.title }, problems);
  else if (kept[0]) reportLost({ line, text: kept[0].text }, problems);
}
