import { describe, expect, test } from 'vitest';
import { ingest } from '../../src/catalog/ingest.ts';
import { search } from '../../src/catalog/search.ts';
import { percolate } from '../../src/digest/percolate.ts';
import { planDue } from '../../src/digest/plan.ts';
import { parseQuery } from '../../src/query/parser.ts';
import { makePaper } from '../../src/sources/make-paper.ts';
import { openPostgres } from '../../src/store/open-postgres.ts';
import type { OpenedStore } from '../../src/store/opened-store.ts';
import type { TableRow } from '../../src/store/transfer.ts';
import { collect, heldPaper, mark } from '../conformance/store-samples.ts';
import { addChannel, MONDAY } from '../digest/digest-world.ts';
import { openMemory } from './memory-store.ts';
import { NEEDS_POSTGRES, TEST_POSTGRES_URL, useTestDatabase } from './test-postgres.ts';

const HOUR = 3_600_000;

/** A database in which something of everything has happened. */
async function used(): Promise<OpenedStore> {
  const opened = await openMemory();
  const { store } = opened;
  await addChannel(store, ['network', '漢字 -"x"']);
  const papers = ['A network of 漢字', "O'Brien's “network”"].map((title) =>
    makePaper({ title, authorCount: 2, listedOn: '2026-03-02', upvotes: 3, keywords: ['a'], sources: ['x'] }),
  );
  await ingest(store, { source: 'x', papers, seenAt: MONDAY, receivedAt: MONDAY });
  await percolate(store, MONDAY);
  await planDue({
    store,
    platforms: ['fake'],
    now: MONDAY + HOUR,
    newKey: () => crypto.randomUUID().slice(0, 20),
  });
  await store.votes.mark(mark({ paperId: 'a', order: 1_760_000_000.123_456 }));
  return opened;
}

async function* stream(rows: readonly TableRow[]): AsyncGenerator<TableRow> {
  yield* rows;
}

describe('an export', () => {
  test('holds every row, and comes back from another database as it was', async () => {
    const { store, transfer } = await used();
    const counts: number[] = [];
    const rows = await collect(transfer.export((count) => counts.push(count)));
    expect(counts).toEqual([rows.length]);
    expect(new Set(rows.map(({ table }) => table)).size).toBeGreaterThan(9);
    const other = await openMemory();
    expect(await other.transfer.import(stream(rows))).toBe(rows.length);
    expect(await collect(other.transfer.export())).toEqual(rows);
    const found = await search(other.store, parseQuery('network'));
    expect(found.hits.map(({ paper }) => paper.title).sort()).toEqual(
      (await search(store, parseQuery('network'))).hits.map(({ paper }) => paper.title).sort(),
    );
    await store.close();
    await other.store.close();
  });

  test.skipIf(!TEST_POSTGRES_URL)(
    `goes from SQLite to PostgreSQL and back with every row, and life goes on there${NEEDS_POSTGRES}`,
    async () => {
      const { store, transfer } = await used();
      const rows = await collect(transfer.export());
      const { url } = await useTestDatabase();
      const moved = await openPostgres({ url });
      await moved.transfer.import(stream(rows));
      const back = await openMemory();
      await back.transfer.import(moved.transfer.export());
      expect(await collect(back.transfer.export())).toEqual(rows);
      expect((await search(moved.store, parseQuery('network'))).hits).toHaveLength(2);
      // A new digest gets a number of its own.
      await addChannel(moved.store, ['network'], { channel: 'fake/team/new' });
      await percolate(moved.store, MONDAY);
      const plan = {
        platforms: ['fake'],
        now: MONDAY + 25 * HOUR,
        newKey: () => crypto.randomUUID().slice(0, 20),
      };
      await planDue({ store: moved.store, ...plan });
      for (const opened of [store, moved.store, back.store]) await opened.close();
    },
  );

  test('of a version that kept a row for each match is taken, and its queries meet the news anew', async () => {
    const { store, transfer } = await used();
    await addChannel(store, ['network'], { channel: 'fake/team/new' });
    await percolate(store, MONDAY);
    const rows = await collect(transfer.export());
    const old = rows.flatMap(({ table, row }): TableRow[] => {
      if (table === 'query_matches') return [];
      if (table === 'paper_matches') return [{ table: 'matches', row: { canonical: 'x', paper_id: 'p' } }];
      const { id: _, ...query } = row;
      return [{ table, row: table === 'queries' ? query : row }];
    });
    const other = await openMemory();
    expect(await other.transfer.import(stream(old))).toBe(old.length);
    await percolate(other.store, MONDAY);
    const waiting = async ({ matches }: typeof store) =>
      (await matches.waiting(['fake/team/new'], 0)).get('fake/team/new')?.length;
    expect(await waiting(other.store)).toBe(2);
    expect(await waiting(store)).toBe(2);
    await store.close();
    await other.store.close();
  });

  test('is taken into an empty database only, all of it or nothing', async () => {
    const { store, transfer } = await used();
    const rows = await collect(transfer.export());
    await expect(transfer.import(stream(rows))).rejects.toThrow('Import into an empty one');
    await store.close();
    const other = await openMemory();
    const broken = [...rows.slice(0, 5), { table: 'unheard_of', row: { id: 1 } }];
    await expect(other.transfer.import(stream(broken))).rejects.toThrow('There is no table unheard_of');
    const odd = [...rows.slice(0, 1), { table: 'papers', row: { smell: 'moss' } }];
    await expect(other.transfer.import(stream(odd))).rejects.toThrow('The table papers has no column smell');
    await other.store.papers.put(heldPaper('a'));
    expect(await other.store.papers.count()).toBe(1);
    await other.store.close();
  });
});
