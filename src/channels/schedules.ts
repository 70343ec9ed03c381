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

/** Such as `Nov 26, 2026, 09:00`, or why none comes. */
export function sayNext(schedule: Schedule): string {
  if (schedule.nextSlot === undefined) return 'none: digests are paused here';
  const [day = '', time = ''] = schedule.nextSlot.split('T');
  return `${dateLabel(day)}, ${time}`;
}

/** A time as day and local time, such as `Nov 26, 2026, 09:05`. */
export function sayTime(at: number, timeZone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone }).format(at);
  return `${dateLabel(dayAt(at, timeZone))}, ${time}`;
}

/** Whether somebody or the platform holds a channel's digests, and why; undefined where they come. */
export function sayPause(schedule: Schedule, now: number): string | undefined {
  if (schedule.nextAt === undefined) return schedule.pauseReason ?? 'paused';
  if (schedule.pausedUntil === undefined || schedule.pausedUntil <= now) return undefined;
  return `${schedule.pauseReason ?? 'paused'}, until ${dateLabel(dayAt(schedule.pausedUntil, schedule.timeZone))}`;
}
