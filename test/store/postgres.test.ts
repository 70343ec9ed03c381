import { describe, expect, test } from 'vitest';
import { openPostgres } from '../../src/store/open-postgres.ts';
import { createPostgresTurn } from '../../src/store/postgres-turn.ts';
import { describeStore } from '../conformance/store.ts';
import { MINUTE, NOW, plannedDigest, take, taking } from '../conformance/store-digest-samples.ts';
import { heldPaper } from '../conformance/store-samples.ts';
import { NEEDS_POSTGRES, sharedPostgres, TEST_POSTGRES_URL, useTestDatabase } from './test-postgres.ts';

describe.skipIf(!TEST_POSTGRES_URL)(`on a real server${NEEDS_POSTGRES}`, () => {
  describeStore('PostgreSQL', sharedPostgres().openEmpty);

  test('a server that ends all connections is used again by itself, and nothing acknowledged is lost', async () => {
    const { url, disconnectAll } = await useTestDatabase();
    const broken: Error[] = [];
    const { store } = await openPostgres({ url, onBroken: (error) => broken.push(error) });
    await store.papers.put(heldPaper('kept'));
    const failed = store.transaction(async (inside) => {
      await inside.papers.put(heldPaper('lost'));
      await disconnectAll();
      await inside.papers.put(heldPaper('never'));
    });
    await expect(failed).rejects.toThrow();
    expect(await store.papers.get('kept')).toMatchObject({ id: 'kept' });
    expect(await store.papers.count()).toBe(1);
    await store.papers.put(heldPaper('new'));
    expect(await store.papers.count()).toBe(2);
    await store.close();
  });

  test.each([
    ['ends', 'end'],
    ['is released', 'release'],
    ['is there', 'sentAll'],
  ] as const)('a digest that is planned while the one before it %s is due', async (_, how) => {
    const { url } = await useTestDatabase();
    const [{ store: one }, { store: other }] = await Promise.all([
      openPostgres({ url }),
      openPostgres({ url }),
    ]);
    await one.ledger.plan(plannedDigest('monday', { layout: 'list' }));
    const [step] = await one.ledger.take(taking());
    const seen = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const planning = other.transaction(async (inside) => {
      // What this transaction sees is settled here, and the step is still under way.
      await inside.schedules.due(['slack'], NOW, 1);
      seen.resolve();
      await ended.promise;
      return inside.ledger.plan(plannedDigest('tuesday', { layout: 'list' }));
    });
    await seen.promise;
    const { key = '', digest = 0 } = step ?? {};
    if (how === 'end') await one.ledger.end(key, 'refused', 'why', NOW);
    if (how === 'release') await one.ledger.release(digest, 'why');
    if (how === 'sentAll') await one.ledger.sentAll([{ key, messageId: 'm1' }], NOW);
    ended.resolve();
    expect(await planning).toBe(1);
    expect(await take(one, { now: NOW + MINUTE })).toEqual(['C1 tuesday list']);
    await Promise.all([one.close(), other.close()]);
  });

  test('one process asks the sources, and where it goes the next one does', async () => {
    const { url, disconnectAll } = await useTestDatabase();
    const [one, other] = [createPostgresTurn(url), createPostgresTurn(url)];
    expect([await one.isMine(), await other.isMine(), await one.isMine()]).toEqual([true, false, true]);
    await one.end();
    expect(await other.isMine()).toBe(true);
    expect(await one.isMine()).toBe(false);
    // A connection that breaks gives the turn away; whoever asks first has it.
    await disconnectAll();
    expect(await one.isMine()).toBe(true);
    expect(await other.isMine()).toBe(false);
    await one.end();
  });

  test('several processes that start at once on an empty database all find it ready', async () => {
    const { url } = await useTestDatabase();
    const opened = await Promise.all([1, 2, 3].map(() => openPostgres({ url, connections: 2 })));
    await Promise.all(opened.map(({ store }, at) => store.papers.put(heldPaper(`p${at}`))));
    expect(await opened[0]?.store.papers.count()).toBe(3);
    await Promise.all(opened.map(({ store }) => store.close()));
  });

  test.each([
    ['/paperboy_there_is_none', 'does not exist. Create it'],
    [':1/paperboy', 'does not answer. Start it, or correct DATABASE_URL'],
  ])('an address that leads nowhere (%s) is named, without its password', async (wrong, said) => {
    const url = new URL(TEST_POSTGRES_URL ?? 'postgres://localhost');
    const base = `postgres://${url.username || 'postgres'}:hunter2@${url.hostname}`;
    const failed = openPostgres({
      url: wrong.startsWith(':') ? base + wrong : `${base}:${url.port || 5432}${wrong}`,
    });
    await expect(failed).rejects.toThrow(said);
    await expect(failed).rejects.not.toThrow('hunter2');
  });
});
