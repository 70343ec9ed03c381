import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { BUTTON, type Store } from '../../src/store/store.ts';
import {
  CHANNEL,
  COMMUNITY,
  FULL,
  heldPaper,
  idsOf,
  mark,
  post,
  rows,
  subscription,
  withStore,
} from './store-samples.ts';
import { COUNTER, pair } from './store-writer.ts';

/** A database that outlives the process. */
export interface DurablePlace {
  open(): Promise<Store>;
  /** Arguments of Node that open it in another process and call `writeAndTell` with this name and count. */
  writer(name: string, count: number): readonly string[];
}

/** What a store promises of a database that several processes open, at once or one after the other. */
export function describeDurableStore(name: string, newPlace: () => DurablePlace): void {
  describe(`${name} store across processes`, () => {
    const use = withStore(async () => newPlace().open());

    test('everything is there when it is opened again, as often as one likes', async () => {
      const place = newPlace();
      const first = await place.open();
      await fill(first);
      await first.close();
      for (let time = 0; time < 2; time += 1) {
        const again = await place.open();
        await expectFilled(again);
        await again.close();
      }
    });

    test('after a removal and a restart no number is given again', async () => {
      const place = newPlace();
      const first = await place.open();
      await first.channels.subscribe(subscription());
      await first.channels.unsubscribe(CHANNEL, [1], 1);
      await first.close();
      const again = await place.open();
      expect((await again.channels.subscribe(subscription())).number).toBe(2);
      expect(await again.channels.restore(CHANNEL, [1])).toHaveLength(1);
      await again.close();
    });

    test('a process that is killed while it writes loses nothing that was acknowledged, and leaves nothing half', async () => {
      const place = newPlace();
      const killed = start(place.writer('killed', 100_000));
      const told: number[] = [];
      for await (const line of lines(killed)) {
        told.push(Number(line));
        if (told.length === 60) killed.kill('SIGKILL');
      }
      expect(killed.signalCode ?? (await once(killed, 'exit'))[1]).toBe('SIGKILL');
      const store = await place.open();
      const acknowledged = told.flatMap((number) => pair('killed', number));
      expect(told.length).toBeGreaterThanOrEqual(60);
      expect(idsOf(await store.papers.getAll(acknowledged))).toEqual(acknowledged);
      const written = (await store.papers.get(COUNTER))?.upvotes ?? 0;
      expect(written).toBeGreaterThanOrEqual(told.length);
      expect(await store.papers.count()).toBe(2 * written + 1);
      await store.papers.put(heldPaper('afterwards'));
      await store.close();
    });

    test('two processes that begin at once and write at once both succeed, and nothing is lost', async () => {
      const place = newPlace();
      const count = 100;
      const writers = ['one', 'two'].map((writer) => start(place.writer(writer, count)));
      const told = await Promise.all(writers.map(async (writer) => (await collectLines(writer)).length));
      expect(told).toEqual([count, count]);
      const store = await place.open();
      expect((await store.papers.get(COUNTER))?.upvotes).toBe(2 * count);
      expect(await store.papers.count()).toBe(4 * count + 1);
      await store.close();
    });

    test('what another process has written is seen at once, and both may go on writing', async () => {
      const place = newPlace();
      const store = await place.open();
      await store.papers.put(heldPaper('mine'));
      const writer = start(place.writer('theirs', 100));
      let mine = 0;
      for await (const line of lines(writer)) {
        if (Number(line) % 10 !== 0) continue;
        expect(await store.papers.getAll(pair('theirs', Number(line)))).toHaveLength(2);
        await store.papers.put(heldPaper(`mine-${mine}`));
        mine += 1;
      }
      expect(mine).toBe(10);
      expect(await store.papers.count()).toBe(1 + 10 + 200 + 1);
      await store.close();
    });

    test('a new database may be opened by several at once', async () => {
      const place = newPlace();
      const stores = await Promise.all([place.open(), place.open(), place.open()]);
      await Promise.all(stores.map((store, number) => store.papers.put(heldPaper(`p${number}`))));
      for (const store of stores) expect(await store.papers.count()).toBe(3);
      for (const store of stores) await store.close();
    });

    test('two stores in one process are two: work in a transaction of one may use the other', async () => {
      const one = await use();
      const other = await use();
      await one.transaction(async (inside) => {
        await inside.papers.put(heldPaper('a'));
        await other.papers.put(heldPaper('b'));
      });
      expect(idsOf(await other.papers.getAll(['a', 'b']))).toEqual(['b']);
    });
  });
}

async function fill(store: Store): Promise<void> {
  await store.papers.put(FULL);
  await store.papers.put(heldPaper('old'));
  await store.papers.supersede('old', FULL.id);
  await store.papers.list({ source: 'feed', listedOn: '2024-01-03', paperId: FULL.id, position: 0 });
  await store.sources.succeeded('feed', 5);
  await store.channels.put({ platform: 'slack', community: 'T1', id: 'C1' }, 'Europe/Berlin');
  await store.channels.subscribe(subscription());
  await store.posts.record(COMMUNITY, post(rows(FULL.id)));
  await store.votes.mark(mark({ emoji: BUTTON, messageId: FULL.id, paperId: FULL.id }));
  await store.votes.mark(mark({ messageId: 'later' }));
}

async function expectFilled(store: Store): Promise<void> {
  expect(await store.papers.get('old')).toStrictEqual(FULL);
  expect(await store.papers.edition('2024-01-03')).toHaveLength(1);
  expect(await store.sources.all()).toStrictEqual([{ name: 'feed', lastSuccessAt: 5 }]);
  expect((await store.channels.get(CHANNEL))?.timeZone).toBe('Europe/Berlin');
  expect(await store.channels.subscriptions(CHANNEL)).toHaveLength(1);
  expect(await store.posts.newestList(CHANNEL, 'ada')).toStrictEqual(post(rows(FULL.id)));
  expect(await store.votes.buttonOn(COMMUNITY, 'ada', FULL.id)).toBe(true);
}

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

function lines(child: ChildProcess): AsyncIterable<string> {
  if (!child.stdout) throw new Error('The writer has no output');
  return createInterface({ input: child.stdout });
}

async function collectLines(child: ChildProcess): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines(child)) all.push(line);
  return all;
}
