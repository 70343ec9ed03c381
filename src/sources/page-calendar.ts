import { dayAt, plainDate } from '../time/plain-date.ts';
import { isRealDay, type WrittenDate } from './page-dates.ts';

/** What is known, apart from the page's text, about the time of a page. */
export interface PageTime {
  readonly listedOn?: string | undefined;
  readonly year?: number | undefined;
  /** When the page was saved, in milliseconds since 1970. */
  readonly savedAt?: number | undefined;
}

/** The day of a page, and how its dates without a year are read. */
export interface PageCalendar {
  readonly listedOn?: string;
  /** The year in which the page was saved; undefined where nothing tells it. */
  readonly year?: number;
  /** No paper of the page is later. */
  readonly latest?: string;
}

/**
 * Finds the year of a page's dates without a year (FACTS section 2): what the caller states, else the year in the
 * page's own date, else the year after the newest year written out on the page (pages leave out only the current
 * year), else the year in which the file was saved.
 */
export function calendarOf(
  pageDate: WrittenDate | undefined,
  paperDates: readonly WrittenDate[],
  time: PageTime,
): PageCalendar {
  const own = pageDate && isRealDay(pageDate) ? pageDate : undefined;
  const ownDay = own?.year === undefined ? undefined : plainDate(own.year, own.month, own.day);
  const stated = time.listedOn ?? ownDay;
  const savedOn = time.savedAt === undefined ? undefined : dayAt(time.savedAt, 'UTC');
  const written = paperDates.filter(isRealDay).map((date) => date.year ?? 0);
  const newest = written.reduce((one, other) => Math.max(one, other), 0);
  const year =
    time.year ?? (stated ? yearOf(stated) : newest > 0 ? newest + 1 : savedOn ? yearOf(savedOn) : undefined);
  if (year === undefined) return {};
  const bySaving = time.year === undefined && !stated && newest === 0 ? savedOn : undefined;
  const listedOn = stated ?? (own && dayInYear(own, year, bySaving));
  const latest = listedOn ?? bySaving;
  return { year, ...(listedOn !== undefined && { listedOn }), ...(latest !== undefined && { latest }) };
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

/** The day in that year, or in the year before where that would be later than `latest`. Undefined: no such day. */
export function dayInYear(
  { month, day }: WrittenDate,
  year: number,
  latest: string | undefined,
): string | undefined {
  const monthAndDay = `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const tooLate = latest !== undefined && `${String(year).padStart(4, '0')}-${monthAndDay}` > latest;
  return plainDate(tooLate ? year - 1 : year, month, day);
}
