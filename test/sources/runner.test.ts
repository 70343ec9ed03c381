import { describe, expect, test } from 'vitest';
import { FetchError } from '../../src/sources/fetching/fetch-error.ts';
import { makePaper } from '../../src/sources/make-paper.ts';
import { createRunner } from '../../src/sources/runner.ts';
import type { Asking, Haul, Source } from '../../src/sources/source.ts';
import { sourceWorld } from './source-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A source that does as the test says. */
function sourceThat(name: string, fetch: (asking: Asking) => Promise<readonly Haul[]>, every = HOUR) {
  const asked: Asking[] = [];
  const source: Source = {
    name,
    every,
    async *fetch(asking) {
      asked.push(asking);
      yield* await fetch(asking);
    },
  };
  return { source, asked };
}

const paper = (number: number) =>
  makePaper({ arxivId: `2603.0000${number}`, title: `Paper ${number}`, listedOn: '2026-03-10', sources: [] });
const gives = (number: number) => async (): Promise<Haul[]> => [{ papers: [paper(number)] }];
const fails = (message: string, retryAt?: number) => async (): Promise<Haul[]> => {
  throw new FetchError(message, { passes: true, retryAt });
};

async function runnerOf(...sources: readonly Source[]) {
  const world = await sourceWorld('2026-03-10T12:00:00Z');
  const logged: string[] = [];
  const log = (context: Record<string, unknown>, message: string) => {
    logged.push([context.source, message, context.reason ?? context.error].filter(Boolean).join(': '));
  };
  const { store, now } = world;
  const create = () =>
    createRunner({ ...{ store, sources, now, log: { info: log, warn: log, error: log } }, random: () => 0 });
  return { ...world, logged, create, runner: create() };
}

describe('the sources', () => {
  test('are asked when their time has come, and not before', async () => {
    const [hourly, daily] = [sourceThat('hourly', gives(1)), sourceThat('daily', gives(2), 24 * HOUR)];
    const { runner, pass, state, now } = await runnerOf(hourly.source, daily.source);
    for (let minute = 0; minute < 150; minute += 1) {
      await runner.tick();
      pass(MINUTE);
    }
    expect([hourly.asked.length, daily.asked.length]).toEqual([3, 1]);
    expect((await state('hourly'))?.nextAt).toBe(now() + 30 * MINUTE);
  });

  test('stand for themselves: one that fails, or never answers, stops no other', async () => {
    const hanging = sourceThat('hanging', () => new Promise(() => {}));
    const broken = sourceThat('broken', async () => {
      throw new TypeError('of undefined');
    });
    const down = sourceThat('down', fails('lab.example takes no connections.'));
    const fine = sourceThat('fine', gives(1));
    const { runner, store, logged, state, pass, now } = await runnerOf(
      ...[hanging, broken, down, fine].map(({ source }) => source),
    );
    void runner.tick();
    await expect.poll(() => store.papers.count()).toBe(1);
    await expect
      .poll(() => state('broken'))
      .toMatchObject({ lastError: expect.stringContaining('only the log can tell') });
    expect(await state('down')).toMatchObject({
      lastError: 'lab.example takes no connections.',
      nextAt: now() + MINUTE,
    });
    expect(logged).toContain('down: source failed: lab.example takes no connections.');
    expect(logged).toContain('broken: source failed: TypeError: of undefined');
    pass(HOUR);
    void runner.tick();
    await expect.poll(() => fine.asked.length).toBe(2);
    expect(hanging.asked).toHaveLength(1);
  });

  test('that fail are tried again after growing waits, up to their own interval', async () => {
    const down = sourceThat('down', fails('away'));
    const { runner, pass, now } = await runnerOf(down.source);
    const start = now();
    for (let minute = 0; minute < 300; minute += 1) {
      await runner.tick();
      pass(MINUTE);
    }
    expect(down.asked.map((asking) => (asking.now - start) / MINUTE)).toEqual([
      0, 1, 3, 7, 15, 31, 63, 123, 183, 243,
    ]);
  });

  test('are not asked before the time that they name', async () => {
    const retryAt = Date.parse('2026-03-10T15:00:00Z');
    const busy = sourceThat('busy', fails('asks to be left alone', retryAt));
    const { runner, state } = await runnerOf(busy.source);
    await runner.tick();
    expect((await state('busy'))?.nextAt).toBe(retryAt);
  });

  test('are left alone until then, and tell it once', async () => {
    const busy = sourceThat('busy', fails('asks to be left alone', Date.parse('2026-03-10T15:00:00Z')));
    const { runner, logged, pass } = await runnerOf(busy.source);
    for (let minute = 0; minute < 180; minute += 1) {
      await runner.tick();
      pass(MINUTE);
    }
    expect(busy.asked).toHaveLength(1);
    expect(logged).toHaveLength(1);
    await runner.tick();
    expect(busy.asked).toHaveLength(2);
  });

  test('are told when they were read last, and what is held of them', async () => {
    const { source, asked } = sourceThat('huggingface', gives(1));
    const { runner, pass, now } = await runnerOf(source);
    const start = now();
    await runner.tick();
    pass(HOUR);
    await runner.tick();
    expect(asked).toMatchObject([
      { now: start, lastSuccessAt: undefined, newestEdition: undefined },
      { now: start + HOUR, lastSuccessAt: start, newestEdition: '2026-03-10' },
    ]);
  });
});

describe('after a restart', () => {
  test('what was read lately is left alone, and what failed is asked at once', async () => {
    let isDown = true;
    const fine = sourceThat('fine', gives(1));
    const down = sourceThat('down', () => (isDown ? fails('away')() : gives(2)()));
    const { runner, create, store, pass } = await runnerOf(fine.source, down.source);
    await runner.tick();
    await runner.stop();
    isDown = false;
    pass(1_000);
    await create().tick();
    expect([fine.asked.length, down.asked.length]).toEqual([1, 2]);
    expect(await store.papers.count()).toBe(2);
  });

  test('a plan that a wrong clock made is no plan', async () => {
    const { source, asked } = sourceThat('fine', gives(1));
    const { runner, store, now } = await runnerOf(source);
    await store.sources.succeeded('fine', now());
    await store.sources.plan('fine', now() + 400 * 24 * HOUR);
    await runner.tick();
    expect(asked).toHaveLength(1);
  });
});

describe('the very first start', () => {
  test('asks each source once and without patience', async () => {
    const { source, asked } = sourceThat('huggingface', fails('away'));
    const { runner } = await runnerOf(source);
    await runner.begin();
    expect(asked).toMatchObject([{ attempts: 1 }]);
  });
});

test('stopping breaks off what is being fetched, and that is no failure', async () => {
  const { source } = sourceThat(
    'slow',
    ({ signal }) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  );
  const { runner, state, logged } = await runnerOf(source);
  const ticking = runner.tick();
  await new Promise(setImmediate);
  await runner.stop();
  await ticking;
  expect(await state('slow')).toBeUndefined();
  expect(logged).toEqual([]);
});

test('a database that is away is no reason to end', async () => {
  const { source } = sourceThat('fine', gives(1));
  const { runner, store, logged } = await runnerOf(source);
  await store.close();
  await runner.tick();
  expect(logged).toEqual([expect.stringContaining('asking the sources failed')]);
});
