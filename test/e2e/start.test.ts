import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
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
    expect((await home().run([], {}, 'help\n')).out).toContain('`/papers today`');
  });

  test('writes nothing but text into a pipe', async () => {
    const { out } = await home().run(
      ['start'],
      { FORCE_COLOR: '', TERM: 'xterm-256color' },
      'today\nshow 1\n',
    );
    expect(out).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]/);
  });

  test('ends at once where there is no input', async () => {
    expect(await home().run(['start'])).toEqual({ code: 0, out: '', err: '' });
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
    const sources = { PAPERBOY_SOURCES: `missing.txt,page.txt,${folder}` };
    const { code, out, err } = await run(['say', 'today'], sources);
    expect(code).toBe(0);
    expect(err).toContain(`${join(folder, 'missing.txt')} cannot be read: there is no such file.`);
    expect(err).toContain(`${folder} cannot be read: it is a folder.`);
    expect(out).toContain('On Rivers');
  });

  test('where none can be read, the sample is shown', async () => {
    const { out, err } = await home().run(['say', 'today'], { PAPERBOY_SOURCES: 'missing.txt' });
    expect(err).toContain('missing.txt cannot be read');
    expect(out).toContain('Sample edition');
  });
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
