import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { ingest } from '../../src/catalog/ingest.ts';
import { type KeepingUp, keepUp } from '../../src/digest/keep-up.ts';
import { createPercolation } from '../../src/digest/percolation.ts';
import { makePaper } from '../../src/sources/make-paper.ts';
import { openPostgres } from '../../src/store/open-postgres.ts';
import type { Store } from '../../src/store/store.ts';
import { withStore } from '../conformance/store-samples.ts';
import { openMemoryStore } from '../store/memory-store.ts';
import { NEEDS_POSTGRES, TEST_POSTGRES_URL, useTestDatabase } from '../store/test-postgres.ts';
import { addChannel, CHANNEL, MONDAY } from './digest-world.ts';

const open = withStore(() => openMemoryStore());

let keeping: KeepingUp | undefined;
afterEach(() => keeping?.stop());

/** A process that is told of changes by hand, and whose pauses and preparations end when the test says so. */
async function world() {
  const logged: string[] = [];
  const prepared: PromiseWithResolvers<void>[] = [];
  const pauses: PromiseWithResolvers<void>[] = [];
  let tell: (() => void) | undefined;
  keeping = keepUp({
    store: await open(),
    onFollowed(listener) {
      tell = listener;
      return () => {
        tell = undefined;
      };
    },
    arrivals: {
      async prepare() {
        prepared.push(Promise.withResolvers());
        await prepared.at(-1)?.promise;
      },
      take: async () => {},
    },
    log: { error: (_, message) => void logged.push(message) },
    sleep(_, signal) {
      const pause = Promise.withResolvers<void>();
      signal?.addEventListener('abort', () => pause.resolve());
      pauses.push(pause);
      return pause.promise;
    },
  });
  return {
    ...{ logged, prepared, stop: keeping.stop },
    tell: () => tell?.(),
    isTold: () => tell !== undefined,
    async passPause() {
      pauses.at(-1)?.resolve();
      await setImmediate();
    },
    async end(at: number, error?: Error) {
      if (error) prepared[at]?.reject(error);
      else prepared[at]?.resolve();
      await setImmediate();
    },
  };
}

test('many changes at once are caught up with once', async () => {
  const { tell, passPause, prepared, end } = await world();
  for (let change = 0; change < 100; change += 1) {
    tell();
    await setImmediate();
  }
  expect(prepared).toHaveLength(0);
  await passPause();
  expect(prepared).toHaveLength(1);
  await end(0);
  await passPause();
  expect(prepared).toHaveLength(1);
  tell();
  await passPause();
  expect(prepared).toHaveLength(2);
  await end(1);
});

test('changes that come while it catches up are caught up with afterwards, never at the same time', async () => {
  const { tell, passPause, prepared, end } = await world();
  tell();
  await passPause();
  tell();
  tell();
  await passPause();
  expect(prepared).toHaveLength(1);
  await end(0);
  await passPause();
  expect(prepared).toHaveLength(2);
  await end(1);
});

test('where it fails it is logged, and the next change is caught up with', async () => {
  const { tell, passPause, prepared, end, logged } = await world();
  tell();
  await passPause();
  await end(0, new Error('the database is away'));
  expect(logged).toEqual(['keeping up with what is followed failed']);
  tell();
  await passPause();
  expect(prepared).toHaveLength(2);
  await end(1);
});

test('stopping waits for what is under way, begins nothing more and hears nothing more', async () => {
  const { tell, passPause, prepared, end, stop, isTold } = await world();
  tell();
  await passPause();
  tell();
  let stopped = false;
  const stopping = stop().then(() => {
    stopped = true;
  });
  await setImmediate();
  expect(stopped).toBe(false);
  await end(0);
  await stopping;
  expect(isTold()).toBe(false);
  expect(prepared).toHaveLength(1);
});

test('a pause that is under way is not waited for', async () => {
  const { tell, prepared, stop } = await world();
  tell();
  await stop();
  expect(prepared).toHaveLength(0);
});

test.skipIf(!TEST_POSTGRES_URL)(
  `a process knows what people follow through another one before papers come, and reads none of it with them${NEEDS_POSTGRES}`,
  async () => {
    const database = await useTestDatabase();
    const [here, there] = await Promise.all([openPostgres(database), openPostgres(database)]);
    const arrivals = createPercolation();
    await arrivals.prepare(here.store);
    const caughtUp = Promise.withResolvers<void>();
    const prepare = (store: Store) => arrivals.prepare(store).then(caughtUp.resolve);
    keeping = keepUp({
      ...{ store: here.store, arrivals: { ...arrivals, prepare }, log: { error: () => {} } },
      // Changes gather as long as it takes to follow both.
      sleep: () => followed,
      onFollowed: here.onFollowed,
    });
    await expect
      .poll(() => database.query("select from pg_stat_activity where query = 'listen paperboy_followed'"))
      .toHaveLength(1);
    const followed = addChannel(there.store, ['network', 'river']);
    await followed;
    await caughtUp.promise;

    let reads = 0;
    const take: typeof arrivals.take = (inside, now) => {
      const followChanges: typeof inside.matches.followChanges = (after) => {
        reads += 1;
        return inside.matches.followChanges(after);
      };
      return arrivals.take({ ...inside, matches: { ...inside.matches, followChanges } }, now);
    };
    const papers = [makePaper({ title: 'A network of rivers', authorCount: 2, sources: ['x'] })];
    const delivery = { source: 'x', papers, seenAt: MONDAY, receivedAt: MONDAY };
    await ingest(here.store, delivery, { prepare: async () => {}, take });
    expect(reads).toBe(0);
    const waiting = await there.store.matches.waiting([CHANNEL], 0);
    expect(waiting.size).toBe(1);
    await keeping.stop();
    await Promise.all([here.store.close(), there.store.close()]);
  },
);
