import { addDays, isPlainDate, plainDate } from './plain-date.ts';

/** January first. */
export const MONTH_NAMES = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** 1 to 12 for an English month's name or its first three or more letters; undefined for anything else. */
export function monthNamed(name: string): number | undefined {
  const start = name.toLowerCase().replace(/\.$/, '');
  if (start.length < 3) return undefined;
  const at = MONTH_NAMES.findIndex((month) => month.startsWith(start));
  return at >= 0 ? at + 1 : undefined;
}

/**
 * The day that a person means: `2025-11-07`, `Nov 7`, `7 Nov 2025`, `today`, `yesterday`, `7d` (seven days ago),
 * `2025-11` or `2025` (their first day). Without a year, the newest such day that is not after `today`. Undefined
 * where the text is no day.
 */
export function readDay(text: string, today: string): string | undefined {
  const lower = text.trim().toLowerCase().replace(/,/g, ' ').replace(/\s+/g, ' ');
  if (lower === 'today') return today;
  if (lower === 'yesterday') return addDays(today, -1);
  if (isPlainDate(lower)) return lower;
  const ago = /^(\d{1,4}) ?(d|days?|w|weeks?)(?: ago)?$/.exec(lower);
  if (ago) return addDays(today, -Number(ago[1]) * (ago[2]?.startsWith('w') ? 7 : 1));
  const start = /^(\d{4})(?:[-/](\d{1,2}))?$/.exec(lower);
  if (start) return plainDate(Number(start[1]), Number(start[2] ?? 1), 1);
  const slashed = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/.exec(lower);
  if (slashed) return plainDate(Number(slashed[1]), Number(slashed[2]), Number(slashed[3]));
  return readNamedMonth(lower, today);
}

function readNamedMonth(text: string, today: string): string | undefined {
  const match = /^(?:([a-z]+\.?) (\d{1,2})|(\d{1,2}) ([a-z]+\.?))(?: (\d{4}))?$/.exec(text);
  const month = match && monthNamed(match[1] ?? match[4] ?? '');
  if (!match || !month) return undefined;
  const day = Number(match[2] ?? match[3]);
  if (match[5]) return plainDate(Number(match[5]), month, day);
  const year = Number(today.slice(0, 4));
  return [year, year - 1, year - 2, year - 3, year - 4]
    .map((candidate) => plainDate(candidate, month, day))
    .find((date) => date !== undefined && date <= today);
}
