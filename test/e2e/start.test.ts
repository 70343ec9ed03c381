import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { home } from './program.ts';

const PAGE = 'Daily Papers\n\nNov 8\n\nOn Rivers and Their Deltas\n\nThey flow.\n\n  • 2 authors\n·\nApr 7\n';

describe('npm start without any configuration', () => {
  test('answers piped lines in order from the bundled sample, and says that it is one', async () => {
    const { code, out, err } = await home().run(['start'], {}, '/papers today\n+1 3\ntop\n');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Sample edition');
    expect(out).toContain('This is the sample that comes with Paperboy.');
    expect(out.indexOf('Upvoted 3.')).toBeGreaterThan(out.indexOf('Sample edition'));
    expect(out.indexOf('Top papers of the week')).toBeGreaterThan(out.indexOf('Upvoted 3.'));
  });

  test('is what no argument means too', async () => {
    const { out } = await home().run([], {}, 'help\ntop\n');
    expect(out).toContain('`/papers today`');
    expect(out.match(/`\+1 3` upvotes row 3/g)).toHaveLength(2);
    expect(out).not.toContain('React');
  });

  test('writes nothing but text into a pipe', async () => {
    const { out } = await home().run(
      ['start'],
      { FORCE_COLOR: '', TERM: 'xterm-256color' },
      'today\nshow 1\n',
    );
    expect(out).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]/);
  });

  test('says what to set where there is neither a terminal nor a line to answer', async () => {
    const { code, out, err } = await home().run(['start']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^There is neither a terminal nor a token\. .*SLACK_BOT_TOKEN.*DISCORD_TOKEN.*\n$/);
  });
});

describe('npm start with nothing but a network that is away', () => {
  const DEFAULT = { PAPERBOY_SOURCES: '' };

  test('shows the sample at once and says why', async () => {
    const { run } = home();
    const started = performance.now();
    const { code, out: lines, err } = await run(['start'], DEFAULT, 'today\nstatus\n');
    const out = lines.replaceAll(/\s+/g, ' ');
    expect(performance.now() - started).toBeLessThan(8_000);
    expect(code).toBe(0);
    expect(err).toContain('huggingface: 127.0.0.1:1 takes no connections. Paperboy goes on trying');
    expect(out).toContain('Sample edition');
    expect(out).toContain('No source has delivered yet. huggingface: 127.0.0.1:1 takes no');
    expect(out).toMatch(
      /huggingface: never read yet\. Fails: 127\.0\.0\.1:1 takes no connections\. Next try: /,
    );
  });

  test('answers single commands from what is held, without asking anyone', async () => {
    const { run } = home();
    expect(await run(['say', 'today'], DEFAULT)).toMatchObject({ code: 0, err: '' });
    const { code, err } = await run(['say', 'show 2401.00001'], DEFAULT);
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringContaining('No paper held is “2401.00001”'),
    });
  });
});

describe('PAPERBOY_SOURCES', () => {
  test.each(['file:page.txt', 'page.txt'])('%s shows that file instead of the sample', async (source) => {
    const { folder, run } = home();
    writeFileSync(join(folder, 'page.txt'), PAGE);
    const { out, err } = await run(['say', 'today'], { PAPERBOY_SOURCES: source });
    expect(err).toBe('');
    expect(out).toContain(' 1. On Rivers and Their Deltas');
    expect(out).not.toContain('ample');
  });

  test('a file that cannot be read is named, and the others still load', async () => {
    const { folder, run } = home();
    writeFileSync(join(folder, 'page.txt'), PAGE);
    const { code, out, err } = await run(['say', 'today'], { PAPERBOY_SOURCES: 'missing.txt,page.txt' });
    expect(code).toBe(0);
    expect(err).toContain(`${join(folder, 'missing.txt')} cannot be read: there is no such file.`);
    expect(out).toContain('On Rivers');
  });

  test('a folder shows all that is in it, and names what cannot be read', async () => {
    const { folder, run } = home();
    mkdirSync(join(folder, 'pages'));
    writeFileSync(join(folder, 'pages', 'page.txt'), PAGE);
    writeFileSync(join(folder, 'pages', 'letter.txt'), 'Dear all');
    const { out, err } = await run(['say', 'today'], { PAPERBOY_SOURCES: 'file:pages/' });
    expect(out).toContain('On Rivers');
    expect(err).toMatch(/letter\.txt/);
    expect((await run(['say', 'status'], { PAPERBOY_SOURCES: 'file:pages/' })).out).toMatch(
      /file:pages: read /,
    );
  });

  test('where none can be read, the sample is shown', async () => {
    const { out, err } = await home().run(['say', 'today'], { PAPERBOY_SOURCES: 'missing.txt' });
    expect(err).toContain('missing.txt cannot be read');
    expect(out).toContain('Sample edition');
  });
});

test('a misspelt variable is named, and nothing else is different', async () => {
  const { code, out, err } = await home().run(['start'], { PAPERBOY_SOURCE: 'page.txt' }, 'today\n');
  expect({ code, err }).toEqual({
    code: 0,
    err: 'PAPERBOY_SOURCE is not a setting; did you mean PAPERBOY_SOURCES?\n',
  });
  expect(out).toContain('Sample edition');
});

describe('a running program', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('ends well on %s while it waits for input', async (signal) => {
    const program = home().start(['start']);
    program.stdin.write('today\n');
    await once(program.stdout, 'data');
    program.kill(signal);
    expect(await once(program, 'close')).toEqual([0, null]);
  });

  test('ends quietly when whoever reads it has seen enough', async () => {
    const program = home().start(['start']);
    const errors: string[] = [];
    program.stderr.on('data', (chunk) => errors.push(String(chunk)));
    program.stdin.on('error', () => {});
    program.stdin.write('today\n');
    await once(program.stdout, 'data');
    program.stdout.destroy();
    program.stdin.write('today\ntoday\ntoday\n');
    expect(await once(program, 'close')).toEqual([0, null]);
    expect(errors.join('')).toBe('');
  });
});
