import type { PageLine } from './page-lines.ts';

/** Lines that belong together: a hard-wrapped paragraph, or one line of a paragraph that is not wrapped. */
export interface Block {
  readonly text: string;
  readonly line: number;
  /** The lines that were joined. */
  readonly lines: readonly string[];
  /** Whether an empty line stands above it. */
  readonly gap: boolean;
}

/** No line of a hard-wrapped paragraph and hardly a title is longer. */
const LONGEST_WRAPPED_LINE = 200;

/**
 * Joins the lines of each paragraph. Where a paragraph has a line that is too long to be wrapped, its lines stay
 * apart: each may be a title or a paragraph of its own. So do numbers and labels above a title.
 */
export function joinBlocks(lines: readonly PageLine[]): Block[] {
  const blocks: Block[] = [];
  for (let start = 0; start < lines.length; ) {
    let end = start + 1;
    while (end < lines.length && lines[end]?.gap === false) end += 1;
    const paragraph = lines.slice(start, end);
    const leading = blocks.every((block) => isLead(block.text)) ? countLeads(paragraph) : 0;
    const wrapped = paragraph.slice(leading);
    const isWrapped = wrapped.every(({ text }) => text.length <= LONGEST_WRAPPED_LINE);
    const apart = isWrapped ? paragraph.slice(0, leading) : paragraph;
    blocks.push(...apart.map(({ text, line, gap }) => ({ text, line, lines: [text], gap })));
    const [first] = wrapped;
    if (isWrapped && first) {
      const texts = wrapped.map(({ text }) => text);
      blocks.push({ text: texts.join(' '), line: first.line, lines: texts, gap: first.gap });
    }
    start = end;
  }
  return blocks;
}

function countLeads(lines: readonly PageLine[]): number {
  const count = lines.findIndex(({ text }, at) => !isLead(text) && !isSubmitter(lines[at - 1]?.text, text));
  return count < 0 ? lines.length : count;
}

function isLead(text: string): boolean {
  return isLabel(text) || readUpvotes(text) !== undefined;
}

/** Whether a line is the account name below “Submitted by”. */
export function isSubmitter(above: string | undefined, text: string): boolean {
  return above !== undefined && /^submitted by:?$/i.test(above) && /^@?[\w.-]{2,42}$/.test(text);
}

/** Whether a line above a title only labels what stands near it. */
export function isLabel(text: string): boolean {
  return text.length <= 80 && /^(?:upvotes?|submitted by\b.*|▲|△|🔥|published on\b.*)$/iu.test(text);
}

/** The count of upvotes that a line above a title shows: `38`, `▲ 38`, `1.2k`, `Upvote 38`, `38 upvotes`. */
export function readUpvotes(text: string): number | undefined {
  const match = UPVOTES.exec(text.length > 30 ? '' : text);
  if (!match) return undefined;
  const number = Number(match[1]?.replaceAll(',', ''));
  return match[2] ? Math.round(number * 1000) : number;
}

const UPVOTES =
  /^(?:(?:upvotes?:?|▲|△|👍) *)?(\d{1,3}(?:,\d{3})+|\d{1,6}|\d{1,3}\.\d(?=k))(k)?(?: upvotes?)?$/iu;

/** Whether a block reads as sentences of an abstract rather than as a title: long, or a sentence with its full stop. */
export function isProse(text: string): boolean {
  if (text.length > LONGEST_WRAPPED_LINE) return true;
  return /[.。][”’"')\]]*$/.test(text) && text.split(' ', 3).length === 3;
}

/** Whether a block, if it were an abstract, would be one of usual length. */
export function isLong(text: string): boolean {
  return text.length > LONGEST_SHORT;
}

const LONGEST_SHORT = 150;

/** Paragraphs that structured abstracts have, where a page may have titles. */
const HEADINGS =
  /^(?:abstract|background|introduction|motivations?|objectives?|methods?|results?|discussion|conclusions?)$/i;

/** Whether a block may be a paper's title: one line, not long, no end of a sentence, no list item, no address. */
export function isTitleLike({ text, lines }: Block): boolean {
  if (lines.length > 1 || text.length > LONGEST_WRAPPED_LINE || HEADINGS.test(text)) return false;
  if (/[.:;,。][”’"')\]]*$/.test(text) || /https?:\/\/|www\./i.test(text)) return false;
  if (/^(?:[-*•>–—]|\(?\d{1,2}[.)]) /.test(text) || /\p{Ll}[.] \p{Lu}/u.test(text)) return false;
  return /\p{L}/u.test(text);
}
