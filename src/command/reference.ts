import type { Command, Option } from './command.ts';
import { usageOf } from './usage.ts';

/** The reference of all commands in Markdown, made from their declarations. */
export function commandReference(commands: readonly Command[]): string {
  return [
    '# Commands',
    '',
    'Made from the declarations in `commands/` by `npm run docs`; change those, not this page.',
    '',
    ...table([
      ['command', 'what it does'],
      ...commands.map(({ name, summary }) => [`[\`${name}\`](#${name})`, cell(summary)]),
    ]),
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
      ? ['', ...table([['option', 'value', 'meaning'], ...options.map(optionRow)])]
      : []),
    '',
    ...command.examples.map((example) => `    /papers ${example}`),
  ];
}

function optionRow([name, option]: [string, Option]): string[] {
  return [`\`${name}\`${option.required ? ' (needed)' : ''}`, cell(shownValue(option)), cell(option.summary)];
}

/** A table whose columns stand below each other, as the formatter wants them. The first row is its head. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(
    (row) => `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  return [
    ...lines.slice(0, 1),
    `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`,
    ...lines.slice(1),
  ];
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
