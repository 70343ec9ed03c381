import { describe, expect, test } from 'vitest';
import { runParse } from '../../src/cli/parse.ts';
import { UserError } from '../../src/command/user-error.ts';
import { entry, page, WHOLE } from '../sources/page-fixture.ts';
import { recorder, temporaryWriter } from './files.ts';

const write = temporaryWriter();

async function parse(
  content: string | Uint8Array,
  options: { json?: boolean; listedOn?: string; width?: number } = {},
) {
  const { width, json = false, ...rest } = options;
  const output = recorder(width);
  const code = await runParse({ file: write('input', content), json, ...rest }, output);
  return { code, text: output.text() };
}

describe('paperboy parse', () => {
  test('--json prints the day, the papers and the problems, without what is unknown', async () => {
    const { code, text } = await parse(WHOLE, { json: true });
    const edition = JSON.parse(text);
    expect(code).toBe(0);
    expect(Object.keys(edition)).toEqual(['listedOn', 'papers', 'problems']);
    expect(edition.papers[0]).toMatchObject({ authorCount: 3, publishedOn: '2024-10-15', comments: 3 });
    expect(Object.keys(edition.papers[1])).not.toContain('comments');
    expect(text).not.toContain('null');
  });

  test('prints a table that people can read', async () => {
    const { code, text } = await parse(WHOLE);
    expect(code).toBe(0);
    expect(text).toContain('4 papers, edition of Nov 7, 2025');
    expect(text).toMatch(/1 .*Counting on Fingers.* Oct 15, 2024 .* 3 .* – .* 3 /);
    expect(text).toContain('Schrödinger');
    expect(text).not.toContain('problem');
  });

  test.each([20, 40, 60, 80, 120])('keeps the table within %i columns', async (width) => {
    const { text } = await parse(WHOLE, { width });
    const table = text.split('\n').filter((line) => /[│┌├└]/.test(line));
    expect(table.length).toBeGreaterThan(4);
    for (const line of table) expect(line.length).toBeLessThanOrEqual(width);
  });

  test('lists problems with their lines below the table, and is still a success', async () => {
    const { code, text } = await parse(page(entry('One'), entry('Two', { date: 'Oc' })));
    expect(code).toBe(0);
    expect(text).toMatch(/1 problem:\nline 21: “Oc” is no whole date; “Two” has none\n$/);
  });

  test('takes the day that is stated with --date, and refuses what is no day', async () => {
    const { text } = await parse(WHOLE, { json: true, listedOn: '2024-11-07' });
    expect(JSON.parse(text)).toMatchObject({ listedOn: '2024-11-07' });
    await expect(parse(WHOLE, { listedOn: 'Friday' })).rejects.toThrow(UserError);
  });

  test('fails where nothing could be read, not where there is nothing to read', async () => {
    expect(await parse('Dear all')).toMatchObject({ code: 1, text: expect.stringContaining('line 1: ') });
    expect(await parse('')).toMatchObject({ code: 1, text: expect.stringContaining('empty') });
    expect(await parse('[]')).toMatchObject({ code: 0, text: expect.stringContaining('0 papers') });
  });

  test('names the file that it cannot read', async () => {
    const missing = runParse({ file: '/nowhere/page.txt', json: true }, recorder());
    await expect(missing).rejects.toThrow(/^\/nowhere\/page\.txt cannot be read: there is no such file/);
  });

  test('lets nothing in a file steer the terminal', async () => {
    const nasty = page(
      entry('Red \x1b[31m\u202egnp.exe\u202c \x9b2J title'),
      entry('T\x1b]0;x\x07wo', { date: 'Oc' }),
    );
    for (const json of [true, false]) {
      const { text } = await parse(nasty, { json });
      expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
    }
  });
});
