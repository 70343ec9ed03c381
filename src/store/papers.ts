import { currentIds } from './aliases.ts';
import { candidates } from './candidates.ts';
import { eachChunk, inChunks } from './chunks.ts';
import type { JustPut } from './just-put.ts';
import type { MatchIndex } from './match-index.ts';
import { newestFirst } from './newest-first.ts';
import { readPaper } from './paper-row.ts';
import { putAll } from './put-papers.ts';
import { removeSource } from './remove-source.ts';
import { nextRevision } from './revisions.ts';
import type { Database, PaperTable } from './schema.ts';
import type { Session } from './session.ts';
import type { HeldPaper, PaperStore } from './store.ts';
import { supersede } from './supersede.ts';

/** The catalog's part of the store. */
export function createPaperStore(session: Session, matches: MatchIndex, justPut?: JustPut): PaperStore {
  const { db, searchText, atomically } = session;
  const listAll: PaperStore['listAll'] = (listings) =>
    atomically(async (inside) => {
      const current = await currentIds(
        inside,
        listings.map(({ paperId }) => paperId),
      );
      const rows = listings.map((listing) => ({ ...listing, paperId: current(listing.paperId) }));
      const places = new Map(rows.map((row) => [`${row.listedOn} ${row.source} ${row.paperId}`, row]));
      let changed = 0n;
      await eachChunk([...places.values()], async (chunk) => {
        const { numInsertedOrUpdatedRows } = await inside
          .insertInto('listings')
          .values(chunk)
          .onConflict((conflict) =>
            conflict
              .columns(['listedOn', 'source', 'paperId'])
              .doUpdateSet((set) => ({ position: set.ref('excluded.position') }))
              .whereRef('listings.position', '<>', 'excluded.position'),
          )
          .executeTakeFirstOrThrow();
        changed += numInsertedOrUpdatedRows ?? 0n;
      });
      if (changed > 0n) await nextRevision(inside, 'catalog');
    });
  return {
    get: async (id) => (await getAll(db, [id]))[0],

    getAll: (ids) => getAll(db, ids),

    named: (ids) => named(db, ids),

    withTitles: (titles) => withAny(db, 'normalisedTitle', titles),

    withTitle: (title) => withAny(db, 'normalisedTitle', [title]),

    withDois: (dois) => withAny(db, 'doi', dois),

    withDoi: (doi) => withAny(db, 'doi', [doi]),

    put: (paper) => atomically((inside) => putAll(inside, searchText, [paper], justPut)),

    putAll: (papers) => atomically((inside) => putAll(inside, searchText, papers, justPut)),

    async supersede(from, to) {
      matches.changed();
      await atomically((inside) => supersede(inside, from, to));
    },

    list: (listing) => listAll([listing]),

    listAll,

    async newestEdition(until) {
      const row = await db
        .selectFrom('listings')
        .select('listedOn')
        .$if(until !== undefined, (query) => query.where('listedOn', '<=', until as string))
        .orderBy('listedOn', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.listedOn;
    },

    async nextEdition(date) {
      const row = await db
        .selectFrom('listings')
        .select('listedOn')
        .where('listedOn', '>', date)
        .orderBy('listedOn')
        .limit(1)
        .executeTakeFirst();
      return row?.listedOn;
    },

    edition: (listedOn) => listedBetween(db, listedOn, listedOn),

    listedBetween: (from, to) => listedBetween(db, from, to),

    mostUpvoted: (limit, since) => mostUpvoted(db, limit, since),

    newestFirst: () => newestFirst(db),

    candidates: (narrowing, order, since) => candidates(session, narrowing, order, since),

    async tidySearch() {
      await searchText.tidy?.(db);
    },

    async removeSource(source) {
      matches.changed();
      await atomically((inside) => removeSource(inside, source));
    },

    async count() {
      const { held } = await db
        .selectFrom('papers')
        .select((select) => select.fn.countAll().as('held'))
        .executeTakeFirstOrThrow();
      return Number(held);
    },
  };
}

async function getAll(db: Database, ids: readonly string[]): Promise<HeldPaper[]> {
  const found = await rowsNamed(db, ids);
  const rows = ids.flatMap((id) => found.get(id) ?? []);
  return distinct(rows).map(readPaper);
}

async function named(db: Database, ids: readonly string[]): Promise<Map<string, HeldPaper>> {
  const found = await rowsNamed(db, ids);
  return new Map([...found].map(([id, row]) => [id, readPaper(row)]));
}

/** First by id, then by earlier id: in this order a paper that gets a better id meanwhile is not missed. */
async function rowsNamed(db: Database, ids: readonly string[]): Promise<Map<string, PaperTable>> {
  const held = await inChunks([...new Set(ids)], (chunk) =>
    db.selectFrom('papers').selectAll().where('id', 'in', chunk).execute(),
  );
  const found = new Map(held.map((row) => [row.id, row]));
  const missing = ids.filter((id) => !found.has(id));
  const renamed = await inChunks([...new Set(missing)], (chunk) =>
    db
      .selectFrom('paperAliases')
      .innerJoin('papers', 'papers.id', 'paperAliases.paperId')
      .selectAll('papers')
      .select('paperAliases.id as earlierId')
      .where('paperAliases.id', 'in', chunk)
      .execute(),
  );
  for (const { earlierId, ...row } of renamed) found.set(earlierId, row);
  return found;
}

/** Each paper once, where it comes first. */
function distinct(rows: readonly PaperTable[]): PaperTable[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

async function withAny(
  db: Database,
  column: 'normalisedTitle' | 'doi',
  values: readonly string[],
): Promise<HeldPaper[]> {
  const rows = await inChunks([...new Set(values)], (chunk) =>
    db.selectFrom('papers').selectAll().where(column, 'in', chunk).execute(),
  );
  return rows.map(readPaper).sort((left, right) => (left.id < right.id ? -1 : 1));
}

async function mostUpvoted(db: Database, limit: number, since: string | undefined): Promise<HeldPaper[]> {
  const best = await db
    .selectFrom('papers')
    .select('id')
    .where('upvotes', '>', 0)
    .$if(since !== undefined, (query) =>
      query.where('id', 'in', (listed) =>
        listed
          .selectFrom('listings')
          .select('paperId')
          .where('listedOn', '>=', since as string),
      ),
    )
    .orderBy('upvotes', 'desc')
    .orderBy('newestOn', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return getAll(
    db,
    best.map(({ id }) => id),
  );
}

/** A paper in several of the lists stands where it comes first. */
async function listedBetween(db: Database, from: string, to: string): Promise<HeldPaper[]> {
  const rows = await db
    .selectFrom('listings')
    .innerJoin('papers', 'papers.id', 'listings.paperId')
    .selectAll('papers')
    .where('listings.listedOn', '>=', from)
    .where('listings.listedOn', '<=', to)
    .orderBy('listings.listedOn', 'desc')
    .orderBy('listings.position')
    .orderBy('listings.paperId')
    .execute();
  return distinct(rows).map(readPaper);
}
