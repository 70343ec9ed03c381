import { describe, expect, test } from 'vitest';
import { createPercolation } from '../../src/digest/percolation.ts';
import { createHuggingFaceSource } from '../../src/sources/hugging-face-source.ts';
import { addDays } from '../../src/time/plain-date.ts';
import { type Answer, cutsOff, drips, gives, loopback, refuses, resets } from './fetching/loopback.ts';
import { dailyPapers, type Editions } from './hugging-face-server.ts';
import { envelope, json } from './json-fixture.ts';
import { sourceWorld } from './source-world.ts';

/** A Tuesday. */
const TODAY = '2026-03-10';
const daysAgo = (days: number) => addDays(TODAY, -days);

async function worldWith(answer: Answer, token?: string) {
  const world = await sourceWorld(`${TODAY}T12:00:00Z`);
  const server = await loopback(answer);
  return {
    ...world,
    server,
    source: createHuggingFaceSource({ fetcher: world.fetcher, endpoint: server.origin, token }),
  };
}

const WEEK: Editions = {
  [TODAY]: { '2603.00001': 9, '2603.00002': 4 },
  [daysAgo(1)]: { '2603.00003': 30 },
  [daysAgo(4)]: { '2603.00004': 2 },
  [daysAgo(5)]: { '2603.00005': 2 },
  [daysAgo(6)]: { '2603.00006': 2 },
  [daysAgo(7)]: { '2603.00007': 2 },
  [daysAgo(8)]: { '2602.00008': 2 },
};

describe('the first fetch', () => {
  test('brings the editions of seven days, in their order, with what the API tells', async () => {
    const { source, take, edition, store, state } = await worldWith(dailyPapers(WEEK));
    expect(await take(source)).toMatchObject({ papers: 7, added: 7 });
    expect(await edition(TODAY)).toEqual(['2603.00001', '2603.00002']);
    expect(await edition(daysAgo(7))).toEqual(['2603.00007']);
    expect(await edition(daysAgo(8))).toEqual([]);
    expect(await store.papers.get('2603.00003')).toMatchObject({
      upvotes: 30,
      comments: 2,
      sources: ['huggingface'],
      authors: ['Ada Ærø', 'Bo Ng'],
    });
    expect(await state('huggingface')).toMatchObject({ lastSuccessAt: Date.parse(`${TODAY}T12:00:00Z`) });
  });

  test('reads every page of a busy day', async () => {
    const busy = Object.fromEntries(
      Array.from({ length: 230 }, (_, at) => [`2603.${10_000 + at}`, 230 - at]),
    );
    const log: string[] = [];
    const { source, take, edition } = await worldWith(dailyPapers({ [TODAY]: busy }, log));
    expect(await take(source)).toMatchObject({ added: 230 });
    expect(await edition(TODAY)).toEqual(Object.keys(busy));
    expect(log.filter((line) => line.startsWith(TODAY))).toEqual([`${TODAY} 0`, `${TODAY} 1`, `${TODAY} 2`]);
  });

  test('lists no paper later than the list in which it stands', async () => {
    const early = envelope('2603.00001', { submittedOnDailyAt: '2031-01-01T00:00:00.000Z' });
    const late = envelope('2603.00002', { submittedOnDailyAt: `${daysAgo(3)}T00:00:00.000Z` });
    const { source, takeDay, edition } = await worldWith(gives(json([early, late])));
    await takeDay(source, TODAY);
    expect(await edition('2031-01-01')).toEqual([]);
    expect(await edition(TODAY)).toEqual(['2603.00001']);
    expect(await edition(daysAgo(3))).toEqual(['2603.00002']);
  });

  test('sends the token', async () => {
    const { source, take, server } = await worldWith(dailyPapers({}), 'hf_x');
    await take(source);
    expect(new Set(server.requests.map(({ headers }) => headers.authorization))).toEqual(
      new Set(['Bearer hf_x']),
    );
  });
});

describe('each further fetch', () => {
  test('that finds nothing new changes nothing, and sends nothing twice', async () => {
    const log: string[] = [];
    const { source, take, store, pass } = await worldWith(dailyPapers(WEEK, log));
    await take(source);
    const revision = await store.matches.revision();
    pass(30 * 60_000);
    log.length = 0;
    expect(await take(source)).toMatchObject({ added: 0, changed: 0 });
    expect(log.every((line) => line.endsWith(' unchanged'))).toBe(true);
    expect(await store.matches.revision()).toBe(revision);
  });

  test('takes what was added to a list since, and the counts of today', async () => {
    const editions = structuredClone(WEEK);
    const { source, take, store, edition, pass } = await worldWith(dailyPapers(editions));
    await take(source);
    pass(3_600_000);
    editions[daysAgo(6)] = { '2603.00009': 50, '2603.00006': 21 };
    expect(await take(source)).toMatchObject({ added: 1, changed: 1 });
    expect(await edition(daysAgo(6))).toEqual(['2603.00009', '2603.00006']);
    expect((await store.papers.get('2603.00006'))?.upvotes).toBe(21);
  });

  test('goes back to seven days before the last good one, however long that is ago', async () => {
    const log: string[] = [];
    const { source, take, pass } = await worldWith(dailyPapers({}, log));
    await take(source);
    pass(20 * 24 * 3_600_000);
    log.length = 0;
    await take(source);
    expect(log.at(0)).toBe(`${addDays(TODAY, 20)} 0`);
    expect(log.at(-1)).toBe(`${daysAgo(7)} 0 unchanged`);
    expect(log).toHaveLength(28);
  });

  test('goes back sixty days at most, and tells which days are missed', async () => {
    const log: string[] = [];
    const { source, take, pass, state } = await worldWith(dailyPapers({}, log));
    await take(source);
    pass(100 * 24 * 3_600_000);
    log.length = 0;
    await take(source);
    expect(log).toHaveLength(61);
    expect(await state('huggingface')).toMatchObject({ missedFrom: TODAY, missedTo: addDays(TODAY, 39) });
  });

  test('that is broken off counts as none: the next one starts from the same day', async () => {
    const log: string[] = [];
    const { source, take, pass, server, state } = await worldWith(dailyPapers({}, log));
    await take(source);
    pass(20 * 24 * 3_600_000);
    server.answer(gives('[]'), gives('[]'), refuses(404));
    await expect(take(source)).rejects.toThrow('has nothing at this address (404)');
    expect((await state('huggingface'))?.lastSuccessAt).toBe(Date.parse(`${TODAY}T12:00:00Z`));
    server.answer(dailyPapers({}, log));
    log.length = 0;
    await take(source);
    expect(log).toHaveLength(28);
  });
});

