import { plainDate } from '../time/plain-date.ts';
import { MONTH_NAMES, monthNamed } from '../time/read-date.ts';

/** A date as a page writes it, which may be no real day and may lack its year. */
export interface WrittenDate {
  readonly year?: number;
  readonly month: number;
  readonly day: number;
  /** The number behind the date: the paper's comments. */
  readonly comments?: number;
}

const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +/i;
const MONTH_FIRST = /^([a-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?(?:(,?) *(?<!\d)(\d{4})(?!\d))?$/i;
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)? +([a-z]{3,9})\.?(?:,? +(\d{4}))?$/i;
const NUMBERS = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const COMMENTS = /^(.*[^\s,·•|]) +(?:[·•|] *)?(\d{1,3}(?:,\d{3})+|\d{1,6})(?: comments?)?$/i;

/** The date that a cleaned line is, alone or with its count of comments; undefined where the line is something else. */
export function readDateLine(line: string): WrittenDate | undefined {
  if (line.length > 60 || !/\d/.test(line)) return undefined;
  const alone = readWrittenDate(line);
  if (alone) return alone;
  const [, date, comments] = COMMENTS.exec(line) ?? [];
  const written = date === undefined ? undefined : readWrittenDate(date);
  return written && comments !== undefined
    ? { ...written, comments: Number(comments.replaceAll(',', '')) }
    : undefined;
}

function readWrittenDate(text: string): WrittenDate | undefined {
  const date = text.replace(WEEKDAY, '');
  const numbers = NUMBERS.exec(date);
  if (numbers) return { year: Number(numbers[1]), month: Number(numbers[2]), day: Number(numbers[3]) };
  const monthFirst = MONTH_FIRST.exec(date);
  if (monthFirst) return named(monthFirst[1], monthFirst[2], monthFirst[4], monthFirst[3] === ',');
  const dayFirst = DAY_FIRST.exec(date);
  return dayFirst ? named(dayFirst[2], dayFirst[1], dayFirst[3], true) : undefined;
}

function named(name = '', day = '', yearText: string | undefined, certain: boolean): WrittenDate | undefined {
  const month = monthNamed(name);
  if (month === undefined) return undefined;
  if (yearText === undefined) return { month, day: Number(day) };
  const year = Number(yearText);
  // Without a comma, four digits may as well be a count of comments.
  if (!certain && (year < FIRST_YEAR || year > LAST_YEAR)) return undefined;
  return { year, month, day: Number(day) };
}

/** Papers and pages of other years are slips of the pen. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

/** Whether a line is a date that is cut off or damaged (`Oct 15, 202`, `Oct 15, 20244`, `Oc`) or tells an age (`2 days ago`). */
export function isBrokenDate(line: string): boolean {
  if (line.length > 30) return false;
  if (/^(?:(?:about )?(?:\d{1,3}|an?) [a-z]+ ago|yesterday|today|just now)$/i.test(line)) return true;
  const [, name = ''] =
    /^([a-z]{1,9})(?:\.? *(?:\d{1,2}(?:,? *\d*|, *\d{4}\S*)?)?,?)$/i.exec(line.replace(WEEKDAY, '')) ?? [];
  if (name && MONTH_NAMES.some((month) => month.startsWith(name.toLowerCase()))) return true;
  return /^\d{1,4}(?:-\d{0,2}(?:-\d{0,2})?)?$/.test(line) || /^\d{1,2} [a-z]{1,2}$/i.test(line);
}

/** Whether there is such a day, in some year where none is written. */
export function isRealDay({ year, month, day }: WrittenDate): boolean {
  if (year !== undefined && (year < FIRST_YEAR || year > LAST_YEAR)) return false;
  return plainDate(year ?? LEAP_YEAR, month, day) !== undefined;
}

const LEAP_YEAR = 2024;
