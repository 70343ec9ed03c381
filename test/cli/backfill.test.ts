import { describe, expect, test, vi } from 'vitest';
import { type BackfillOutput, runBackfill } from '../../src/cli/backfill.ts';
import { progressLine } from '../../src/cli/progress-line.ts';
import { UserError } from '../../src/command/user-error.ts';
import { createHuggingFaceSource } from '../../src/sources/hugging-face-source.ts';
import type { Source } from '../../src/sources/source.ts';
import { addDays } from '../../src/time/plain-date.ts';
import { type Answer, loopback, refuses } from '../sources/fetching/loopback.ts';
import { dailyPapers, type Editions } from '../sources/hugging-face-server.ts';
import { sourceWorld } from '../sources/source-world.ts';

const FROM = '2025-06-01';
/** Ten days from the first of June on, two papers a day. */
const EDITIONS: Editions = Object.fromEntries(
  Array.from({ length: 10 }, (_, at) => [
    addDays(FROM, at),
    { [`2506.0000${at}`]: at, [`2506.1000${at}`]: at },
  ]),
);

async function worldWith(answer: Answer = dailyPapers(EDITIONS)) {
  const world = await sourceWorld('2026-03-10T12:00:00Z');
  const server = await loopback(answer);
  const huggingFace = createHuggingFaceSource({ fetcher: world.fetcher, endpoint: server.origin });
  const progress = new Map<string, unknown>();
  const stop = new AbortController();
  const said: string[] = [];
  const shown: string[] = [];
  const onScreen = { show: (line: string) => void shown.push(line) };
  const backfill = (
    options: { from: string; to?: string },
    sources: readonly Source[] = [huggingFace],
    output: Partial<BackfillOutput> = onScreen,
  ) =>
    runBackfill(
      {
        ...{ store: world.store, sources, progress, now: world.now, signal: stop.signal, timeZone: 'UTC' },
        output: { say: (line) => void said.push(line), width: 120, ...output },
      },
      options,
    );
  return { ...world, server, huggingFace, stop, said, shown, backfill };
}

const daysAsked = (asked: readonly string[]) => asked.map((path) => /date=([\d-]+)/.exec(path)?.[1]);

