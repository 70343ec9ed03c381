import { timeZones } from '../time/read-schedule.ts';
import type { Command, Option } from './command.ts';
import { nearest } from './nearest.ts';
import { quoted } from './quoted.ts';
import { usageOf } from './usage.ts';
import { UserError } from './user-error.ts';

/** A needed option is not there. */
export function missing(command: Command, name: string, option: Option): UserError {
  return new UserError(
    `\`/papers ${command.name}\` needs a ${option.shownAs ?? name}, such as \`/papers ${command.examples[0] ?? command.name}\`.`,
  );
}

/** A word that belongs to no option; `taken` are the options that the line has already. */
export function notUnderstood(command: Command, word: string, taken: readonly string[]): UserError {
  const means = `${quoted(word)} means nothing to \`/papers ${command.name}\``;
  const options = Object.entries(command.options).filter(([, option]) => !option.hidden);
  const again = options.find(([name, option]) => wordsKnownTo(name, option).includes(word.toLowerCase()));
  if (again && taken.includes(again[0])) {
    const choices = again[1].choices ? `one of ${again[1].choices.join(', ')}` : `\`${again[0]}\` once`;
    return new UserError(
      `\`/papers ${command.name}\` takes ${choices}, and ${quoted(word)} is one too many.`,
    );
  }
  const open = options.filter(([name]) => !taken.includes(name));
  const near = nearest(
    word.toLowerCase(),
    open.flatMap(([name, option]) => wordsKnownTo(name, option)),
  );
  if (near) return new UserError(`${means}. Did you mean “${near}”?`);
  const day = open.some(([, option]) => option.kind === 'date' && !option.named)
    ? ' A day is written like `2025-11-07`, `Nov 7` or `yesterday`.'
    : '';
  return new UserError(`${means}. It is used like this: \`${usageOf(command)}\`.${day}`);
}

/** The name of an option with nothing behind it that could be its value. */
export function badValue(name: string, option: Option, value: string): UserError {
  const needs = option.kind === 'count' ? 'a whole number from 1 on' : 'a day';
  const example = option.kind === 'count' ? `${name} 2` : `${name} 2025-11-07`;
  const found = value === '' ? 'nothing stands there' : `${quoted(value)} is none`;
  const other = option.kind === 'date' ? ' To look for the words, put quotation marks around them.' : '';
  return new UserError(`Behind \`${name}\` belongs ${needs}, such as \`${example}\`; ${found}.${other}`);
}

/** Words that a misspelt one may mean: names, choices, time zones. */
function wordsKnownTo(name: string, option: Option): readonly string[] {
  if (option.choices) return option.choices;
  if (option.kind === 'zone') return timeZones();
  if (option.kind === 'days') return ['daily', 'weekdays', 'weekends'];
  return option.named || option.kind === 'count' || option.kind === 'flag' ? [name] : [];
}
