/** Below the number of parameters that a statement may have on either engine (SQLite 32,766, PostgreSQL 65,535). */
const CHUNK = 1_000;

/** Runs `work` for each part of a list that is too long for one statement, one after the other. */
export async function eachChunk<Item>(
  items: readonly Item[],
  work: (chunk: readonly Item[]) => Promise<unknown>,
  size = CHUNK,
): Promise<void> {
  for (let start = 0; start < items.length; start += size) await work(items.slice(start, start + size));
}

/** What `query` gives for each part of a list that is too long for one statement, put together. */
export async function inChunks<Item, Result>(
  items: readonly Item[],
  query: (chunk: readonly Item[]) => Promise<readonly Result[]>,
): Promise<Result[]> {
  const results: Result[] = [];
  await eachChunk(items, async (chunk) => results.push(...(await query(chunk))));
  return results;
}
