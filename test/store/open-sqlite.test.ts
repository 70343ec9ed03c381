import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/command/user-error.ts';
import { SQLITE } from '../../src/store/engines.ts';
import { createKyselyStore } from '../../src/store/kysely-store.ts';
import { NodeSqliteDialect, PATIENCE } from '../../src/store/node-sqlite.ts';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import { heldPaper } from '../conformance/store-samples.ts';
import { temporaryFiles, temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
const newFile = temporaryFiles();

async function complaint(opening: Promise<unknown>): Promise<string> {
  const error = await opening.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
}

describe('opening a database', () => {
  test('makes the folders that are missing', async () => {
    const file = join(folder, 'deep', 'in', 'there', 'paperboy.db');
    const store = await openSqliteStore({ file });
    expect(existsSync(file)).toBe(true);
    await store.close();
  });

  test('writes so that a power cut loses nothing: WAL, with a sync at each commit', async () => {
    const file = newFile();
    const store = await openSqliteStore({ file });
    await store.papers.put(heldPaper('a'));
    const other = new DatabaseSync(file, { readOnly: true });
    expect(other.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' });
    other.close();
    await store.close();
  });

  test('says where a folder cannot be made and what to do', async () => {
    const blocker = join(folder, 'a-file');
    writeFileSync(blocker, '');
    const message = await complaint(openSqliteStore({ file: join(blocker, 'below', 'paperboy.db') }));
    expect(message).toContain(join(blocker, 'below'));
    expect(message).toContain('PAPERBOY_DATA');
  });

  test('says that a path which is a folder, or lies in one without rights, cannot be opened', async () => {
    expect(await complaint(openSqliteStore({ file: folder }))).toContain(`${folder} cannot be opened`);
    if (process.getuid?.() === 0) return; // root may write everywhere
    const closed = join(folder, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    expect(await complaint(openSqliteStore({ file: join(closed, 'paperboy.db') }))).toContain(closed);
  });

  test('says that a file is no database, and leaves it as it is', async () => {
    const file = newFile();
    const text = 'a saved page, not a database\n'.repeat(100);
    writeFileSync(file, text);
    const message = await complaint(openSqliteStore({ file }));
    expect(message).toContain(`${file} is not a SQLite database`);
    expect(message).toContain('PAPERBOY_DATA');
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('says at once that a file cannot be written', async () => {
    const file = newFile();
    await (await openSqliteStore({ file })).close();
    const database = new DatabaseSync(file, { readOnly: true });
    expect(await complaint(openSqliteStore({ file, database }))).toContain(`${file} cannot be written`);
  });

  test('says that a newer Paperboy wrote the database, and changes nothing in it', async () => {
    const file = newFile();
    await (await openSqliteStore({ file })).close();
    const newer = new DatabaseSync(file);
    newer.exec(`insert into kysely_migration values ('9999_from_the_future', '2099-01-01T00:00:00.000Z')`);
    newer.close();
    const message = await complaint(openSqliteStore({ file }));
    expect(message).toContain(file);
    expect(message).toContain('9999_from_the_future');
    expect(message).toContain('Update Paperboy');
  });

  test('a step of the schema that fails leaves nothing behind', async () => {
    const file = newFile();
    const broken = new DatabaseSync(file);
    broken.exec('create table cache (something text)');
    broken.close();
    await expect(openSqliteStore({ file })).rejects.toThrow('cache');
    const after = new DatabaseSync(file);
    const tables = after.prepare(`select name from sqlite_schema where type = 'table'`).all();
    expect(tables.map((table) => table.name)).not.toContain('papers');
    after.close();
  });
});

describe('a database that another process holds', () => {
  test('is waited for without blocking this process', async () => {
    const file = newFile();
    const other = new DatabaseSync(file);
    const waits: number[] = [];
    const sleep = async (milliseconds: number) => {
      waits.push(milliseconds);
      if (waits.length === 3) other.exec('commit');
    };
    const store = await openSqliteStore({ file, patience: { attempts: 10, sleep } });
    other.exec('begin immediate');
    await store.papers.put(heldPaper('a'));
    expect(waits).toHaveLength(3);
    expect(Math.max(...waits)).toBeLessThanOrEqual(100);
    expect(await store.papers.count()).toBe(1);
    other.close();
    await store.close();
  });

  test('is given up after a while: nothing is kept, the error names it, and the store goes on', async () => {
    const file = newFile();
    const store = await openSqliteStore({ file, patience: { attempts: 2, sleep: async () => {} } });
    const other = new DatabaseSync(file);
    other.exec('begin immediate');
    await expect(store.papers.put(heldPaper('a'))).rejects.toThrow(
      `Another process keeps the database ${file}`,
    );
    expect(await store.papers.count()).toBe(0);
    other.exec('commit');
    other.close();
    await store.papers.put(heldPaper('a'));
    expect(await store.papers.count()).toBe(1);
    await store.close();
  });

  test('can be read meanwhile, without waiting', async () => {
    const file = newFile();
    const store = await openSqliteStore({
      file,
      patience: { attempts: 2, sleep: () => Promise.reject(new Error('waited')) },
    });
    const other = new DatabaseSync(file);
    other.exec('begin immediate');
    expect(await store.papers.count()).toBe(0);
    other.exec('commit');
    other.close();
    await store.close();
  });

  test('is complained about at the start, in words for people', async () => {
    const file = newFile();
    const other = new DatabaseSync(file);
    other.exec('pragma locking_mode = exclusive; create table held (x)');
    const opening = openSqliteStore({ file, patience: { attempts: 2, sleep: async () => {} } });
    expect(await complaint(opening)).toContain(`Another process keeps the database ${file} locked`);
    other.close();
  });
});

test('a full disk takes the whole transaction back and is named, and the store goes on', async () => {
  const file = newFile();
  await (await openSqliteStore({ file })).close();
  const database = new DatabaseSync(file);
  const dialect = new NodeSqliteDialect({ database, file, patience: PATIENCE });
  const { store } = createKyselyStore(new Kysely<unknown>({ dialect }), SQLITE);
  database.exec('pragma max_page_count = 100');
  const big = heldPaper('big', { abstract: 'x'.repeat(1_000_000) });
  const work = store.transaction(async (inside) => {
    await inside.papers.put(heldPaper('small'));
    await inside.papers.put(big);
  });
  await expect(work).rejects.toThrow(`The disk is full: the database ${file}`);
  expect(await store.papers.count()).toBe(0);
  database.exec('pragma max_page_count = 100000');
  await store.papers.put(big);
  expect(await store.papers.count()).toBe(1);
  await store.close();
});
