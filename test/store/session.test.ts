import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { SQLITE } from '../../src/store/engines.ts';
import { createKyselyStore } from '../../src/store/kysely-store.ts';
import { NodeSqliteDialect, PATIENCE } from '../../src/store/node-sqlite.ts';

test('closing waits for a transaction that another one was in the way of, and that is run again', async () => {
  const database = new DatabaseSync(':memory:');
  const db = new Kysely<unknown>({
    dialect: new NodeSqliteDialect({ database, file: ':memory:', patience: PATIENCE }),
  });
  const pause = Promise.withResolvers<void>();
  const { store } = createKyselyStore(db, {
    ...SQLITE,
    conflicts: { isolation: 'serializable', isOne: () => true, sleep: () => pause.promise },
  });
  let tries = 0;
  const work = store.transaction(async () => {
    tries += 1;
    if (tries === 1) throw new Error('in the way');
    return 'done';
  });
  await expect.poll(() => tries).toBe(1);
  const closed = store.close();
  pause.resolve();
  expect(await work).toBe('done');
  await closed;
});
