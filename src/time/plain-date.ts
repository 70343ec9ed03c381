import { Temporal } from 'temporal-polyfill';

/** Whether a text is a real calendar day written `YYYY-MM-DD`. */
export function isPlainDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

/** `YYYY-MM-DD` of a year, month (1 to 12) and day, or undefined where there is no such day. */
export function plainDate(year: number, month: number, day: number): string | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

/** The day a number of days later (earlier where negative). */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** The day that it is in an IANA time zone at a time in milliseconds since 1970. */
export function dayAt(milliseconds: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** `Nov 7, 2025`, the form in which people read dates. */
export function dateLabel(date: string): string {
  const known = labels.get(date);
  if (known !== undefined) return known;
  const label = makeLabel(date);
  if (labels.size >= MOST_LABELS) labels.clear();
  labels.set(date, label);
  return label;
}

/** To put a date into words takes a third of a millisecond, and most dates that are shown are of these weeks. */
const labels = new Map<string, string>();
const MOST_LABELS = 1_000;

function makeLabel(date: string): string {
  return Temporal.PlainDate.from(date).toLocaleString('en-US', {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
  });
}

/** Whether a day is none of a weekend. */
export function isWeekday(date: string): boolean {
  return Temporal.PlainDate.from(date).dayOfWeek <= 5;
}

/** How many days lie from one day to another: 0 for the same, negative where the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}
