import { Temporal } from 'temporal-polyfill';
import { addDays, dayAt, isWeekday } from '../../time/plain-date.ts';

/**
 * arXiv's calendar (https://info.arxiv.org/help/availability.html). What is submitted until 14:00 New York time of a
 * weekday is announced at 20:00, on Fridays on Sunday; its feeds carry the date of the day after, always a weekday.
 */
const ZONE = 'America/New_York';
const DEADLINE = '14:00';

/** The day of the newest feed that there should be; holidays are not known. */
export function newestFeedDay(now: number): string {
  const today = dayAt(now, ZONE);
  return isWeekday(today) ? today : weekdayBefore(today);
}

export function weekdayBefore(day: string): string {
  const before = addDays(day, -1);
  return isWeekday(before) ? before : weekdayBefore(before);
}

export function weekdayAfter(day: string): string {
  const after = addDays(day, 1);
  return isWeekday(after) ? after : weekdayAfter(after);
}

/** When the papers in a day's feed were submitted: from a time (included) to another, in milliseconds since 1970. */
export function submissionsOf(feedDay: string): { readonly from: number; readonly to: number } {
  const deadline = weekdayBefore(feedDay);
  return { from: deadlineOn(weekdayBefore(deadline)), to: deadlineOn(deadline) };
}

function deadlineOn(day: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: ZONE, plainTime: DEADLINE })
    .epochMilliseconds;
}
