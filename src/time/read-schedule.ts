import { Temporal } from 'temporal-polyfill';
import { addDays, isPlainDate, plainDate } from './plain-date.ts';
import { monthNamed } from './read-date.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
export const EVERY_DAY: readonly number[] = [1, 2, 3, 4, 5, 6, 7];
const WORKDAYS: readonly number[] = [1, 2, 3, 4, 5];

/** `HH:MM` of what people write for a time of day: `9:00`, `09.30`, `9am`, `5:30 pm`, `noon`, `midnight`. */
export function readTime(text: string): string | undefined {
  const lower = text
    .trim()
    .toLowerCase()
    .replace(/^at\s+/, '');
  if (lower === 'noon') return '12:00';
  if (lower === 'midnight') return '00:00';
  const match = /^(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?$/.exec(lower);
  if (!match || (match[2] === undefined && match[3] === undefined)) return undefined;
  const half = match[3]?.charAt(0);
  const written = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (half !== undefined && (written < 1 || written > 12)) return undefined;
  const hour = half === undefined ? written : (written % 12) + (half === 'p' ? 12 : 0);
  if (hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/**
 * The IANA zone of a name in any case, or of a city that names just one zone (`new york`), as it is usually written;
 * undefined for an unknown one.
 */
export function readZone(text: string): string | undefined {
  const wanted = text.trim().toLowerCase();
  if (wanted === 'utc' || wanted === 'gmt') return 'UTC';
  const zones = timeZones();
  const known = zones.find((zone) => zone.toLowerCase() === wanted.replaceAll(' ', '_'));
  if (known !== undefined) return known;
  const ofCity = zones.filter((zone) => zone.toLowerCase().endsWith(`/${wanted.replaceAll(' ', '_')}`));
  if (ofCity.length === 1) return ofCity[0];
  // Older names, such as `US/Pacific`, that are not listed but understood. Offsets and `EST` are no places.
  if (!/^[a-z_]+\/[a-z_/+-]+\d*$/.test(wanted)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: wanted }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** The names of all IANA zones that this machine knows. */
export function timeZones(): readonly string[] {
  return Intl.supportedValuesOf('timeZone');
}

/**
 * ISO weekdays, sorted, of what people write for days: `daily`, `weekdays`, `weekends`, `mon,wed,fri`, `mon-thu`,
 * `tuesday`. Undefined where the text is nothing of that kind.
 */
export function readDays(text: string): readonly number[] | undefined {
  const lower = text.trim().toLowerCase().replace(/[–—]/g, '-');
  if (/^(?:daily|every ?day|all|always)$/.test(lower)) return EVERY_DAY;
  if (/^(?:weekdays?|workdays?|every weekday)$/.test(lower)) return WORKDAYS;
  if (/^weekends?$/.test(lower)) return [6, 7];
  const pieces = lower.split(/\s*(?:,|&|\+|\band\b|\s)\s*/).filter(Boolean);
  const days = pieces.map(readDayRange);
  if (days.length === 0 || days.includes(undefined)) return undefined;
  return [...new Set(days.flatMap((some) => some ?? []))].sort((left, right) => left - right);
}

function readDayRange(text: string): readonly number[] | undefined {
  const [first, last, ...more] = text.split('-').map(weekday);
  if (first === undefined || more.length > 0) return undefined;
  if (!text.includes('-')) return [first];
  if (last === undefined) return undefined;
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, at) => ((first - 1 + at) % 7) + 1);
}

function weekday(name: string): number | undefined {
  const bare = name.replace(/\.$/, '').replace(/days$/, 'day');
  if (bare.length < 2) return undefined;
  const at = WEEKDAYS.findIndex((day) => day.startsWith(bare));
  return at < 0 ? undefined : at + 1;
}

/** ISO weekdays in words: `every day`, `weekdays`, `Mon, Wed and Fri`, `Sundays`. */
export function sayDays(days: readonly number[]): string {
  if (days.length === EVERY_DAY.length) return 'every day';
  if (days.join() === WORKDAYS.join()) return 'weekdays';
  const names = days.map((day) => (WEEKDAYS[day - 1] ?? '').replace(/^./, (letter) => letter.toUpperCase()));
  if (names.length === 1) return `${names[0]}s`;
  const short = names.map((name) => name.slice(0, 3));
  return `${short.slice(0, -1).join(', ')} and ${short.at(-1)}`;
}

/**
 * The coming day that a person means: `2026-12-01`, `Dec 1`, `1 Dec 2026`, `tomorrow`, `friday`, `7d`, `2 weeks`.
 * Undefined where the text is no day; a past one is given back as it is written.
 */
export function readComingDay(text: string, today: string): string | undefined {
  const lower = text
    .trim()
    .toLowerCase()
    .replace(/,/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^(?:until|till|in) /, '');
  if (lower === 'today') return today;
  if (lower === 'tomorrow') return addDays(today, 1);
  if (isPlainDate(lower)) return lower;
  const ahead = /^(\d{1,3}) ?(d|days?|w|weeks?)$/.exec(lower);
  if (ahead) return addDays(today, Number(ahead[1]) * (ahead[2]?.startsWith('w') ? 7 : 1));
  const day = weekday(lower.replace(/^next /, ''));
  if (day !== undefined && lower.length > 2) {
    const now = Temporal.PlainDate.from(today).dayOfWeek;
    return addDays(today, ((day - now + 6) % 7) + 1);
  }
  const match = /^(?:([a-z]+\.?) (\d{1,2})|(\d{1,2}) ([a-z]+\.?))(?: (\d{4}))?$/.exec(lower);
  const month = match && monthNamed(match[1] ?? match[4] ?? '');
  if (!match || !month) return undefined;
  const dayOfMonth = Number(match[2] ?? match[3]);
  if (match[5]) return plainDate(Number(match[5]), month, dayOfMonth);
  const year = Number(today.slice(0, 4));
  return [year, year + 1, year + 2, year + 3, year + 4]
    .map((candidate) => plainDate(candidate, month, dayOfMonth))
    .find((date) => date !== undefined && date >= today);
}
