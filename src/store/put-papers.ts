import { eachChunk } from './chunks.ts';
import type { JustPut } from './just-put.ts';
import { newestOn, paperRow } from './paper-row.ts';
import { nextRevision } from './revisions.ts';
import type { Database, PaperTable } from './schema.ts';
import { searchKeysFor } from './search-key.ts';
import type { SearchText } from './search-text.ts';
import type { HeldPaper } from './store.ts';

/** So many rows of all columns stay below the number of parameters that a statement may have. */
const ROWS = 500;

/** Inserts papers, or replaces those of the same ids, with the words that they are searched by. Runs in a transaction. */
export async function putAll(
  db: Database,
  searchText: SearchText,
  papers: readonly HeldPaper[],
  justPut?: JustPut,
): Promise<void> {
  if (papers.length === 0) return;
  // First: it keeps others that put papers waiting until this is done, and so search keys apart.
  const revision = await nextRevision(db, 'catalog');
  const keys = await searchKeysFor(
    db,
    papers.map((paper) => ({ id: paper.id, day: newestOn(paper) })),
  );
  const ids = papers.map(({ id }) => id);
  await eachChunk(ids, (chunk) => db.deleteFrom('paperAliases').where('id', 'in', chunk).execute());
  const rows = papers.map((paper) => paperRow(paper, revision, keys.get(paper.id)?.key as number));
  await eachChunk(rows, (chunk) => putRows(db, chunk), ROWS);
  justPut?.remember(papers, revision);
  // Last: FTS5 writes out what it has gathered at each statement that may fail halfway.
  for (const { old } of keys.values()) if (old !== undefined) await searchText.forget(db, old);
  await searchText.keep(
    db,
    papers.map((paper) => ({ searchKey: keys.get(paper.id)?.key as number, paper })),
  );
}

async function putRows(db: Database, rows: readonly PaperTable[]): Promise<void> {
  const columns = Object.keys(rows[0] as PaperTable) as (keyof PaperTable)[];
  await db
    .insertInto('papers')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((set) =>
          Object.fromEntries(columns.map((column) => [column, set.ref(`excluded.${column}`)])),
        ),
    )
    .execute();
}
