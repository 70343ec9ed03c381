import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createFileSource } from '../../src/sources/file-source.ts';
import { createRunner } from '../../src/sources/runner.ts';
import { envelope, json } from './json-fixture.ts';
import { sourceWorld } from './source-world.ts';

/** A folder whose files look some minutes old, and the source that watches it. */
async function watched() {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-pages-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const world = await sourceWorld(new Date().toISOString());
  const cache = new Map<string, unknown>();
  const settle = (name: string) => utimesSync(join(folder, name), new Date(), new Date(Date.now() - 60_000));
  return {
    ...world,
    folder,
    cache,
    source: createFileSource({ name: 'file:pages', path: folder, cache }),
    save(name: string, content: string, settled = true) {
      writeFileSync(join(folder, name), content);
      if (settled) settle(name);
    },
    settle,
  };
}

const saved = (...ids: string[]) => json(ids.map((id) => envelope(id)));

describe('a folder', () => {
  test('gives all of its files, each once, and what comes into it later', async () => {
    const { source, take, save, store, edition } = await watched();
    save('one.json', saved('2501.00001'));
    save('two.json', saved('2501.00002', '2501.00003'));
    expect(await take(source)).toMatchObject({ papers: 3, added: 3 });
    expect(await take(source)).toMatchObject({ hauls: 0, papers: 0 });
    save('three.json', saved('2501.00004'));
    expect(await take(source)).toMatchObject({ papers: 1, added: 1 });
    expect(await store.papers.count()).toBe(4);
    expect((await edition('2025-02-03')).sort()).toEqual([
      '2501.00001',
      '2501.00002',
      '2501.00003',
      '2501.00004',
    ]);
  });

  test('is read again where a file changed', async () => {
    const { source, take, save } = await watched();
    save('one.json', saved('2501.00001'));
    await take(source);
    save('one.json', saved('2501.00001', '2501.00002'));
    expect(await take(source)).toMatchObject({ papers: 2, added: 1 });
  });

  test('is looked at each minute, in which the sources are asked', async () => {
    const { source, store, save, pass, now } = await watched();
    const log = { info() {}, warn() {}, error() {} };
    const runner = createRunner({ store, sources: [source], log, now, random: () => 0.99 });
    for (const id of ['2501.00001', '2501.00002', '2501.00003']) {
      save(`${id}.json`, saved(id));
      await runner.tick();
      expect(await store.papers.get(id)).toBeDefined();
      pass(60_000);
    }
  });

  test('waits for a file that is being written', async () => {
    const { source, take, save, settle, folder } = await watched();
    const text = saved('2501.00001', '2501.00002');
    save('one.json', text.slice(0, 300), false);
    expect(await take(source)).toMatchObject({ papers: 0, notes: [] });
    appendFileSync(join(folder, 'one.json'), text.slice(300));
    settle('one.json');
    expect(await take(source)).toMatchObject({ papers: 2, notes: [] });
  });

  test('names a file that cannot be read, once, and reads the others', async () => {
    const { source, take, save, folder, state } = await watched();
    save('letter.txt', 'Dear all');
    save('one.json', saved('2501.00001'));
    save('.hidden', 'nothing');
    mkdirSync(join(folder, 'below'));
    const { papers, notes } = await take(source);
    expect(papers).toBe(1);
    expect(notes).toEqual([expect.stringMatching(/letter\.txt, line 1: /)]);
    expect((await state('file:pages'))?.note).toContain('letter.txt');
    expect(await take(source)).toMatchObject({ hauls: 0 });
  });

  test('looks again at a file that was made readable, though nothing in it changed', async () => {
    const { source, take, save, folder } = await watched();
    save('one.json', saved('2501.00001'));
    chmodSync(join(folder, 'one.json'), 0o000);
    await take(source);
    chmodSync(join(folder, 'one.json'), 0o644);
    expect(await take(source)).toMatchObject({ hauls: 1, papers: 1 });
    expect(await take(source)).toMatchObject({ hauls: 0 });
  });

  test('that is empty, or is not there, says so', async () => {
    const { source, take, state, cache } = await watched();
    await take(source);
    expect((await state('file:pages'))?.note).toBe('the folder holds no files yet');
    const missing = createFileSource({ name: 'file:gone', path: '/nowhere/gone', cache });
    await expect(take(missing)).rejects.toThrow('/nowhere/gone cannot be read: there is no such file');
  });

  test('that may not be read says so', async () => {
    if (process.getuid?.() === 0) return; // root may read everywhere
    const { source, take, folder } = await watched();
    chmodSync(folder, 0o000);
    await expect(take(source)).rejects.toThrow(`${folder} cannot be read: permission is denied`);
  });

  test('with a file that is far too large reads the others', async () => {
    const { source, take, save, folder, settle } = await watched();
    save('a.json', '[');
    truncateSync(join(folder, 'a.json'), 700 * 1024 ** 2);
    settle('a.json');
    save('b.json', saved('2501.00001'));
    expect(await take(source)).toMatchObject({ papers: 1, notes: [expect.stringContaining('larger than')] });
  });

  test('has news of the day on which it is read, however old its pages are', async () => {
    const { source, take, save, news } = await watched();
    save('one.json', saved('2501.00001'));
    await take(source);
    expect(await news()).toEqual(['2501.00001']);
  });
});

test('a single file is read again when it changes', async () => {
  const { take, save, folder, cache } = await watched();
  save('one.json', saved('2501.00001'));
  const source = createFileSource({ name: 'file:one.json', path: join(folder, 'one.json'), cache });
  expect(await take(source)).toMatchObject({ added: 1 });
  expect(await take(source)).toMatchObject({ hauls: 0 });
  save('one.json', saved('2501.00001', '2501.00002'));
  expect(await take(source)).toMatchObject({ added: 1 });
});