describe('paperboy backfill', () => {
  test('brings past editions, none of which is news or counts as a fetch', async () => {
    const { backfill, edition, news, state, said, shown } = await worldWith();
    expect(await backfill({ from: FROM, to: '2025-06-10' })).toBe(0);
    expect(await edition('2025-06-10')).toEqual(['2506.00009', '2506.10009']);
    expect(await news()).toEqual([]);
    expect(await state('huggingface')).toBeUndefined();
    expect(said).toEqual(['huggingface: 20 papers of 10 days: 20 new, 0 changed, 0 as they were.']);
    expect(shown.at(-1)).toContain('10 of 10 days · 20 papers');
  });

  test('leaves searches quick, once it is through', async () => {
    const { backfill, store, stop } = await worldWith();
    const tidied = vi.spyOn(store.papers, 'tidySearch');
    expect(await backfill({ from: FROM, to: '2025-06-10' })).toBe(0);
    expect(tidied).toHaveBeenCalledOnce();
    stop.abort();
    expect(await backfill({ from: FROM, to: '2025-06-10' })).toBe(1);
    expect(tidied).toHaveBeenCalledOnce();
  });

  test('goes on where it was after any stop, and brings nothing twice', async () => {
    const { backfill, server, said, stop, store } = await worldWith();
    const ok = dailyPapers(EDITIONS);
    server.answer(ok, ok, ok, refuses(404));
    expect(await backfill({ from: FROM, to: '2025-06-10' })).toBe(1);
    expect(said).toEqual([
      expect.stringMatching(/^huggingface: .*\(404\).* The same command goes on from Jun 4, 2025\.$/),
    ]);
    server.answer(ok, ok, (request, response) => {
      stop.abort();
      ok(request, response);
    });
    server.requests.length = 0;
    expect(await backfill({ from: FROM, to: '2025-06-10' })).toBe(1);
    expect(daysAsked(server.asked)).toEqual(['2025-06-04', '2025-06-05', '2025-06-06']);
    expect(said.at(-1)).toBe('huggingface: Stopped. The same command goes on from Jun 6, 2025.');
    expect(await store.papers.count()).toBe(10);
  });

  test('waits as long as it is asked to, and goes on', async () => {
    const ok = dailyPapers(EDITIONS);
    const { backfill, server, waits, store, shown } = await worldWith();
    server.answer(ok, refuses(429, { 'retry-after': '600' }), ok);
    expect(await backfill({ from: FROM, to: '2025-06-10' })).toBe(0);
    expect(waits).toEqual([600_000]);
    const host = new URL(server.origin).host;
    expect(shown[1]).toBe(`huggingface: tries again at 12:10:00: ${host} asks for fewer requests (429).`);
    expect(await store.papers.count()).toBe(20);
  });

  test('says where nobody looks on too what it waits for, but not at every try', async () => {
    const { backfill, server, waits, said } = await worldWith();
    const ok = dailyPapers(EDITIONS);
    server.answer(refuses(503), refuses(503), refuses(503), refuses(503), refuses(503), refuses(503), ok);
    expect(await backfill({ from: FROM, to: '2025-06-10' }, undefined, {})).toBe(0);
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000]);
    expect(said.slice(0, -1)).toEqual([
      expect.stringMatching(/^huggingface: tries again at 12:00:01: .* has trouble of its own \(503\)\.$/),
      expect.stringMatching(/^huggingface: tries again at 12:01:03: /),
      expect.stringContaining('of 10 days'),
    ]);
  });

  test('clears what status says is missed, where it brings all of it', async () => {
    const { backfill, store, state } = await worldWith();
    await store.sources.missed('huggingface', { from: '2025-06-02', to: '2025-06-05' });
    await backfill({ from: '2025-06-03', to: '2025-06-10' });
    expect(await state('huggingface')).toMatchObject({ missedFrom: '2025-06-02' });
    await backfill({ from: '2025-06-02', to: '2025-06-05' });
    expect(await state('huggingface')).toEqual({ name: 'huggingface' });
  });

  test('ends today where no end is given', async () => {
    const { backfill, server } = await worldWith();
    await backfill({ from: '2026-03-08' });
    expect(daysAsked(server.asked)).toEqual(['2026-03-08', '2026-03-09', '2026-03-10']);
  });

  test.each([
    [{ from: 'June' }, '“June” is no day. Write it like 2025-11-07.'],
    [{ from: FROM, to: '2025-02-30' }, '“2025-02-30” is no day.'],
    [{ from: '2025-06-10', to: FROM }, 'Turn them round.'],
    [{ from: '2027-01-01' }, 'Jan 1, 2027 is still to come'],
  ])('refuses %j', async (options, message) => {
    const { backfill } = await worldWith();
    await expect(backfill(options)).rejects.toThrow(message);
    await expect(backfill(options)).rejects.toThrow(UserError);
  });

  test('says which sources have a past where none has', async () => {
    const { backfill } = await worldWith();
    const feed: Source = { name: 'feed:x', every: 1, async *fetch() {} };
    await expect(backfill({ from: FROM }, [feed])).rejects.toThrow('`huggingface` and `arxiv:cs.LG` have');
  });
});

describe('the progress bar', () => {
  const progress = {
    ...{ label: 'huggingface', done: 212, total: 823, papers: 9_120 },
    now: { days: 112, papers: 4_000, elapsed: 130_000 },
  };

  test('tells days, papers, rate and the time that is left', () => {
    expect(progressLine(progress, 120)).toBe(
      'huggingface ██████░░░░░░░░░░░░░░░░░░ 212 of 823 days · 9,120 papers · 31 papers/s · 12 min left',
    );
  });

  test('leaves the bar out where there is no room, and never breaks the line', () => {
    expect(progressLine(progress, 80)).toBe(
      'huggingface 212 of 823 days · 9,120 papers · 31 papers/s · 12 min left',
    );
    expect(progressLine(progress, 20)).toHaveLength(20);
  });

  test('says nothing that is not known yet', () => {
    const begun = { ...progress, done: 1, papers: 0, now: { days: 1, papers: 0, elapsed: 10 } };
    expect(progressLine(begun, 120)).toMatch(/1 of 823 days · 0 papers$/);
  });
});
