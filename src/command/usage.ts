import type { Command } from './command.ts';

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
