import type { Command } from '../../src/command/command.ts';

const PREFIX = /^(?:\/papers?|papers)\s+/i;

/** Completes the names of commands, with and without `/papers`, and the words that their options know. */
export function completer(commands: readonly Command[]): (line: string) => [string[], string] {
  return (line) => {
    const word = /\S*$/.exec(line)?.[0] ?? '';
    if (line === word && word.startsWith('/') && '/papers '.startsWith(word.toLowerCase()))
      return [['/papers '], word];
    const [name = '', ...others] = line.replace(PREFIX, '').trimStart().split(/\s+/);
    const known = others.length === 0 ? names(commands) : words(commands, name.toLowerCase(), others);
    return [starting(known, word).map((found) => `${found} `), word];
  };
}

function names(commands: readonly Command[]): string[] {
  return commands.map((command) => command.name);
}

/** What may stand behind a command: choices, flags and names of options that are not there yet. */
function words(commands: readonly Command[], name: string, before: readonly string[]): string[] {
  const helped = name === 'help' ? names(commands) : [];
  if (name === 'unsubscribe' && before.length === 1) return ['all'];
  const options = Object.entries(commands.find((command) => command.name === name)?.options ?? {});
  const own = options
    .filter(([, option]) => !option.hidden && option.kind !== 'text')
    .filter(([, option]) => !option.choices?.some((choice) => before.slice(0, -1).includes(choice)))
    .flatMap(([called, option]) => {
      if (option.choices) return [...option.choices];
      return option.named || option.kind === 'count' || option.kind === 'flag' ? [called] : [];
    })
    .filter((known) => !before.slice(0, -1).includes(known));
  return [...helped, ...own];
}

function starting(known: readonly string[], word: string): string[] {
  return known.filter((candidate) => candidate.startsWith(word.toLowerCase()));
}
