import { isBrokenDate, readDateLine, type WrittenDate } from './page-dates.ts';

/** What stands below each paper of the page: `• 5 authors`, `·`, `Oct 15, 2024 3`, on three lines or on one. */
export interface Footer {
  readonly line: number;
  readonly authorCount: number;
  readonly date?: WrittenDate;
  readonly dateLine?: number;
  /** A date that is cut off or damaged, as written. */
  readonly brokenDate?: string;
}

/** With what is left of dots that were read in a wrong encoding. */
const SEPARATOR = '(?:[·•∙⋅・‧|–—\ufffd-]|Â·|â€¢)';
const AUTHORS = new RegExp(
  `^(?:[^\\p{L}\\p{N}]{1,6}|${SEPARATOR} *)?(\\d{1,3}(?:,\\d{3})+|\\d{1,6}) +authors?(?: *${SEPARATOR} *(.*))?$`,
  'iu',
);
const CUT_AUTHORS = /^(?:[•·∙⋅‣◦●▪]|â€¢)(?: *\d+(?: *a(?:u(?:t(?:h(?:or?)?)?)?)?)?)?$/i;
const DAMAGED_AUTHORS = new RegExp(
  `^(?:(?:[•·∙⋅‣◦●▪]|â€¢) *\\d[\\d,]* *authors?\\b|\\d[\\d,]* +authors? *${SEPARATOR})`,
  'i',
);
const LONE_SEPARATOR = new RegExp(`^${SEPARATOR}$`);
const LEADING_SEPARATOR = new RegExp(`^${SEPARATOR} *`);

/** No line of a footer is longer. */
const LONGEST_FOOTER = 100;

/** The count of authors that a cleaned line tells, with what follows it on the line; undefined for any other line. */
export function readAuthorsLine(
  line: string,
): { authorCount: number; rest: string; separated: boolean } | undefined {
  if (line.length > LONGEST_FOOTER) return undefined;
  const match = AUTHORS.exec(line);
  if (!match) return undefined;
  const rest = match[2] ?? '';
  if (rest !== '' && !readDateLine(rest) && !isBrokenDate(rest)) return undefined;
  const authorCount = Number(match[1]?.replaceAll(',', ''));
  return { authorCount, rest, separated: match[2] !== undefined };
}

/** Whether a cleaned line is the lone dot between authors and date. */
export function isSeparator(line: string): boolean {
  return line.length <= 2 && LONE_SEPARATOR.test(line);
}

/** Whether a cleaned line is an authors line that was cut off or damaged: `•`, `• 5`, `• 5 auth`, `• 5 authors · ?`. */
export function isBrokenAuthorsLine(line: string): boolean {
  return line.length < LONGEST_FOOTER && (CUT_AUTHORS.test(line) || DAMAGED_AUTHORS.test(line));
}

/** The line without the dot that opens it: `· Oct 15, 2024`. */
export function withoutSeparator(line: string): string {
  return line.replace(LEADING_SEPARATOR, '');
}

/** Reads what follows an authors line, line by line, until the footer is whole. */
export class FooterReader {
  #footer: Footer;
  /** Whether the last line was the dot, so that the next one must be the date. */
  #dateIsDue: boolean;
  #done: boolean;

  constructor(line: number, authors: { authorCount: number; rest: string; separated: boolean }) {
    this.#footer = { line, authorCount: authors.authorCount };
    this.#dateIsDue = authors.separated;
    this.#done = authors.rest !== '' && this.#takeDate(authors.rest, line, true);
  }

  get footer(): Footer {
    return this.#footer;
  }

  /** Whether the line belongs to the footer. The first that does not ends it. */
  takes(line: string, number: number): boolean {
    if (this.#done) return false;
    if (line === '') {
      this.#dateIsDue = false;
      return true;
    }
    if (isSeparator(line)) {
      this.#dateIsDue = true;
      return true;
    }
    this.#done = true;
    const opened = LEADING_SEPARATOR.test(line) && line.length <= LONGEST_FOOTER;
    return this.#takeDate(opened ? withoutSeparator(line) : line, number, this.#dateIsDue || opened);
  }

  #takeDate(text: string, line: number, due: boolean): boolean {
    const date = readDateLine(text);
    if (date) this.#footer = { ...this.#footer, date, dateLine: line };
    else if (due && isBrokenDate(text)) this.#footer = { ...this.#footer, brokenDate: text, dateLine: line };
    else return false;
    return true;
  }
}
