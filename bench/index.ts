import { readdirSync } from 'node:fs';
import Table from 'cli-table3';
import type { BenchOptions, BenchResult } from './result.ts';

/** `npm run bench -- NAME [--json] [--option number …]`: runs `bench/NAME.ts` and prints what it measured. */
interface Bench {
  run(options: BenchOptions): Promise<BenchResult>;
}

/** Files of this folder that hold no benchmark. */
const PARTS = new Set(['index', 'result', 'metered-platform', 'papers', 'seeded']);

const [name = '', ...rest] = process.argv.slice(2);
const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .filter((file) => !PARTS.has(file));

if (!known.includes(name)) {
  console.error(`There is no benchmark “${name}”. There are: ${known.join(', ')}.`);
  process.exitCode = 1;
} else {
  const { run } = (await import(`./${name}.ts`)) as Bench;
  const result = await run({ numbers: numbersIn(rest) });
  console.log(rest.includes('--json') ? JSON.stringify(result, null, 2) : tableOf(result));
}

function numbersIn(args: readonly string[]): Record<string, number> {
  const named = args.flatMap((arg, at) => {
    const value = Number(args[at + 1]);
    return arg.startsWith('--') && Number.isFinite(value) ? [[arg.slice(2), value] as const] : [];
  });
  return Object.fromEntries(named);
}

function tableOf({ title, rows }: BenchResult): string {
  const table = new Table({ head: ['', 'measured', 'goal'], style: { head: [], border: [] } });
  table.push(...rows.map((row) => [...row]));
  return `${title}\n${table.toString()}`;
}
