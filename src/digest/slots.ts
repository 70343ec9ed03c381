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

/**
 * The first slot after a time, in milliseconds since 1970. A local time that a clock change skips comes at the first
 * moment behind the gap, also where the gap swallows a whole day; one that occurs twice comes the first time only
 * (DESIGN section 9).
 */
export function nextSlot(timetable: Timetable, after: number): Slot {
  // A gap may carry the slot of the day before into this one.
  let day = localDay(after, timetable.timeZone).subtract({ days: 1 });
  for (;;) {
    if (timetable.days.includes(day.dayOfWeek)) {
      const slot = slotOn(day, timetable);
      if (slot.at > after) return slot;
    }
    day = day.add({ days: 1 });
  }
}

/** The last slot at or before a time, if it is later than `since`. */
export function lastSlot(timetable: Timetable, since: number, until: number): Slot | undefined {
  let found: Slot | undefined;
  // No gap between two slots is longer than a week and what a clock change adds to it.
  const from = Math.max(since, until - 9 * 24 * 3_600_000);
  for (let slot = nextSlot(timetable, from); slot.at <= until; slot = nextSlot(timetable, slot.at))
    found = slot;
  return found;
}

function slotOn(day: Temporal.PlainDate, { time, timeZone }: Timetable): Slot {
  const local = day.toPlainDateTime(Temporal.PlainTime.from(time));
  const earlier = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const slot = local.toString({ smallestUnit: 'minute' });
  if (earlier.toPlainDateTime().equals(local)) return { slot, at: earlier.epochMilliseconds };
  // Skipped: `earlier` lies before the gap, which ends at the zone's next change.
  const change = earlier.getTimeZoneTransition('next');
  return { slot, at: (change ?? earlier).epochMilliseconds };
}

function localDay(at: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
}
