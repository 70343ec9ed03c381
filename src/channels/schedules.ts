import { MOST_PAPERS } from '../digest/rules.ts';
import { nextSlot, type Timetable } from '../digest/slots.ts';
import type { Schedule } from '../store/digest-store.ts';
import type { Channel, Store } from '../store/store.ts';
import { dateLabel, dayAt } from '../time/plain-date.ts';
import { EVERY_DAY, sayDays } from '../time/read-schedule.ts';

/** The time of a digest that nobody chose (DESIGN section 9). */
const DEFAULT_TIME = '09:00';

/** A channel's schedule; where it has none yet, the default one in the zone, which is not stored. */
export async function scheduleOf(
  store: Store,
  channel: Channel,
  timeZone: string,
  now: number,
): Promise<Schedule> {
  const held = await store.schedules.get(channel.key);
  if (held) return held;
  const timetable = { time: DEFAULT_TIME, timeZone, days: EVERY_DAY };
  return {
    channel: channel.key,
    platform: channel.platform,
    ...timetable,
    ...upcoming(timetable, now),
    papers: MOST_PAPERS,
    layout: channel.threadless ? 'list' : 'thread',
    announceQuiet: false,
  };
}

/** The fields of a schedule that say when its next digest comes. */
export function upcoming(timetable: Timetable, after: number): { nextAt: number; nextSlot: string } {
  const next = nextSlot(timetable, after);
  return { nextAt: next.at, nextSlot: next.slot };
}

/** Such as `09:00 every day, Europe/Berlin time`. */
export function sayTimetable({ time, timeZone, days }: Timetable): string {
  return `${time} ${sayDays(days)}, ${timeZone} time`;
}

/** When the next digest comes, such as `Nov 26, 2026, 09:00`; `none for now` where digests are paused. */
export function sayNext({ nextSlot }: Schedule): string {
  if (nextSlot === undefined) return 'none for now';
  const [day = '', time = ''] = nextSlot.split('T');
  return `${dateLabel(day)}, ${time}`;
}

/**
 * What stands behind a sentence about digests, such as `the next one comes on Nov 26, 2026, 09:00` and `they are paused by
 * Ada`.
 */
export function sayComing(schedule: Schedule, now: number): string {
  const paused = sayPause(schedule, now);
  const next = `the next one comes on ${sayNext(schedule)}`;
  if (paused === undefined) return next;
  return schedule.nextSlot === undefined ? `they are ${paused}` : `they are ${paused}, and ${next}`;
}

/** A time as day and local time, such as `Nov 26, 2026, 09:05`. */
export function sayTime(at: number, timeZone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone }).format(at);
  return `${dateLabel(dayAt(at, timeZone))}, ${time}`;
}

/**
 * Whether somebody or the platform holds a channel's digests, and why: `paused by Ada until Dec 1, 2026`, `paused (Slack:
 * is_archived)`. Undefined where they come.
 */
export function sayPause(schedule: Schedule, now: number): string | undefined {
  const { nextAt, pausedUntil, pauseReason = PAUSED, timeZone } = schedule;
  if (nextAt !== undefined && (pausedUntil === undefined || pausedUntil <= now)) return undefined;
  const paused = pauseReason.startsWith(PAUSED) ? pauseReason : `${PAUSED} (${pauseReason})`;
  return nextAt === undefined || pausedUntil === undefined
    ? paused
    : `${paused} until ${dateLabel(dayAt(pausedUntil, timeZone))}`;
}

/** What a person's reason begins with; the platform's says what is wrong. */
const PAUSED = 'paused';
