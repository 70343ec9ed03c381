import type { Command, Option } from './command.ts';
import { usageOf } from './usage.ts';

/** The reference of all commands in Markdown, made from their declarations. */
export function commandReference(commands: readonly Command[]): string {
  return [
    '# Commands',
    '',
    'Made from the declarations in `commands/` by `npm run docs`; change those, not this page.',
    '',
    '| command | what it does |',
    '|---|---|',
    ...commands.map((command) => `| [\`${command.name}\`](#${command.name}) | ${cell(command.summary)} |`),
    ...commands.flatMap(section),
    '',
  ].join('\n');
}

function section(command: Command): string[] {
  const options = Object.entries(command.options).filter(([, option]) => !option.hidden);
  return [
    '',
    `## ${command.name}`,
    '',
    `\`${usageOf(command)}\``,
    '',
    `${capitalised(command.summary)}. ${command.permission === 'managers' ? 'For those who may manage the channel.' : 'For everyone.'}`,
    ...(options.length > 0
      ? ['', '| option | value | meaning |', '|---|---|---|', ...options.map(optionRow)]
      : []),
    '',
    ...command.examples.map((example) => `    /papers ${example}`),
  ];
}

function optionRow([name, option]: [string, Option]): string {
  return `| \`${name}\`${option.required ? ' (needed)' : ''} | ${cell(shownValue(option))} | ${cell(option.summary)} |`;
}

function shownValue(option: Option): string {
  switch (option.kind) {
    case 'text':
      return option.shownAs ?? 'words to the end of the line';
    case 'choice':
      return (option.choices ?? []).map((choice) => `\`${choice}\``).join(', ');
    case 'date':
      return 'a day: `2025-11-07`, `Nov 7`, `yesterday`, `7d`';
    case 'coming-day':
      return 'a day ahead: `Dec 1`, `friday`, `2 weeks`';
    case 'time':
      return 'a time: `09:00`, `5:30pm`, `noon`';
    case 'zone':
      return 'a time zone: `Europe/Berlin`';
    case 'days':
      return 'days: `daily`, `weekdays`, `mon,wed,fri`';
    case 'word':
      return 'one word';
    case 'count':
      return 'a whole number behind the name';
    case 'flag':
      return 'the word alone';
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
