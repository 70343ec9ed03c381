import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { UserError } from '../../src/command/user-error.ts';
import { openPostgres } from '../../src/store/open-postgres.ts';
import { connect, connectPatiently } from '../../src/store/postgres-connections.ts';
import { type PostgresServer, usableSchema } from '../../src/store/postgres-server.ts';
import { heldPaper } from '../conformance/store-samples.ts';
import { NEEDS_POSTGRES, TEST_POSTGRES_URL, type TestDatabase, useTestDatabase } from './test-postgres.ts';

async function complaint(url: string): Promise<string> {
  const error = await openPostgres({ url }).then(
    ({ store }) => store.close(),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
}

function changed(address: string, change: (url: URL) => void): string {
  const url = new URL(address);
  change(url);
  return url.href;
}

/** The address for a user of that test alone, with these settings of its own. */
async function userOf({ url, query }: TestDatabase, ...settings: string[]): Promise<string> {
  const user = `paperboy_test_${crypto.randomUUID().replaceAll('-', '')}`;
  await query(`create role ${user} login password 'hunter2'`);
  for (const setting of settings) await query(`alter role ${user} ${setting}`);
  onTestFinished(async () => void (await query(`drop owned by ${user}; drop role ${user}`)));
  return changed(url, (address) => Object.assign(address, { username: user, password: 'hunter2' }));
}

const SERVER: PostgresServer = {
  ...{ version: '15.4', versionNumber: 150_004, encoding: 'UTF8' },
  ...{ schema: 'public', isReadOnly: false },
};

test.each([
  [{ version: '14.9', versionNumber: 140_009 }, 'is on PostgreSQL 14.9. Paperboy needs 15 or newer'],
  [{ encoding: 'LATIN1' }, 'is in LATIN1, which has no room for all letters. Create another one in UTF8'],
  [{ isReadOnly: true }, 'can only be read. Name the server that takes writes'],
  [{ schema: null }, 'has none of the schemas in the search_path of this user. Create one'],
])('a server that cannot hold papers is said to be so: %o', (odd, said) => {
  expect(usableSchema(SERVER, 'papers at host')).toBe('public');
  expect(() => usableSchema({ ...SERVER, ...odd }, 'papers at host')).toThrow(
    `The database papers at host ${said}`,
  );
});

describe.skipIf(!TEST_POSTGRES_URL)(`on a real server${NEEDS_POSTGRES}`, () => {
  test('a user who may make no tables is told so', async () => {
    const database = await useTestDatabase();
    expect(await complaint(await userOf(database))).toContain('Give the user the right to create tables');
  });

  test('a database that can only be read, and a search_path that leads nowhere, are told at the start', async () => {
    const database = await useTestDatabase();
    await (await openPostgres({ url: database.url })).store.close();
    const reader = await userOf(database, 'set default_transaction_read_only = on');
    expect(await complaint(reader)).toContain('can only be read');
    const lost = await userOf(database, 'set search_path = nowhere');
    expect(await complaint(lost)).toContain('none of the schemas in the search_path');
  });

  test.each([
    [{ sslmode: 'verify-full' }, 'takes no encrypted connections. Take sslmode out of DATABASE_URL'],
    [{ sslrootcert: '/there/is/none' }, 'names the file /there/is/none, which cannot be read'],
    [{ options: '-c no_such_thing=1' }, 'refuses: unrecognized configuration parameter "no_such_thing"'],
  ])('an address with %o is told to be wrong', async (parameters, said) => {
    const { url } = await useTestDatabase();
    // A server that is set up for encrypted connections takes them.
    if ('sslmode' in parameters && (await hasSsl(url))) return;
    const address = changed(url, ({ searchParams }) => {
      for (const [name, value] of Object.entries(parameters)) searchParams.set(name, value);
    });
    expect(await complaint(address)).toContain(said);
  });

  test('a socket that is not there is told', async () => {
    const said = 'x at /there/is/none does not answer. Start it, or correct DATABASE_URL';
    expect(await complaint('postgres:///x?user=me&host=/there/is/none')).toContain(said);
  });

  test('a clock that differs from the one of the server is told', async () => {
    const { url } = await useTestDatabase();
    const told: number[] = [];
    const onClocksDiffer = (ahead: number) => void told.push(Math.round(ahead / 60_000));
    for (const minutes of [0, 2, -3]) {
      const now = () => Date.now() + minutes * 60_000;
      await (await openPostgres({ url, now, onClocksDiffer })).store.close();
    }
    expect(told).toEqual([2, -3]);
  });

  test('an address with odd signs is taken as it is written', async () => {
    const { url } = await useTestDatabase();
    const odd = changed(url, (address) => {
      address.pathname = '/50%zz';
    });
    expect(await complaint(odd)).toContain('The database 50%zz at');
  });

  test('each schema of a database may hold a Paperboy, beside other programs with tables of these names', async () => {
    const database = await useTestDatabase();
    await database.query(`
      create table kysely_migration (name text primary key, timestamp text not null);
      insert into kysely_migration values ('0001_of_another_program', 'x');
      create table papers (x int)
    `);
    for (const schema of ['one', 'other']) {
      await database.query(`create schema ${schema}`);
      const url = changed(database.url, ({ searchParams }) =>
        searchParams.set('options', `-c search_path=${schema}`),
      );
      for (const id of ['first', 'second']) {
        const { store } = await openPostgres({ url });
        await store.papers.put(heldPaper(id));
        await store.close();
      }
    }
    expect(await database.query('select id from one.papers order by id')).toEqual([
      { id: 'first' },
      { id: 'second' },
    ]);
    expect(await database.query('select count(*)::int as held from other.papers')).toEqual([{ held: 2 }]);
  });

  test('a user whose queries have a limit may take longer for new tables and for exports', async () => {
    const url = await userOf(await useTestDatabase(), `set statement_timeout = '50ms'`);
    const [hasty, patient] = [
      connect({ url, connections: 1, onBroken: () => {} }),
      connectPatiently({ url, onBroken: () => {} }),
    ];
    await expect(sql`select pg_sleep(0.1)`.execute(hasty)).rejects.toThrow('statement timeout');
    await sql`select pg_sleep(0.1)`.execute(patient);
    await Promise.all([hasty.destroy(), patient.destroy()]);
  });
});

async function hasSsl(url: string): Promise<boolean> {
  const db = connect({ url, connections: 1, onBroken: () => {} });
  const { rows } = await sql<{ ssl: string }>`show ssl`.execute(db);
  await db.destroy();
  return rows[0]?.ssl === 'on';
}
