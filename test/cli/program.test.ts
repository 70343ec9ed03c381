import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { type Actions, runProgram } from '../../src/cli/program.ts';
import { UserError } from '../../src/command/user-error.ts';

/** Runs the program with actions that only note what they were asked for. */
async function run(args: readonly string[], fail?: Error) {
  const asked: unknown[][] = [];
  const note =
    (name: string) =>
    async (...given: unknown[]) => {
      asked.push([name, ...given]);
      if (fail) throw fail;
      return 3;
    };
  const names = [
    'start',
    'say',
    'parse',
    'match',
    'digest',
    'backfill',
    'doctor',
    'slackManifest',
    'discordInvite',
    'exportAll',
    'importAll',
  ];
  const actions = Object.fromEntries(names.map((name) => [name, note(name)])) as unknown as Actions;
  let out = '';
  let error = '';
  const streams = {
    out: (text: string) => {
      out += text;
    },
    error: (text: string) => {
      error += text;
    },
  };
  const code = await runProgram(args, actions, streams);
  return { asked, code, out, error };
}

test.each([
  [[], ['start']],
  [['start'], ['start']],
  [
    ['say', '/papers today'],
    ['say', '/papers today'],
  ],
  [
    ['say', '/papers', 'search', '-x', '--json'],
    ['say', '/papers search -x --json'],
  ],
  [
    ['parse', 'a.txt'],
    ['parse', 'a.txt', { json: false }],
  ],
  [
    ['parse', 'a.txt', '--json'],
    ['parse', 'a.txt', { json: true }],
  ],
  [
    ['parse', '--json', 'a.txt', '--date', '2025-11-07'],
    ['parse', 'a.txt', { json: true, date: '2025-11-07' }],
  ],
  [
    ['match', 'a.txt', 'one', 'two', '--json'],
    ['match', 'a.txt', ['one', 'two'], { json: true }],
  ],
  [
    ['match', 'a.txt', '--', '-not', '--json'],
    ['match', 'a.txt', ['-not', '--json'], { json: false }],
  ],
])('paperboy %j does what it says and gives its exit code', async (args, expected) => {
  const { asked, code, error } = await run(args);
  expect(asked).toEqual([expected]);
  expect({ code, error }).toEqual({ code: 3, error: '' });
});

test.each([
  [['parze', 'a.txt'], 'parze'],
  [['parse'], 'file'],
  [['parse', 'a.txt', 'b.txt'], 'too many arguments'],
  [['parse', 'a.txt', '--jason'], '--json'],
  [['match', 'a.txt'], 'query'],
])('paperboy %j is refused with what is wrong and where help is', async (args, message) => {
  const { asked, code, error } = await run(args);
  expect(asked).toEqual([]);
  expect(code).toBe(1);
  expect(error).toContain(message);
  expect(error).toContain('paperboy --help');
});

test('paperboy --help names every subcommand and ends well', async () => {
  const { code, out } = await run(['--help']);
  expect(code).toBe(0);
  for (const name of ['start', 'say', 'parse', 'match'])
    expect(out).toMatch(new RegExp(`^ {2}${name} `, 'm'));
});

test('paperboy --version prints that of package.json and ends well', async () => {
  expect(await run(['--version'])).toMatchObject({ asked: [], code: 0, out: `${packageJson.version}\n` });
});

test('what people can mend is said word for word and ends with 1; a bug is not hidden', async () => {
  expect(await run(['parse', 'x'], new UserError('x cannot be read: there is no such file.'))).toMatchObject({
    ...{ code: 1, error: 'x cannot be read: there is no such file.\n' },
  });
  await expect(run(['parse', 'x'], new TypeError('a bug'))).rejects.toThrow('a bug');
});
