import { inChunks } from './chunks.ts';
import type { Database } from './schema.ts';

/** The id that each of the ids has now: a better one where the paper got one, else itself. */
export async function currentIds(db: Database, ids: readonly string[]): Promise<(id: string) => string> {
  const aliases = await inChunks([...new Set(ids)], (chunk) =>
    db.selectFrom('paperAliases').selectAll().where('id', 'in', chunk).execute(),
  );
  const better = new Map(aliases.map((alias) => [alias.id, alias.paperId]));
  return (id) => better.get(id) ?? id;
}

export async function currentId(db: Database, id: string): Promise<string> {
  return (await currentIds(db, [id]))(id);
}
