import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { createFollowedListener } from '../../src/store/listen-followed.ts';
import { openPostgres } from '../../src/store/open-postgres.ts';
import { connect } from '../../src/store/postgres-connections.ts';
import { createPostgresTurn } from '../../src/store/postgres-turn.ts';
import { createGate } from './gate.ts';
import { createSilentGate } from './silent-gate.ts';
import { NEEDS_POSTGRES, TEST_POSTGRES_URL, useTestDatabase } from './test-postgres.ts';

/** Milliseconds. */
const SOON = 200;

describe.skipIf(!TEST_POSTGRES_URL)(`a server that says nothing any more${NEEDS_POSTGRES}`, () => {
  test('is taken for away, in queries and in transactions, and used again once it answers', async () => {
    const { url } = await useTestDatabase();
    const gate = await createSilentGate(url);
    const db = connect({ url: gate.url, connections: 2, onBroken: () => {}, silence: SOON });
    const ask = sql<{ one: number }>`select 1 as one`;
    await ask.execute(db);
    gate.fallSilent();
    await expect(ask.execute(db)).rejects.toThrow('silent');
    gate.speak();
    const inside = db.transaction().execute(async (transaction) => {
      await ask.execute(transaction);
      gate.fallSilent();
      await ask.execute(transaction);
    });
    await expect(inside).rejects.toThrow();
    gate.speak();
    expect((await ask.execute(db)).rows).toEqual([{ one: 1 }]);
    await db.destroy();
  });

  test('keeps whoever asks for the turn waiting a little, and gives it back', async () => {
    const { url } = await useTestDatabase();
    const gate = await createSilentGate(url);
    const turn = createPostgresTurn(gate.url, SOON);
    expect(await turn.isMine()).toBe(true);
    gate.fallSilent();
    const asked = await Promise.allSettled([turn.isMine(), turn.isMine()]);
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    gate.speak();
    await expect.poll(() => turn.isMine()).toBe(true);
    expect(await turn.isMine()).toBe(true);
    const other = createPostgresTurn(url);
    expect(await other.isMine()).toBe(false);
    await turn.end();
    // The gate hands the end on.
    await expect.poll(() => other.isMine()).toBe(true);
    await other.end();
  });

  test('does not hold up the end of a process that has the turn and listens', async () => {
    const { url, query } = await useTestDatabase();
    const gate = await createSilentGate(url);
    const turn = createPostgresTurn(gate.url);
    expect(await turn.isMine()).toBe(true);
    const { onFollowed, end } = createFollowedListener({ url: gate.url, onBroken: () => {} });
    onFollowed(() => {});
    const listening = `select from pg_stat_activity where datname = current_database() and query like 'listen%'`;
    await expect.poll(() => query(listening)).toHaveLength(1);
    gate.fallSilent();
    await Promise.all([turn.end(), end()]);
  });

  test('and one that is away: the store closes without an error', async () => {
    const { url } = await useTestDatabase();
    const gate = await createGate(url);
    const { store } = await openPostgres({ url: gate.url });
    await gate.shut();
    await expect(store.papers.count()).rejects.toThrow();
    await store.close();
  });
});

test.skipIf(!TEST_POSTGRES_URL)(
  `Paperboys in schemas of their own each ask their sources${NEEDS_POSTGRES}`,
  async () => {
    const { url, query } = await useTestDatabase();
    await query('create schema one; create schema other');
    const turns = ['one', 'other', 'other'].map((schema) => {
      const address = new URL(url);
      address.searchParams.set('options', `-c search_path=${schema}`);
      return createPostgresTurn(address.href);
    });
    const mine: boolean[] = [];
    for (const turn of turns) mine.push(await turn.isMine());
    expect(mine).toEqual([true, true, false]);
    for (const turn of turns) await turn.end();
  },
);
