import {
  type Block,
  isLabel,
  isLong,
  isProse,
  isSubmitter,
  isTitleLike,
  readUpvotes,
} from './page-blocks.ts';

/** What the page as a whole does, where a single record would not tell. */
export interface PageHabits {
  /** Most records have a number above their title. */
  readonly showsUpvotes: boolean;
  /** Most titles have an empty line below them. */
  readonly titlesStandApart: boolean;
  /** Most records have an abstract. */
  readonly showsAbstracts: boolean;
}

/** The title and abstract above an authors line. */
export interface PageRecord {
  readonly title: string;
  readonly titleLine: number;
  readonly abstract?: string;
  readonly upvotes?: number;
}

/** What the blocks above an authors line hold: the record that it ends, and blocks above that belong to no record. */
export interface ReadRecord {
  readonly record?: PageRecord;
  /** Where a title was due. */
  readonly line: number;
  /** The first blocks of other records, whose authors lines are missing. */
  readonly lost: readonly Block[];
  /** Short lines above the title that say nothing we know. */
  readonly unknown: readonly Block[];
}

/** A title of several lines is no longer. */
const LONGEST_WRAPPED_TITLE = 250;
/** One line that is longer is an abstract whose title is missing. */
const LONGEST_TITLE = 400;

/** Reads the blocks above an authors line. With `isFirst`, unknown lines of the page's header may stand above the title. */
export function readRecord(blocks: readonly Block[], habits: PageHabits, isFirst: boolean): ReadRecord {
  const { upvotes, rest } = takeLeads(blocks, habits);
  const starts = recordStarts(rest, isFirst);
  const start = starts.at(-1) ?? 0;
  const above = rest.slice(0, start);
  const lost = starts.slice(0, -1).flatMap((from, at) => {
    const part = rest.slice(from, starts[at + 1]);
    return part.some(({ text }) => isProse(text)) ? part.slice(0, 1) : [];
  });
  const unknown = above.some(({ text }) => isProse(text)) ? [] : above;
  // A number above blocks that are lost is not this record's.
  const shown = above.length === 0 ? upvotes : undefined;
  const record = titleAndAbstract(rest.slice(start), habits);
  const line = (rest[start] ?? blocks[0])?.line ?? 0;
  return {
    line,
    lost,
    unknown,
    ...(record && { record: { ...record, ...(shown !== undefined && { upvotes: shown }) } }),
  };
}

/** Takes labels and, on a page that shows upvotes, the number above the title. */
function takeLeads(
  blocks: readonly Block[],
  habits: Pick<PageHabits, 'showsUpvotes'>,
): { upvotes?: number | undefined; rest: readonly Block[] } {
  let upvotes: number | undefined;
  let at = 0;
  for (; at < blocks.length - 1; at += 1) {
    const text = blocks[at]?.text ?? '';
    const next = blocks[at + 1];
    const number = readUpvotes(text);
    if (number !== undefined && upvotes === undefined && habits.showsUpvotes && next && !isProse(next.text)) {
      upvotes = number;
    } else if (isLabel(text)) {
      const title = blocks[at + 2];
      if (next && isSubmitter(text, next.text) && title && !isProse(title.text)) at += 1;
    } else break;
  }
  return { upvotes, rest: blocks.slice(at) };
}

/** Whether a number stands above something like a title: a sign that the page shows upvotes. */
export function startsWithUpvotes(blocks: readonly Block[]): boolean {
  return takeLeads(blocks, { showsUpvotes: true }).upvotes !== undefined;
}

/** Where records start. More than one: the authors lines of all but the last are missing. */
function recordStarts(blocks: readonly Block[], isFirst: boolean): number[] {
  const starts = [0];
  for (const [at, block] of blocks.entries()) {
    const above = blocks[at - 1];
    const below = blocks[at + 1];
    if (!above || !isTitleLike(block)) continue;
    const isBetween =
      below !== undefined && isProse(below.text) && (isProse(above.text) || isLong(below.text));
    const isLast = below === undefined && isProse(above.text) && isLong(above.text);
    const endsHeader = isFirst && below !== undefined && isProse(below.text);
    if (isBetween || isLast || endsHeader) starts.push(at);
  }
  return starts;
}

function titleAndAbstract(blocks: readonly Block[], habits: PageHabits): PageRecord | undefined {
  const [first, ...rest] = blocks;
  if (!first || isLabel(first.text)) return undefined;
  const title = titleOf(first, rest, habits);
  if (title === undefined) return undefined;
  const below = first.lines.length > 1 && title !== first.text ? [first.lines.slice(1).join(' ')] : [];
  const abstract = [...below.map((text) => ({ text, gap: true })), ...rest]
    .map(({ text, gap }, at) => (at === 0 ? text : `${gap ? '\n\n' : ' '}${text}`))
    .join('');
  return { title, titleLine: first.line, ...(abstract !== '' && { abstract }) };
}

function titleOf(first: Block, rest: readonly Block[], habits: PageHabits): string | undefined {
  if (rest.length === 0 && habits.showsAbstracts && isSentence(first.text)) return undefined;
  if (first.lines.length === 1) return isTooLong(first.text) ? undefined : first.text;
  if (rest.length > 0 && first.text.length <= LONGEST_WRAPPED_TITLE && !isProse(first.lines.at(-1) ?? '')) {
    return first.text;
  }
  if (first.text.length > LONGEST_TITLE && habits.titlesStandApart) return undefined;
  return first.lines[0];
}

/** Where other papers have an abstract, a whole sentence alone is one whose title is missing. */
function isSentence(text: string): boolean {
  return isProse(text) && text.split(' ', FEWEST_WORDS).length === FEWEST_WORDS;
}

/** A title that ends with a full stop has fewer words. */
const FEWEST_WORDS = 10;

function isTooLong(text: string): boolean {
  return (
    text.length > LONGEST_TITLE ||
    (text.length > 200 && isProse(text) && /[.!?][”"')\]]* [\p{Lu}\p{N}]/u.test(text))
  );
}
