import { Temporal } from 'temporal-polyfill';

/** When a channel's digests come. */
export interface Timetable {
  /** Local time, `HH:MM`. */
  readonly time: string;
  /** IANA zone. */
  readonly timeZone: string;
  /** ISO weekdays, 1 for Monday to 7 for Sunday; at least one. */
  readonly days: readonly number[];
}

/** One date on which a digest is due. */
export interface Slot {
  /** Its local date and time, `2026-11-25T09:00`: what names it, whatever the clock does. */
  readonly slot: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const DAY = 24 * 3_600_000;
const FIRST_DAY = Temporal.PlainDate.from('1970-01-01');

/**
 * The first slot after a time, in milliseconds since 1970. A local time that a clock change skips comes at the first
 * moment behind the gap, also where the gap swallows a whole day; one that occurs twice comes the first time only
 * (DESIGN section 9).
 */
export function nextSlot(timetable: Timetable, after: number): Slot {
  // A local day begins up to 14 hours before that of UTC, and a gap may carry the slot of the day before into it.
  for (let day = Math.floor(after / DAY) - 2; ; day += 1) {
    if (!timetable.days.includes(weekday(day))) continue;
    const slot = slotOn(day, timetable);
    if (slot.at > after) return slot;
  }
}

/** The last slot at or before a time, if it is later than `since`. */
export function lastSlot(timetable: Timetable, since: number, until: number): Slot | undefined {
  let found: Slot | undefined;
  // No gap between two slots is longer than a week and what a clock change adds to it.
  const from = Math.max(since, until - 9 * DAY);
  for (let slot = nextSlot(timetable, from); slot.at <= until; slot = nextSlot(timetable, slot.at))
    found = slot;
  return found;
}

/** Thousands of channels share a few times and zones; Temporal takes a tenth of a millisecond for each. */
const slots = new Map<string, Slot>();
const MOST_SLOTS = 10_000;

/** The slot of a day, counted from 1970-01-01. */
function slotOn(day: number, { time, timeZone }: Timetable): Slot {
  const key = `${day} ${time} ${timeZone}`;
  const known = slots.get(key);
  if (known) return known;
  if (slots.size >= MOST_SLOTS) slots.clear();
  const slot = findSlot(FIRST_DAY.add({ days: day }).toPlainDateTime(time), timeZone);
  slots.set(key, slot);
  return slot;
}

function findSlot(local: Temporal.PlainDateTime, timeZone: string): Slot {
  const earlier = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const slot = local.toString({ smallestUnit: 'minute' });
  if (earlier.toPlainDateTime().equals(local)) return { slot, at: earlier.epochMilliseconds };
  // Skipped: `earlier` lies before the gap, which ends at the zone's next change.
  const change = earlier.getTimeZoneTransition('next');
  return { slot, at: (change ?? earlier).epochMilliseconds };
}

/** The ISO weekday of a day counted from 1970-01-01, which was a Thursday. */
function weekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}
