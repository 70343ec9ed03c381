import { describe, expect, test } from 'vitest';
import { home } from './program.ts';

describe('paperboy say', () => {
  test('votes and subscriptions are still there after a restart', async () => {
    const { run } = home();
    await run(['say', '/papers today']);
    expect((await run(['say', '+1 3'])).out).toMatch(/^Upvoted 3\. .* \(▲ 1\)\.\n$/);
    await run(['say', '/papers subscribe physics-informed, energy-based model']);
    expect((await run(['say', '/papers top all'])).out).toMatch(/1\. .*\n +▲ 1/);
    const { out } = await run(['say', 'subscriptions']);
    expect(out).toContain('#1 `physics-informed`');
    expect(out).toContain('#2 `energy-based model`');
  });

  test('takes its line as one argument or as several', async () => {
    const { run } = home();
    expect((await run(['say', '/papers', 'top', 'all'])).code).toBe(0);
    await run(['say', 'today']);
    expect((await run(['say', '+1', '3'])).out).toContain('Upvoted 3.');
    expect((await run(['say', '-1', '3'])).out).toContain('No upvote any more for 3.');
  });

  test.each([
    ['/papers todya', 'There is no command “todya”. Did you mean `/papers today`?'],
    ['/papers show 2', 'There is no list here yet that number 2 could mean.'],
    ['+1 3', 'There is no list here yet to react to.'],
    ['/papers subscribe ((', 'This query cannot be read, for 2 reasons.'],
    ['/papers today page', 'Behind `page` belongs a whole number'],
  ])('refuses “%s” with 1, the reason on stderr and nothing on stdout', async (line, reason) => {
    const { code, out, err } = await home().run(['say', line]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(reason);
  });

  test.each(['/papers preview', '/papers top', '/papers search xyzzy', '/papers today matching'])(
    'answers “%s” with 0, also where there is nothing to show',
    async (line) => {
      expect(await home().run(['say', line])).toMatchObject({ code: 0, err: '' });
    },
  );

  test('a line of 100,000 characters is refused in few words', async () => {
    const { code, err } = await home().run(['say', `/papers ${'x'.repeat(100_000)}`]);
    expect(code).toBe(1);
    expect(err.length).toBeLessThan(300);
  });
});

describe('the program', () => {
  test('names an unknown subcommand and the nearest one', async () => {
    const { code, err } = await home().run(['sya', 'today']);
    expect(code).toBe(1);
    expect(err).toContain("unknown command 'sya'");
    expect(err).toContain('Did you mean say?');
  });

  test('--help shows what there is', async () => {
    const { code, out } = await home().run(['--help']);
    expect(code).toBe(0);
    for (const name of ['start', 'say', 'parse', 'match', 'digest']) expect(out).toContain(`  ${name} `);
  });

  test('reports all mistakes of the configuration together and ends with 1', async () => {
    const { code, err } = await home().run(['say', 'help'], {
      ...{ PAPERBOY_TIME_ZONE: 'Mars', PAPERBOY_COMMANDS_PER_MINUTE: 'x' },
    });
    expect(code).toBe(1);
    expect(err).toContain('PAPERBOY_TIME_ZONE must be');
    expect(err).toContain('PAPERBOY_COMMANDS_PER_MINUTE must be');
  });

  // Node's own recursive mkdir never comes back from such a place.
  test('says what to do where its folder cannot be made', async () => {
    const { code, err } = await home().run(['start'], { PAPERBOY_DATA: '/proc/paperboy/data' });
    expect(code).toBe(1);
    expect(err).toMatch(/^The folder “\/proc\/paperboy\/data” .* cannot be made: .* Set PAPERBOY_DATA to a/);
    expect(err).not.toContain('    at ');
  });
});
