import type { CommandInteractionOption } from 'discord.js';
import type { Command, Option } from '../../src/command/command.ts';

type Given = Pick<CommandInteractionOption, 'name' | 'value'>;

/**
 * The command line that a person would type for what was filled in on Discord. The options stand in the order of their
 * declaration: text first and as it is, for the parser takes the others from the end of the line; a flag is its name; a
 * count, or whatever the declaration wants named, its name and its value; all else its value.
 *
 * @example
 * `{ name: 'search', options: [{ name: 'since', value: '2025-11' }, { name: 'query', value: 'graph AND robot' }] }`
 * becomes `search graph AND robot since 2025-11`.
 */
export function commandLine(
  { name, options = [] }: { readonly name: string; readonly options?: readonly Given[] | undefined },
  commands: readonly Command[],
): string {
  const declared = Object.entries(commands.find((command) => command.name === name)?.options ?? {});
  const words = declared.flatMap(([option, declaration]) => {
    const value = options.find((given) => given.name === option)?.value;
    return value === undefined ? [] : wordsOf(option, declaration, value);
  });
  return [name, ...words].join(' ');
}

function wordsOf(name: string, { kind, named }: Option, value: string | number | boolean): string[] {
  if (kind === 'flag') return value === true ? [name] : [];
  return kind === 'count' || named ? [name, String(value)] : [String(value)];
}
