/** Below the number of parameters that a statement may have on either engine (SQLite 32,766, PostgreSQL 65,535). */
const CHUNK = 1_000;

/** What `query` gives for each part of a list that is too long for one statement, put together. */
export async function inChunks<Item, Result>(
  items: readonly Item[],
  query: (chunk: readonly Item[]) => Promise<readonly Result[]>,
  size = CHUNK,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += size) {
    results.push(...(await query(items.slice(start, start + size))));
  }
  return results;
}
