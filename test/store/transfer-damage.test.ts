import { describe, expect, test } from 'vitest';
import { openPostgres } from '../../src/store/open-postgres.ts';
import type { OpenedStore } from '../../src/store/opened-store.ts';
import type { TableRow } from '../../src/store/transfer.ts';
import { collect, heldPaper } from '../conformance/store-samples.ts';
import { openMemory } from './memory-store.ts';
import { NEEDS_POSTGRES, TEST_POSTGRES_URL, useTestDatabase } from './test-postgres.ts';

async function* stream(rows: readonly TableRow[]): AsyncGenerator<TableRow> {
  yield* rows;
}

async function paperRows(): Promise<TableRow[]> {
  const { store, transfer } = await openMemory();
  for (const id of ['a', 'b']) await store.papers.put(heldPaper(id));
  const rows = await collect(transfer.export());
  await store.close();
  return rows;
}

/** The rows, of which those of papers are changed. */
async function damaged(change: Record<string, string | number | null>): Promise<TableRow[]> {
  return (await paperRows()).map(({ table, row }) => ({
    table,
    row: table === 'papers' ? { ...row, ...change } : row,
  }));
}

const DAMAGES = [
  [
    { counts_at: 'yesterday' },
    /^Row \d+ has "yesterday" for counts_at in papers, where a number has to stand/,
  ],
  [{ title: 5 }, /^Row \d+ has 5 for title in papers, where text has to stand/],
  [{ title: null }, /^Row \d+ has null for title in papers, where text has to stand/],
  [{ id: 'same' }, /^One of the rows \d+ to \d+ \(papers\) cannot be taken: /],
  [{ authors: '[Ada' }, /^One of the rows \d+ to \d+ \(papers\) cannot be taken: /],
] as const;

async function expectRefused(opened: OpenedStore): Promise<void> {
  for (const [change, said] of DAMAGES) {
    const failed = opened.transfer.import(stream(await damaged(change)));
    await expect(failed, JSON.stringify(change)).rejects.toThrow(said);
    await expect(failed).rejects.toMatchObject({ name: 'UserError' });
    expect(await opened.store.papers.count()).toBe(0);
  }
  expect(await opened.transfer.import(stream(await paperRows()))).toBe((await paperRows()).length);
  await opened.store.close();
}

test('rows that cannot be right are named, and nothing of them is kept', async () => {
  await expectRefused(await openMemory());
});

describe.skipIf(!TEST_POSTGRES_URL)(`on a server${NEEDS_POSTGRES}`, () => {
  test('rows that cannot be right are named, and nothing of them is kept', async () => {
    await expectRefused(await openPostgres({ url: (await useTestDatabase()).url }));
  });

  test('of two imports at once one takes its rows, and the other one says that they are there', async () => {
    const { url } = await useTestDatabase();
    const rows = await paperRows();
    const both = await Promise.all([openPostgres({ url }), openPostgres({ url })]);
    const ends = await Promise.allSettled(both.map(({ transfer }) => transfer.import(stream(rows))));
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = ends.find((end) => end.status === 'rejected');
    expect(refused?.reason).toMatchObject({ message: expect.stringContaining('rows already') });
    await Promise.all(both.map(({ store }) => store.close()));
  });

  test('what another process writes during an import waits for its end', async () => {
    const { url, query } = await useTestDatabase();
    const rows = await paperRows();
    const [importing, other] = await Promise.all([openPostgres({ url }), openPostgres({ url })]);
    const ended: string[] = [];
    let writing: Promise<unknown> = Promise.resolve();
    async function* meanwhile(): AsyncGenerator<TableRow> {
      writing = other.store.papers.put(heldPaper('c')).then(() => ended.push('written'));
      const isWaiting = `select from pg_locks join pg_database on database = pg_database.oid
        where datname = current_database() and not granted`;
      while (ended.length === 0 && (await query(isWaiting)).length === 0);
      yield* rows;
    }
    await importing.transfer.import(meanwhile()).then(() => ended.push('imported'));
    await writing;
    expect(ended).toEqual(['imported', 'written']);
    expect(await other.store.papers.count()).toBe(3);
    await Promise.all([importing.store.close(), other.store.close()]);
  });

  test('text with NUL in it, which no PostgreSQL holds, is taken with a sign in its place', async () => {
    const { url } = await useTestDatabase();
    const { store, transfer } = await openPostgres({ url });
    await transfer.import(stream(await damaged({ abstract: 'one\0two' })));
    expect(await store.papers.get('a')).toMatchObject({ abstract: 'one\uFFFDtwo' });
    await store.papers.put(heldPaper('c', { abstract: 'three\0four' }));
    expect(await store.papers.get('c')).toMatchObject({ abstract: 'three\uFFFDfour' });
    await store.close();
  });

  test('a connection that breaks ends an export and an import in words for people', async () => {
    const { url, disconnectAll } = await useTestDatabase();
    const { store, transfer } = await openPostgres({ url });
    const rows = await paperRows();
    async function* breaking(all: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
      let came = 0;
      for await (const row of all) {
        came += 1;
        if (came === 2) await disconnectAll();
        yield row;
      }
    }
    const said = /^The database \w+ at [\w.:]+ (?:does not answer|takes no connection now)/;
    await expect(transfer.import(breaking(stream(rows)))).rejects.toThrow(said);
    expect(await store.papers.count()).toBe(0);
    const many = Array.from({ length: 3_000 }, (_, at) => heldPaper(`p${at}`));
    await store.transaction((inside) => inside.papers.putAll(many));
    await expect(collect(breaking(transfer.export()))).rejects.toThrow(said);
    await store.close();
  });

  test('tables of others in the database are left alone', async () => {
    const { url, query } = await useTestDatabase();
    await query(`
      create table kysely_orders (x int);
      create table orders (x int); insert into orders values (1);
      create schema elsewhere; create table elsewhere.papers (x int); insert into elsewhere.papers values (1)
    `);
    const { store, transfer } = await openPostgres({ url });
    const rows = await paperRows();
    expect(await transfer.import(stream(rows))).toBe(rows.length);
    expect(await collect(transfer.export())).toEqual(rows);
    await store.close();
  });
});