describe('news', () => {
  test('is what was listed in the last seven days, and no backfill', async () => {
    const { source, take, takeDay, news } = await worldWith(dailyPapers(WEEK));
    await takeDay(source, daysAgo(8));
    expect(await news()).toEqual([]);
    await take(source);
    expect(await news()).toEqual([1, 2, 3, 4, 5, 6, 7].map((number) => `2603.0000${number}`));
  });

  test('is also what was listed since the last good fetch', async () => {
    const editions: Editions = {};
    const { source, take, news, pass } = await worldWith(dailyPapers(editions));
    await take(source);
    pass(20 * 24 * 3_600_000);
    editions[addDays(TODAY, 1)] = { '2603.00001': 1 };
    editions[daysAgo(1)] = { '2603.00002': 1 };
    expect(await take(source)).toMatchObject({ added: 2 });
    expect(await news()).toEqual(['2603.00001']);
  });

  test('meets the subscriptions as it comes in', async () => {
    const { source, take, store } = await worldWith(dailyPapers(WEEK));
    const channel = await store.channels.put({ platform: 'terminal', community: 'local', id: 'here' });
    await store.channels.subscribe({
      ...{ channel: channel.key, query: 'upvotes>=20', canonical: 'upvotes>=20' },
      ...{ createdBy: 'ada', createdByName: 'Ada', createdAt: 0 },
    });
    await take(source, createPercolation());
    expect(
      ((await store.matches.waiting([channel.key], 0)).get(channel.key) ?? []).map(({ id }) => id),
    ).toEqual(['2603.00003']);
  });
});

describe('what is wrong is told apart', () => {
  const DAMAGED = json([envelope('2603.00001')]).slice(0, -20);

  test.each<[string, Answer, string]>([
    [
      'a web page',
      gives('<!doctype html><title>Maintenance</title>'),
      'a web page (“Maintenance”) instead of JSON',
    ],
    ['JSON that is cut off', gives(DAMAGED), 'answer for Mar 10, 2026 is damaged or cut off'],
    ['JSON of another kind', gives('{"error": "no"}'), 'something that is no list of papers'],
    ['a refusal', refuses(403), 'forbids this (403)'],
    ['an error', refuses(502), 'has trouble of its own (502)'],
    ['too many requests', refuses(429), 'asks for fewer requests (429)'],
    ['a broken connection', resets, 'broke the connection off'],
    ['a body that is cut off', cutsOff(json([envelope('2603.00001')])), 'ended its answer in the middle'],
  ])('%s', async (_, answer, message) => {
    const { source, take, state, store } = await worldWith(answer);
    await expect(take(source)).rejects.toThrow(message);
    expect((await state('huggingface'))?.lastSuccessAt).toBeUndefined();
    expect(await store.papers.count()).toBe(0);
  });

  test('a weekday without papers is noted, a weekend is not', async () => {
    const { source, take, state } = await worldWith(
      dailyPapers({ ...WEEK, [daysAgo(5)]: {}, [daysAgo(2)]: {}, [daysAgo(3)]: {} }),
    );
    await take(source);
    expect((await state('huggingface'))?.note).toBe('nothing is listed for Mar 5, 2026, a weekday');
  });

  test('an entry that is no paper is noted, and the others are taken', async () => {
    const odd = json([envelope('2603.00001'), envelope('2603.00002', { title: '' }, { title: '' })]);
    const { source, take, state, store } = await worldWith((request, response) => {
      response.end(request.url?.includes(TODAY) ? odd : '[]');
    });
    await take(source);
    expect(await store.papers.count()).toBe(1);
    expect((await state('huggingface'))?.note).toMatch(/of Mar 10, 2026 1 entries? /);
  });

  test('a machine whose clock is fast is told so, and gets what there is', async () => {
    const ok = dailyPapers(WEEK);
    const { source, take, state } = await worldWith((request, response) => {
      if (request.url?.includes(TODAY)) response.writeHead(400).end('{"error":"future"}');
      else ok(request, response);
    });
    expect(await take(source)).toMatchObject({ added: 5 });
    expect((await state('huggingface'))?.note).toContain('is this machine’s clock right?');
  });

  test('a request that is never answered is called off with the program', async () => {
    const { source, take, server } = await worldWith(drips);
    const stop = new AbortController();
    const work = take(source, undefined, { signal: stop.signal });
    await expect.poll(() => server.requests.length).toBe(1);
    stop.abort();
    await expect(work).rejects.toThrow(/abort/i);
  });
});
