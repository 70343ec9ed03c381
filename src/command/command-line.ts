import { closest, distance } from 'fastest-levenshtein';
import { timeZones } from '../time/read-schedule.ts';
import type { Command, Option } from './command.ts';
import { takeValue } from './option-value.ts';
import { UserError } from './user-error.ts';

type Values = Record<string, string | number | boolean | undefined>;

/**
 * The command that a line names, with the rest of the line. A bare line is `help`.
 *
 * @throws UserError naming the nearest command where there is none of that name
 */
export function findCommand(commands: readonly Command[], line: string): { command: Command; rest: string } {
  const [, name = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*?)\s*$/.exec(line) ?? [];
  const wanted = name === '' ? 'help' : name.toLowerCase();
  const command = commands.find((candidate) => candidate.name === wanted);
  if (command) return { command, rest };
  const near = nearest(
    wanted,
    commands.map((candidate) => candidate.name),
  );
  const hint = near ? `Did you mean \`/papers ${near}\`?` : 'Write `/papers help` for all commands.';
  throw new UserError(`There is no command “${name}”. ${hint}`);
}

/**
 * The values of a command's options in the rest of its line; flags are always there.
 *
 * @throws UserError naming what is missing or what was not understood
 */
export function readOptions(command: Command, rest: string, today: string): Values {
  const options = Object.entries(command.options);
  const values: Values = Object.fromEntries(
    options.filter(([, option]) => option.kind === 'flag').map(([name]) => [name, false]),
  );
  const text = options.find(([, option]) => option.kind === 'text');
  const words = rest.split(/\s+/).filter(Boolean);
  if (text) readBehindText(command, rest, today, values, text);
  else readInOrder(command, words, today, values);
  for (const [name, option] of options) {
    if (option.required && values[name] === undefined) throw missing(command, name, option);
  }
  return values;
}

/** Options without text: every word belongs to one. */
function readInOrder(command: Command, words: readonly string[], today: string, values: Values): void {
  for (let at = 0; at < words.length; ) {
    const taken = takeOption(command, words.slice(at), today, values);
    if (taken === 0) throw notUnderstood(command, words[at] as string);
    at += taken;
  }
}

/** Text comes first; known options are taken from the end of the line while they leave some of it. */
function readBehindText(
  command: Command,
  rest: string,
  today: string,
  values: Values,
  [name, option]: [string, Option],
): void {
  let text = rest.trim();
  for (;;) {
    const cut = lastOption(command, text, today, values, option.required === true);
    if (cut === undefined) break;
    text = text.slice(0, cut).trim();
  }
  if (text !== '') values[name] = text;
}

/** Takes the option that ends the text, where one does; where the text before it ends. */
function lastOption(
  command: Command,
  text: string,
  today: string,
  values: Values,
  keepOne: boolean,
): number | undefined {
  const starts = [...text.matchAll(/\S+/g)].map((match) => match.index);
  for (const start of starts.slice(-4)) {
    if (keepOne && start === 0) continue;
    const words = text.slice(start).split(/\s+/);
    const found: Values = {};
    if (takeOption(command, words, today, found) !== words.length) continue;
    if (Object.keys(found).some((key) => values[key] !== undefined && values[key] !== false)) continue;
    Object.assign(values, found);
    return start;
  }
  return undefined;
}

/** How many of the words, from the first on, make one option's value. */
function takeOption(command: Command, words: readonly string[], today: string, values: Values): number {
  const [first = ''] = words;
  for (const [name, option] of Object.entries(command.options)) {
    if (option.kind === 'text' || (values[name] !== undefined && values[name] !== false)) continue;
    const called = isNamed(option) && first.toLowerCase().replace(/^--|:$/g, '') === name;
    if (option.kind === 'flag') {
      if (first.toLowerCase().replace(/^--/, '') !== name) continue;
      values[name] = true;
      return 1;
    }
    if (isNamed(option) && !called) continue;
    const taken = takeValue(option, called ? words.slice(1) : words, today);
    if (!taken) continue;
    values[name] = taken.value;
    return taken.words + (called ? 1 : 0);
  }
  return 0;
}

function isNamed(option: Option): boolean {
  return option.named === true || option.kind === 'count';
}

function missing(command: Command, name: string, option: Option): UserError {
  return new UserError(
    `\`/papers ${command.name}\` needs ${option.shownAs ?? `a ${name}`}, such as \`/papers ${command.examples[0] ?? command.name}\`.`,
  );
}

function notUnderstood(command: Command, word: string): UserError {
  const options = Object.entries(command.options).filter(([, option]) => !option.hidden);
  const known = options.flatMap(([name, option]) => wordsKnownTo(name, option));
  const near = nearest(word.toLowerCase(), known);
  if (near)
    return new UserError(`“${word}” means nothing to \`/papers ${command.name}\`. Did you mean “${near}”?`);
  const usage = usageOf(command);
  return new UserError(
    `“${word}” means nothing to \`/papers ${command.name}\`. It is used like this: \`${usage}\`.`,
  );
}

/** Words that a misspelt one may mean: names, choices, time zones. */
function wordsKnownTo(name: string, option: Option): readonly string[] {
  if (option.choices) return option.choices;
  if (option.kind === 'zone') return timeZones();
  if (option.kind === 'days') return ['daily', 'weekdays', 'weekends'];
  return option.named || option.kind === 'count' || option.kind === 'flag' ? [name] : [];
}

/** The one of `known` that a misspelt word most likely means, if any is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const found =
    known.find((candidate) => word.length >= 3 && candidate.startsWith(word)) ?? closest(word, [...known]);
  return found.startsWith(word) || distance(word, found) <= Math.max(1, Math.floor(found.length / 3))
    ? found
    : undefined;
}

/** How a command is written, such as `/papers top [day|week|month|all] [channel|community|source]`. */
export function usageOf(command: Command): string {
  const options = Object.entries(command.options)
    .filter(([, option]) => !option.hidden)
    .map(([name, option]) => {
      const value = option.choices?.join('|') ?? option.shownAs ?? name;
      const shown =
        option.kind === 'count' ? `${name} <number>` : option.named ? `${name} <${value}>` : value;
      return option.required ? `<${shown}>` : `[${shown}]`;
    });
  return ['/papers', command.name, ...options].join(' ');
}
