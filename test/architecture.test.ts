import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

interface Import {
  readonly from: string;
  /** A file below the root, or a package as it is written. */
  readonly of: string;
}

const IMPORTED = /\b(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g;
const FOLDERS = ['src', 'commands', 'adapters'];

function importsOf(file: string): Import[] {
  const from = relative(ROOT, file);
  return [...readFileSync(file, 'utf8').matchAll(IMPORTED)].map(([, name = '']) => ({
    from,
    of: name.startsWith('.') ? relative(ROOT, resolve(dirname(file), name)) : name,
  }));
}

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[jt]s$/.test(name))
    .map((name) => join(ROOT, folder, name)),
);
const imports = files.flatMap(importsOf);

/** The imports that are against a rule, as `a.ts → b.ts`. */
function against(rule: (one: Import) => boolean): string[] {
  return imports.filter(rule).map(({ from, of }) => `${from} → ${of}`);
}

function below(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}

function packageName(of: string): string {
  return of
    .split('/')
    .slice(0, of.startsWith('@') ? 2 : 1)
    .join('/');
}

function isPackage({ of }: Import): boolean {
  return !FOLDERS.some((folder) => below(of, folder)) && !of.startsWith('node:');
}

test('the check sees the imports of all three folders', () => {
  for (const folder of FOLDERS)
    expect(imports.filter(({ from }) => below(from, folder)).length).toBeGreaterThan(10);
  expect(imports).toContainEqual({ from: 'src/main.ts', of: 'adapters/discord/discord-adapter.ts' });
});

test('src/ imports neither commands nor adapters, main.ts aside', () => {
  expect(
    against(
      ({ from, of }) =>
        below(from, 'src') && from !== 'src/main.ts' && (below(of, 'commands') || below(of, 'adapters')),
    ),
  ).toEqual([]);
});

test('nothing imports main.ts but the program itself', () => {
  expect(against(({ of }) => of === 'src/main.ts')).toEqual(['src/paperboy.js → src/main.ts']);
});

test('commands import src/ and each other only: no package, no adapter, nothing of Node', () => {
  expect(
    against(({ from, of }) => below(from, 'commands') && !below(of, 'src') && !below(of, 'commands')),
  ).toEqual([]);
});

test('an adapter imports src/ and its own folder, never another adapter or a command', () => {
  expect(
    against(({ from, of }) => {
      const own = from.split('/').slice(0, 2).join('/');
      return below(from, 'adapters') && (below(of, 'commands') || (below(of, 'adapters') && !below(of, own)));
    }),
  ).toEqual([]);
});

/** Where each of these packages may be used; a package that is not named here may be used everywhere. */
const HOMES: Readonly<Record<string, string>> = {
  '@slack/bolt': 'adapters/slack',
  '@slack/types': 'adapters/slack',
  '@slack/web-api': 'adapters/slack',
  'discord.js': 'adapters/discord',
  '@discordjs/rest': 'adapters/discord',
  'discord-api-types': 'adapters/discord',
  'wrap-ansi': 'adapters/terminal',
  'supports-hyperlinks': 'adapters/terminal',
  kysely: 'src/store',
  keyv: 'src/store',
};

test('each platform’s library stays in its adapter, and the database below src/store', () => {
  expect(
    against((one) => {
      const home = HOMES[packageName(one.of)];
      return isPackage(one) && home !== undefined && !below(one.from, home);
    }),
  ).toEqual([]);
  expect(against(({ from, of }) => of.startsWith('@slack/') && !below(from, 'adapters/slack'))).toEqual([]);
  expect(against(({ from, of }) => of === 'node:sqlite' && !below(from, 'src/store'))).toEqual([]);
});

test('SQL is written below src/store only', () => {
  const sql = /\b(?:SELECT\s.+\sFROM|INSERT\s+INTO|DELETE\s+FROM|CREATE\s+TABLE)\b|\bsql`/;
  const written = files
    .filter((file) => sql.test(readFileSync(file, 'utf8')))
    .map((file) => relative(ROOT, file))
    .filter((file) => !below(file, 'src/store'));
  expect(written).toEqual([]);
});
