import { expect, onTestFinished, test } from 'vitest';
import { narrow } from '../../src/query/narrow.ts';
import { parseQuery } from '../../src/query/parser.ts';
import { openPostgres } from '../../src/store/open-postgres.ts';
import { collect, heldPaper, idsOf } from '../conformance/store-samples.ts';
import { openMemory } from './memory-store.ts';
import { NEEDS_POSTGRES, TEST_POSTGRES_URL, useTestDatabase } from './test-postgres.ts';

test.skipIf(!TEST_POSTGRES_URL)(
  `words that most papers have are found newest first, in a row also where only an old paper has it${NEEDS_POSTGRES}`,
  async () => {
    const database = await useTestDatabase();
    const { store } = await openPostgres({ url: database.url });
    const days = Array.from({ length: 300 }, (_, at) =>
      new Date(Date.UTC(2026, 0, 1 + ((at * 7) % 300))).toISOString().slice(0, 10),
    );
    const titleOf = (day: string) => (day === '2026-01-01' ? 'A delta of rivers' : 'River deltas');
    await store.papers.putAll(
      days.map((listedOn) => heldPaper(listedOn, { title: titleOf(listedOn), listedOn })),
    );
    // The planner knows what is common once it has counted.
    await database.query('analyze');
    const found = async (text: string, since?: string) =>
      idsOf(await collect(store.papers.candidates(narrow(parseQuery(text).root), 'newest', since)));
    const newestFirst = days.toSorted().toReversed();
    expect(await found('river')).toEqual(newestFirst);
    expect(await found('river', '2026-06-01')).toEqual(newestFirst.filter((day) => day >= '2026-06-01'));
    expect(await found('delta of river')).toEqual(['2026-01-01']);
    await store.close();
  },
);

test.skipIf(!TEST_POSTGRES_URL)(
  `words are found where the planner has several processes look for them${NEEDS_POSTGRES}`,
  async () => {
    const database = await useTestDatabase();
    const url = new URL(database.url);
    const free = ['parallel_setup_cost', 'parallel_tuple_cost', 'min_parallel_table_scan_size'];
    url.searchParams.set('options', free.map((cost) => `-c ${cost}=0`).join(' '));
    const { store } = await openPostgres({ url: url.href });
    const ids = Array.from({ length: 2_000 }, (_, at) => `p${at}`);
    await store.papers.putAll(ids.map((id) => heldPaper(id, { title: 'River deltas' })));
    await database.query('analyze');
    const found = await collect(store.papers.candidates(narrow(parseQuery('river').root), 'newest'));
    expect(new Set(idsOf(found))).toEqual(new Set(ids));
    await store.close();
  },
);

test.skipIf(!TEST_POSTGRES_URL)(
  `words that old papers have more often than new ones are found once each, newest first${NEEDS_POSTGRES}`,
  async () => {
    const database = await useTestDatabase();
    const { store } = await openPostgres({ url: database.url });
    const days = Array.from({ length: 3_000 }, (_, at) =>
      new Date(Date.UTC(2018, 0, 1 + at)).toISOString().slice(0, 10),
    );
    const hasIt = (at: number) => at < 1_200 || at % 6 === 0;
    await store.papers.putAll(
      days.map((listedOn, at) =>
        heldPaper(listedOn, { title: hasIt(at) ? 'River deltas' : 'Moss', listedOn }),
      ),
    );
    await database.query('analyze');
    const newestFirst = days.filter((_, at) => hasIt(at)).toReversed();
    for (const text of ['river', 'river delta']) {
      const found = await collect(store.papers.candidates(narrow(parseQuery(text).root), 'newest'));
      expect(idsOf(found)).toEqual(newestFirst);
    }
    await store.close();
  },
);

test.skipIf(!TEST_POSTGRES_URL)(
  `an import leaves the index of search, which no search has to look for news in, also one that fails${NEEDS_POSTGRES}`,
  async () => {
    const database = await useTestDatabase();
    const { store, transfer } = await openPostgres({ url: database.url });
    const index = () =>
      database.query(`select reloptions from pg_class where relname = 'paper_words_words' and relkind = 'i'`);
    const from = await openMemory();
    await from.store.papers.put(heldPaper('a', { title: 'River deltas' }));
    const rows = await collect(from.transfer.export());
    async function* broken() {
      yield* rows;
      throw new Error('The file ends in the midst.');
    }
    await expect(transfer.import(broken())).rejects.toThrow('The file ends in the midst.');
    expect(await index()).toEqual([{ reloptions: ['fastupdate=off'] }]);
    await transfer.import(from.transfer.export());
    expect(await index()).toEqual([{ reloptions: ['fastupdate=off'] }]);
    const found = await collect(store.papers.candidates(narrow(parseQuery('river delta').root), 'best'));
    expect(idsOf(found)).toEqual(['a']);
    await from.store.close();
    await store.close();
  },
);

test.skipIf(!TEST_POSTGRES_URL)(
  `an import needs no other rights than to write the tables${NEEDS_POSTGRES}`,
  async () => {
    const database = await useTestDatabase();
    await (await openPostgres({ url: database.url })).store.close();
    const name = `writer_${new URL(database.url).pathname.slice(-12)}`;
    await database.query(`create role ${name} login password 'test'`);
    onTestFinished(async () => void (await database.query(`drop owned by ${name}; drop role ${name}`)));
    await database.query(`grant usage on schema public to ${name}`);
    for (const things of ['tables', 'sequences'])
      await database.query(`grant all on all ${things} in schema public to ${name}`);
    const url = new URL(database.url);
    [url.username, url.password] = [name, 'test'];
    const { store, transfer } = await openPostgres({ url: url.href });
    const from = await openMemory();
    await from.store.papers.put(heldPaper('a', { title: 'River deltas' }));
    await transfer.import(from.transfer.export());
    const found = await collect(store.papers.candidates(narrow(parseQuery('river delta').root), 'best'));
    expect(idsOf(found)).toEqual(['a']);
    await from.store.close();
    await store.close();
  },
);
