import { execFileSync } from 'node:child_process';
import { symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/command/user-error.ts';
import { configuredSources, type FilePlace } from '../../src/sources/configured.ts';
import { loadFiles, loadSample } from '../../src/sources/load-files.ts';
import { readSaved } from '../../src/sources/read-saved.ts';
import { openMemoryStore } from '../store/memory-store.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { envelope, json } from './json-fixture.ts';
import { entry, header, WHOLE } from './page-fixture.ts';

const folder = temporaryFolder();
const filesOf = (names: readonly string[]) =>
  configuredSources(names, [folder]).filter(({ kind }) => kind === 'file') as FilePlace[];
const NOW = Date.parse('2025-11-10T08:00:00Z');

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('reading a saved file', () => {
  test.each([
    ['that is missing', join(folder, 'nowhere.txt'), 'no such file'],
    ['that is a folder', folder, 'it is a folder'],
  ])('%s is refused with its path and what to do', async (_, path, reason) => {
    const refused = await readSaved(path).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(UserError);
    expect((refused as UserError).message).toContain(path);
    expect((refused as UserError).message).toContain(reason);
  });

  test('that is huge, has no end or is a link to itself is refused before it is read', async () => {
    const huge = file('huge.json', '[');
    truncateSync(huge, 3 * 1024 ** 3);
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const circle = join(folder, 'circle');
    symlinkSync(circle, circle);
    await expect(readSaved(huge)).rejects.toThrow(`${huge} is larger than 128 MB`);
    await expect(readSaved(pipe)).rejects.toThrow(`${pipe} cannot be read: it is no file.`);
    await expect(readSaved(circle)).rejects.toThrow(`${circle} cannot be read: its links lead round`);
  });

  test('takes the year from the file’s time where the page tells none', async () => {
    const path = file('no-year.txt', header() + entry('One', { date: 'Nov 6' }));
    utimesSync(path, new Date('2021-12-01T00:00:00Z'), new Date('2021-12-01T00:00:00Z'));
    expect((await readSaved(path)).edition).toMatchObject({
      listedOn: '2021-11-07',
      papers: [{ publishedOn: '2021-11-06' }],
    });
  });
});

describe('the configured files', () => {
  test('are loaded into the catalog; those that cannot be read are told of, and the others still load', async () => {
    const store = await openMemoryStore();
    const names = ['page.txt', 'gone.txt', 'letter.txt', 'answer.json'];
    file('page.txt', WHOLE.replace('3 authors', '? authors'));
    file('letter.txt', 'Dear all');
    file('answer.json', json([envelope('2501.00001')]));
    const loaded = await loadFiles(store, filesOf(names), NOW);
    expect(loaded.map(({ papers }) => papers)).toEqual([3, 0, 0, 1]);
    expect(loaded.map(({ complaints }) => complaints.length)).toEqual([1, 1, 1, 0]);
    expect(loaded[0]?.complaints[0]).toMatch(/page\.txt, line \d+: .*Counting on Fingers/);
    expect(await store.papers.count()).toBe(4);
    const states = await store.sources.all();
    expect(
      states
        .filter(({ lastError }) => lastError !== undefined)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['file:gone.txt', 'file:letter.txt']);
    await store.close();
  });

  test('tell of at most a few problems each, and how to see them all', async () => {
    const store = await openMemoryStore();
    const text =
      header() + Array.from({ length: 9 }, (_, at) => entry(`Paper ${at}`, { date: 'Oc' })).join('');
    file('bad.txt', text);
    const [{ complaints = [] } = {}] = await loadFiles(store, filesOf(['bad.txt']), NOW);
    expect(complaints).toHaveLength(6);
    expect(complaints.at(-1)).toContain('paperboy parse');
    await store.close();
  });

  test('have counts of the page’s day, so that an older copy read later never wins', async () => {
    const store = await openMemoryStore();
    const answer = (upvotes: number, day: string) =>
      json([envelope('2501.00001', { upvotes, submittedOnDailyAt: `${day}T01:00:00Z` })]);
    for (const [name, text] of [
      ['newer.json', answer(9, '2025-02-05')],
      ['older.json', answer(4, '2025-02-03')],
    ] as const) {
      file(name, text);
      await loadFiles(store, filesOf([name]), NOW);
    }
    expect((await store.papers.get('2501.00001'))?.upvotes).toBe(9);
    await store.close();
  });

  test('replace the sample', async () => {
    const store = await openMemoryStore();
    await loadSample(store, file('sample.txt', header() + entry('Of the sample')), NOW);
    expect(await store.papers.count()).toBe(1);
    file('page.txt', WHOLE);
    await loadFiles(store, filesOf(['page.txt']), NOW);
    expect(await store.papers.withTitle('of the sample')).toEqual([]);
    await store.close();
  });
});
