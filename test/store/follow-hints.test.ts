import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createFollowedListener, type FollowedListenerConfig } from '../../src/store/listen-followed.ts';
import { openPostgres } from '../../src/store/open-postgres.ts';
import { FOLLOWED_CHANNEL } from '../../src/store/tell-followed.ts';
import { subscription, withStore } from '../conformance/store-samples.ts';
import { createGate } from './gate.ts';
import { openMemory } from './memory-store.ts';
import {
  NEEDS_POSTGRES,
  sharedPostgres,
  TEST_POSTGRES_URL,
  type TestDatabase,
  useTestDatabase,
} from './test-postgres.ts';
import { describeTelling } from './told-follows.ts';

/** For a server that is asked again and again, in milliseconds. */
const PATIENCE = { timeout: 5_000, interval: 20 };
const run = promisify(execFile);

test('SQLite offers no such hints', async () => {
  const { store, onFollowed } = await openMemory();
  await store.channels.subscribe(subscription());
  await store.close();
  expect(onFollowed).toBeUndefined();
});

describe.skipIf(!TEST_POSTGRES_URL)(`told by a real server${NEEDS_POSTGRES}`, () => {
  const { openEmpty, url } = sharedPostgres();
  const open = withStore(openEmpty);

  describeTelling(async () => {
    const store = await open();
    const client = new pg.Client({ connectionString: url() });
    await client.connect();
    onTestFinished(() => client.end());
    await client.query(`listen ${FOLLOWED_CHANNEL}`);
    const said: string[] = [];
    client.on('notification', ({ payload = '' }) => said.push(payload));
    // A server tells what others committed before it answers the next question.
    return { store, told: async () => client.query('select 1').then(() => said) };
  });
});

/** Counts calls, and waits for the next one. */
function createEar() {
  let calls = 0;
  let next = Promise.withResolvers<void>();
  return {
    listener() {
      calls += 1;
      next.resolve();
      next = Promise.withResolvers();
    },
    calls: () => calls,
    next: () => next.promise,
  };
}

describe.skipIf(!TEST_POSTGRES_URL)(`heard on a real server${NEEDS_POSTGRES}`, () => {
  /** How many connections to it listen. */
  async function listening({ query }: TestDatabase): Promise<number> {
    const rows = await query(
      `select pid from pg_stat_activity where datname = current_database()
       and application_name = 'paperboy listen' and state = 'idle' and query like 'listen%'`,
    );
    return rows.length;
  }

  async function others({ query }: TestDatabase): Promise<unknown[]> {
    return query(
      'select application_name from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
  }

  test('a subscription that one process makes is heard by another and by itself', async () => {
    const database = await useTestDatabase();
    const [one, other] = await Promise.all([openPostgres(database), openPostgres(database)]);
    const [here, there] = [createEar(), createEar()];
    one.onFollowed?.(here.listener);
    const end = other.onFollowed?.(there.listener);
    await expect.poll(() => listening(database), PATIENCE).toBe(2);
    const heard = Promise.all([here.next(), there.next()]);
    await one.store.channels.subscribe(subscription());
    await heard;
    end?.();
    const again = here.next();
    await other.store.channels.subscribe(subscription());
    await again;
    expect(here.calls()).toBe(2);
    expect(there.calls()).toBe(1);
    await Promise.all([one.store.close(), other.store.close()]);
  });

  test('who does not ask for it takes no connection, and closing leaves none behind', async () => {
    const database = await useTestDatabase();
    const { store, onFollowed } = await openPostgres(database);
    expect(await others(database)).not.toContainEqual({ application_name: 'paperboy listen' });
    onFollowed?.(() => {});
    onFollowed?.(() => {});
    await expect.poll(() => listening(database), PATIENCE).toBe(1);
    await store.close();
    await expect.poll(() => others(database), PATIENCE).toEqual([]);
  });

  test('after its connection was killed it is heard again, and asked to look at what it may have missed', async () => {
    const database = await useTestDatabase();
    const { store } = await openPostgres(database);
    const { onFollowed, end, broken, pauses } = listener({ url: database.url });
    const ear = createEar();
    onFollowed(ear.listener);
    await expect.poll(() => listening(database), PATIENCE).toBe(1);
    expect(ear.calls()).toBe(0);

    const back = ear.next();
    await database.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'paperboy listen'",
    );
    await back;
    expect(broken).toHaveLength(1);
    expect(pauses).toEqual([1_000]);

    const heard = ear.next();
    await store.channels.subscribe(subscription());
    await heard;
    expect(ear.calls()).toBe(2);
    await end();
    await store.close();
  });

  test('a server that is away is tried less and less often, and as soon as before once it was back', async () => {
    const database = await useTestDatabase();
    const gate = await createGate(database.url);
    onTestFinished(gate.shut);
    await gate.shut();
    const opening = Promise.withResolvers<void>();
    const { onFollowed, end, broken, pauses } = listener({
      url: gate.url,
      sleep: async () => {
        if (pauses.length === 8) await gate.open().then(opening.resolve);
      },
    });
    const ear = createEar();
    const back = ear.next();
    onFollowed(ear.listener);
    await opening.promise;
    await back;
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    expect(broken).toHaveLength(8);
    const again = ear.next();
    await database.disconnectAll();
    await again;
    expect(pauses.slice(8)).toEqual([1_000]);
    await end();
  });

  test('it keeps no process alive', async () => {
    const { url } = await useTestDatabase();
    const file = join(import.meta.dirname, '../../src/store/listen-followed.ts');
    const program = `
      import { createFollowedListener } from ${JSON.stringify(file)};
      import pg from 'pg';
      const client = new pg.Client({ connectionString: process.argv[1] });
      const { onFollowed } = createFollowedListener({ url: process.argv[1], onBroken: (error) => { throw error; } });
      const heard = Promise.withResolvers();
      onFollowed(heard.resolve);
      await client.connect();
      const listening = "select from pg_stat_activity where datname = current_database() and query like 'listen%'";
      while ((await client.query(listening)).rowCount === 0);
      await client.query('notify ${FOLLOWED_CHANNEL}');
      await heard.promise;
      console.log('heard');
      await client.end();
    `;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program, url], {
      timeout: 10_000,
    });
    expect(stdout).toBe('heard\n');
  });
});

test('who ends does not wait for a server that takes the connection and says nothing', {
  timeout: 2_000,
}, async () => {
  const reached = Promise.withResolvers<void>();
  const silent = createServer(() => reached.resolve()).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as AddressInfo;
  const { onFollowed, end, broken } = listener({ url: `postgres://postgres@127.0.0.1:${port}/none` });
  onFollowed(() => {});
  await reached.promise;
  await end();
  expect(broken).toEqual([]);
});

/** One that does not wait between its tries, and tells how long it would have waited. */
function listener({
  url,
  sleep = async () => {},
}: Pick<FollowedListenerConfig, 'url'> & { sleep?: () => Promise<void> }) {
  const broken: Error[] = [];
  const pauses: number[] = [];
  const made = createFollowedListener({
    url,
    onBroken: (error) => broken.push(error),
    sleep(milliseconds, signal) {
      if (!signal.aborted) pauses.push(milliseconds);
      return sleep();
    },
  });
  onTestFinished(made.end);
  return { ...made, broken, pauses };
}
