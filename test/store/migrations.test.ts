import { DatabaseSync } from 'node:sqlite';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { expect, test } from 'vitest';
import { percolateNew } from '../../src/digest/percolate.ts';
import { narrow } from '../../src/query/narrow.ts';
import { parseQuery } from '../../src/query/parser.ts';
import { POSTGRES_TYPES, SQLITE_TYPES } from '../../src/store/migrations/column-types.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { NodeSqliteDialect, PATIENCE } from '../../src/store/node-sqlite.ts';
import { openPostgres } from '../../src/store/open-postgres.ts';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { NOW } from '../conformance/store-digest-samples.ts';
import { CHANNEL, collect, idsOf } from '../conformance/store-samples.ts';
import { temporaryFiles } from './temporary-folder.ts';
import { NEEDS_POSTGRES, TEST_POSTGRES_URL, useTestDatabase } from './test-postgres.ts';

const newFile = temporaryFiles();

/** A database as it was before matches were kept by paper: two papers, and three queries, one of which met none yet. */
async function asBefore(db: Kysely<unknown>, types: typeof SQLITE_TYPES): Promise<void> {
  const { error } = await new Migrator({ db, provider: migrations(types) }).migrateTo('0009_joined_words');
  if (error !== undefined) throw error;
  for (const [at, id] of ['p1', 'p2'].entries()) {
    await sql`
      insert into papers
        (id, title, normalised_title, url, sources, newest_on, first_seen_at, counts_at, news_at, revision, search_key)
      values (${id}, 'Rivers', 'rivers', 'https://example.org', '["x"]', '', 0, 0, ${NOW}, ${at + 1}, ${at + 1})
    `.execute(db);
  }
  for (const [at, canonical] of ['a', 'b', 'new'].entries()) {
    await sql`
      insert into subscriptions (channel, number, query, canonical, created_by, created_by_name, created_at)
      values (${CHANNEL}, ${at + 1}, ${canonical === 'new' ? 'rivers' : canonical}, ${canonical}, 'u', 'U', 0)
    `.execute(db);
    await sql`insert into queries (canonical, through) values (${canonical}, ${canonical === 'new' ? -1 : 2})`.execute(
      db,
    );
  }
  await sql`insert into matches (canonical, paper_id) values ('a', 'p1'), ('b', 'p1'), ('b', 'p2')`.execute(
    db,
  );
  await sql`update revisions set last = 2 where name = 'catalog'`.execute(db);
  await db.destroy();
}

async function expectMatchesKept(store: Store): Promise<void> {
  const waiting = async () =>
    idsOf((await store.matches.waiting([CHANNEL], NOW)).get(CHANNEL) ?? []).toSorted();
  expect(await waiting()).toEqual(['p1', 'p2']);
  expect((await store.matches.behind(2, 9)).map(({ canonical }) => canonical)).toContain('new');
  await store.channels.unsubscribe(CHANNEL, [2], NOW);
  expect(await waiting()).toEqual(['p1']);
  await percolateNew(store, NOW);
  expect(await waiting()).toEqual(['p1', 'p2']);
  // They were held before the index of search was made as it is now.
  const { root } = parseQuery('title:rivers');
  expect(idsOf(await collect(store.papers.candidates(narrow(root), 'newest'))).toSorted()).toEqual([
    'p1',
    'p2',
  ]);
  await store.close();
}

test('a database that kept a row for each match keeps its matches, and has its papers found', async () => {
  const file = newFile();
  const database = new DatabaseSync(file);
  const dialect = new NodeSqliteDialect({ database, file, patience: PATIENCE });
  await asBefore(new Kysely<unknown>({ dialect }), SQLITE_TYPES);
  await expectMatchesKept(await openSqliteStore({ file }));
});

test.skipIf(!TEST_POSTGRES_URL)(`so does one on a server${NEEDS_POSTGRES}`, async () => {
  const { url } = await useTestDatabase();
  const dialect = new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) });
  await asBefore(new Kysely<unknown>({ dialect }), POSTGRES_TYPES);
  await expectMatchesKept((await openPostgres({ url })).store);
});
