import { readDay } from '../time/read-date.ts';
import { readComingDay, readDays, readTime, readZone } from '../time/read-schedule.ts';
import type { Option, OptionKind } from './command.ts';

/** A value that some words make, and how many of them. */
export interface TakenValue {
  readonly value: string | number;
  readonly words: number;
}

/** How the words of a value are read; `most` is how many words one value has at the most. */
interface Reading {
  readonly most: number;
  read(text: string, today: string, option: Option): string | number | undefined;
}

const READINGS: Readonly<Record<Exclude<OptionKind, 'text' | 'flag'>, Reading>> = {
  choice: {
    most: 1,
    read: (text, _today, { choices }) => choices?.find((choice) => choice === text.toLowerCase()),
  },
  count: { most: 1, read: (text) => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined) },
  word: { most: 1, read: (text) => text },
  date: { most: 3, read: readDay },
  'coming-day': { most: 4, read: readComingDay },
  time: { most: 3, read: readTime },
  zone: { most: 3, read: readZone },
  days: { most: 8, read: (text) => (readDays(text) === undefined ? undefined : text) },
};

/** The value of an option that the first of the words make; the longest one that can be read. */
export function takeValue(option: Option, words: readonly string[], today: string): TakenValue | undefined {
  if (option.kind === 'text' || option.kind === 'flag') return undefined;
  const { most, read } = READINGS[option.kind];
  for (let length = Math.min(most, words.length); length > 0; length -= 1) {
    const value = read(words.slice(0, length).join(' '), today, option);
    if (value !== undefined) return { value, words: length };
  }
  return undefined;
}
