import type { Command, Option } from './command.ts';
import { badValue, missing, notUnderstood } from './misunderstood.ts';
import { nearest } from './nearest.ts';
import { takeValue } from './option-value.ts';
import { quoted } from './quoted.ts';
import { UserError } from './user-error.ts';

type Values = Record<string, string | number | boolean | undefined>;

/**
 * The command that a line names, with the rest of the line. A bare line is `help`, and so is what asks for it in the
 * way of other programs: `--help`, `today --help`.
 *
 * @throws UserError naming the nearest command where there is none of that name
 */
export function findCommand(commands: readonly Command[], line: string): { command: Command; rest: string } {
  const [, name = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*?)\s*$/.exec(line) ?? [];
  const wanted = /^(?:--help|-h|\?|)$/i.test(name) ? 'help' : name.toLowerCase();
  const command = commands.find((candidate) => candidate.name === wanted);
  if (command && rest === '--help' && wanted !== 'help') return findCommand(commands, `help ${wanted}`);
  if (command) return { command, rest };
  const near = nearest(
    wanted,
    commands.map((candidate) => candidate.name),
  );
  const hint = near ? `Did you mean \`/papers ${near}\`?` : 'Write `/papers help` for all commands.';
  throw new UserError(`There is no command ${quoted(name)}. ${hint}`);
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
    if (taken === 0) throw unreadable(command, words.slice(at), values);
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
  refuseBadDate(command, text, values);
  if (text !== '') values[name] = text;
}

/** A date that cannot be read would silently become part of the text. In quotes it is meant to be text. */
function refuseBadDate(command: Command, text: string, values: Values): void {
  for (const [name, option] of Object.entries(command.options)) {
    if (option.kind !== 'date' || !option.named || values[name] !== undefined) continue;
    const found = new RegExp(`^(.*\\s)(?:--)?${name}(?:\\s+|[:=]\\s*)(\\S+(?:\\s+\\S+){0,2})$`, 'is').exec(
      text,
    );
    const [, before = '', value = ''] = found ?? [];
    const words = value.split(/\s+/).length;
    if (!found || before.split('"').length % 2 === 0 || (words > 2 && !/\d/.test(value))) continue;
    throw badValue(name, option, value);
  }
}

function unreadable(command: Command, words: readonly string[], values: Values): UserError {
  const [word = '', value = ''] = words;
  const name = nameOf(word);
  const option = command.options[name];
  const taken = Object.keys(values).filter((key) => values[key] !== undefined && values[key] !== false);
  if (option && isNamed(option) && !taken.includes(name))
    return badValue(name, option, inlineValue(word) ?? value);
  return notUnderstood(command, word, taken);
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
  const name = nameOf(first);
  for (const [candidate, option] of Object.entries(command.options)) {
    const given = values[candidate] !== undefined && values[candidate] !== false;
    if (option.kind === 'text' || given || (isNamed(option) && name !== candidate)) continue;
    if (option.kind === 'flag') {
      if (first.toLowerCase().replace(/^--/, '') !== candidate) continue;
      values[candidate] = true;
      return 1;
    }
    const inline = name === candidate ? inlineValue(first) : undefined;
    const behind = isNamed(option) || inline !== undefined ? words.slice(1) : words;
    const taken = takeValue(option, inline === undefined ? behind : [inline, ...behind], today);
    if (!taken) continue;
    values[candidate] = taken.value;
    return taken.words + (isNamed(option) && inline === undefined ? 1 : 0);
  }
  return 0;
}

/** The option that a word names: `since`, `--since`, `since:2025-11-07` and `since=2025-11-07` all name `since`. */
function nameOf(word: string): string {
  return word
    .toLowerCase()
    .replace(/^--/, '')
    .replace(/[:=].*$/s, '');
}

/** What stands behind the colon of `since:2025-11-07`. */
function inlineValue(word: string): string | undefined {
  return /^[^:=]+[:=](.+)$/s.exec(word)?.[1];
}

function isNamed(option: Option): boolean {
  return option.named === true || option.kind === 'count';
}
