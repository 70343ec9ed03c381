import { expect, test } from 'vitest';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import type { TableRow } from '../../src/store/transfer.ts';
import { heldPaper } from '../conformance/store-samples.ts';
import { temporaryFiles } from './temporary-folder.ts';

const newFile = temporaryFiles();

test('an export, however slow its reader is, keeps nobody from writing, and holds what was there when it began', async () => {
  const file = newFile();
  const patience = { attempts: 2, sleep: async () => {} };
  const [exporting, other] = [await openSqlite({ file }), await openSqlite({ file, patience })];
  await exporting.store.papers.put(heldPaper('before'));
  const counts: number[] = [];
  const rows: TableRow[] = [];
  for await (const row of exporting.transfer.export((count) => counts.push(count))) {
    rows.push(row);
    await other.store.papers.put(heldPaper(`after ${rows.length}`));
  }
  expect(counts).toEqual([rows.length]);
  expect(rows.filter(({ table }) => table === 'papers').map(({ row }) => row.id)).toEqual(['before']);
  await exporting.store.close();
  await other.store.close();
});
