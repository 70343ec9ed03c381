import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { heldPaper } from '../conformance/store-samples.ts';
import { temporaryFiles } from './temporary-folder.ts';

const newFile = temporaryFiles();

function piecesIn(file: string): number {
  const database = new DatabaseSync(file);
  const row = database.prepare('select count(distinct segid) as pieces from paper_words_idx').get();
  database.close();
  return Number(row?.pieces);
}

async function putAll(store: Store, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += 1)
    await store.papers.put(
      heldPaper(`p${at}`, { title: `River${at}`, abstract: 'Moss and fern. '.repeat(200) }),
    );
}

test('a search reads one piece of the index once it is tidied, while papers come in', async () => {
  const file = newFile();
  const store = await openSqliteStore({ file });
  try {
    await putAll(store, 0, 30);
    expect(piecesIn(file)).toBeGreaterThan(3);
    await store.papers.tidySearch();
    expect(piecesIn(file)).toBe(1);
    await Promise.all([putAll(store, 30, 60), store.papers.tidySearch()]);
    await store.papers.tidySearch();
    expect(piecesIn(file)).toBe(1);
  } finally {
    await store.close();
  }
});
