import Table from 'cli-table3';
import type { Paper } from '../paper/paper.ts';
import { displayLine } from '../text/display.ts';
import { dateLabel } from '../time/plain-date.ts';

interface Column {
  readonly head: string;
  readonly width: number;
  cell(paper: Paper): string;
}

/** Beside number and title, the most telling first: a narrow terminal leaves out the last ones. */
const COLUMNS: readonly Column[] = [
  {
    head: 'Published',
    width: 14,
    cell: ({ publishedOn }) => (publishedOn ? dateLabel(publishedOn) : UNKNOWN),
  },
  { head: 'Authors', width: 9, cell: ({ authorCount }) => shown(authorCount) },
  { head: 'Upvotes', width: 9, cell: ({ upvotes }) => shown(upvotes) },
  { head: 'Comments', width: 10, cell: ({ comments }) => shown(comments) },
];

const UNKNOWN = '–';
const NARROWEST_TITLE = 24;
/** Without a title this narrow, nothing can be read: a terminal that is narrower shows longer lines. */
const SHORTEST_WIDTH = 20;

/** The papers as a table of at most `width` columns, without colours. */
export function paperTable(papers: readonly Paper[], width: number): string {
  const numberWidth = String(papers.length).length + 2;
  const titleSpace = (columns: readonly Column[]): number =>
    Math.max(width, SHORTEST_WIDTH) -
    3 -
    numberWidth -
    columns.reduce((sum, column) => sum + column.width + 1, 0);
  let columns = COLUMNS;
  while (columns.length > 0 && titleSpace(columns) < NARROWEST_TITLE) columns = columns.slice(0, -1);
  const table = new Table({
    head: ['#', 'Title', ...columns.map(({ head }) => head)],
    colWidths: [numberWidth, titleSpace(columns), ...columns.map((column) => column.width)],
    colAligns: ['right', 'left', ...columns.map((_, at): 'left' | 'right' => (at === 0 ? 'left' : 'right'))],
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  for (const [at, paper] of papers.entries()) {
    table.push([at + 1, displayLine(paper.title), ...columns.map((column) => column.cell(paper))]);
  }
  return table.toString();
}

function shown(count: number | undefined): string {
  return count === undefined ? UNKNOWN : String(count);
}
