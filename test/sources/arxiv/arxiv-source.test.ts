import { describe, expect, test } from 'vitest';
import { createArxivSource } from '../../../src/sources/arxiv/arxiv-source.ts';
import { createLookUp } from '../../../src/sources/look-up.ts';
import { type Answer, gives, loopback, refuses } from '../fetching/loopback.ts';
import { sourceWorld } from '../source-world.ts';
import { announced, answer, dailyFeed, ERROR, entry } from './arxiv-xml.ts';

const DAY = 24 * 3_600_000;

/** A Tuesday, on which the feed of that day is out. */
async function worldWith(options: { feed?: Answer; api?: Answer; crossLists?: boolean } = {}) {
  const world = await sourceWorld('2026-03-10T12:00:00Z');
  const feed = await loopback(options.feed ?? gives(dailyFeed(announced('2603.00001'))));
  const api = await loopback(options.api ?? gives(answer([])));
  const config = { fetcher: world.fetcher, apiUrl: api.origin, feedUrl: feed.origin };
  const source = createArxivSource({
    ...config,
    ...{ name: 'arxiv:cs.LG+stat.ML', categories: ['cs.LG', 'stat.ML'] },
    crossLists: options.crossLists ?? true,
  });
  return { ...world, config, feed, api, source };
}

/** What the API was asked for, in words. */
const queries = (asked: readonly string[]) =>
  asked.map((path) => new URL(path, 'http://x').searchParams.get('search_query') ?? path);

describe('the daily feed', () => {
  test('is one request for all categories; its papers are news of its day', async () => {
    const { source, take, feed, api, edition, news, store } = await worldWith();
    expect(await take(source)).toMatchObject({ added: 1 });
    expect(feed.asked).toEqual(['/atom/cs.LG+stat.ML']);
    expect(api.asked).toEqual([]);
    expect(await edition('2026-03-10')).toEqual(['2603.00001']);
    expect(await news()).toEqual(['2603.00001']);
    expect(await store.papers.get('2603.00001')).toMatchObject({
      title: 'Made-up paper 2603.00001',
      abstract: 'It says little about 2603.00001.',
      categories: ['cs.LG'],
      authorCount: 2,
      publishedOn: '2026-03-10',
      url: 'https://arxiv.org/abs/2603.00001',
      sources: ['arxiv'],
    });
  });

  const ALL = dailyFeed(
    announced('2603.00001', 'new'),
    announced('2601.00002', 'cross', '2026-03-10', ['stat.ML', 'cs.LG']),
    announced('2501.00003', 'replace'),
    announced('2501.00004', 'replace-cross'),
  );

  test('brings new papers and cross-lists, and no paper for a new version', async () => {
    const { source, take, edition } = await worldWith({ feed: gives(ALL) });
    await take(source);
    expect(await edition('2026-03-10')).toEqual(['2603.00001', '2601.00002']);
  });

  test('leaves cross-lists out where they are not wanted', async () => {
    const { source, take, edition } = await worldWith({ feed: gives(ALL), crossLists: false });
    await take(source);
    expect(await edition('2026-03-10')).toEqual(['2603.00001']);
  });

  test('changes a paper that is held and was replaced, which is no news', async () => {
    const { source, take, feed, store, news, pass } = await worldWith();
    await take(source);
    pass(DAY);
    feed.answer(
      gives(
        dailyFeed(
          announced('2603.00001', 'replace', '2026-03-11').replace('says little', 'now says much more'),
        ),
      ),
    );
    expect(await take(source)).toMatchObject({ added: 0, changed: 1 });
    expect(await store.papers.get('2603.00001')).toMatchObject({
      abstract: 'It now says much more about 2603.00001.',
      listedOn: '2026-03-10',
    });
    expect(await news()).toEqual(['2603.00001']);
  });

  test('is of no day that is still to come', async () => {
    const { source, take, feed, api, edition, pass } = await worldWith();
    await take(source);
    pass(DAY);
    feed.answer(gives(dailyFeed(announced('2603.00002', 'new', '2031-05-01'))));
    await take(source);
    expect(await edition('2026-03-11')).toEqual(['2603.00002']);
    expect(api.asked).toEqual([]);
  });

  test('twice the same changes nothing', async () => {
    const { source, take, store, pass } = await worldWith();
    await take(source);
    const revision = await store.matches.revision();
    pass(3_600_000);
    expect(await take(source)).toMatchObject({ added: 0, changed: 0 });
    expect(await store.matches.revision()).toBe(revision);
  });
});

describe('a day on which no feed was read', () => {
  test('is asked for by its times of submission, before the feed is taken', async () => {
    const { source, take, feed, api, edition, news, pass } = await worldWith();
    await take(source);
    pass(3 * DAY);
    feed.answer(gives(dailyFeed(announced('2603.00009', 'new', '2026-03-13'))));
    api.answer(
      gives(answer([entry('2603.00005')])),
      gives(answer([entry('2603.00006'), entry('2603.00009')])),
    );
    expect(await take(source)).toMatchObject({ added: 3 });
    expect(queries(api.asked)).toEqual([
      '(cat:cs.LG OR cat:stat.ML) AND submittedDate:[202603091800 TO 202603101759]',
      '(cat:cs.LG OR cat:stat.ML) AND submittedDate:[202603101800 TO 202603111759]',
    ]);
    expect(await edition('2026-03-11')).toEqual(['2603.00005']);
    expect(await edition('2026-03-12')).toEqual(['2603.00006']);
    expect(await edition('2026-03-13')).toEqual(['2603.00009']);
    expect(await news()).toHaveLength(4);
  });

  test('is not missed where only the weekend lies between', async () => {
    const { source, take, feed, api, pass } = await worldWith();
    await take(source);
    for (const [days, day] of [
      [3, '2026-03-13'],
      [3, '2026-03-16'],
    ] as const) {
      pass(days * DAY);
      feed.answer(gives(dailyFeed(announced(`2603.000${day.slice(-2)}`, 'new', day))));
      api.answer(gives(answer([])));
      await take(source);
    }
    expect(api.asked).toHaveLength(2);
  });

  test('on a weekend, when the feed is empty, is Friday', async () => {
    const { source, take, feed, api, pass, edition, state } = await worldWith();
    await take(source);
    pass(4 * DAY);
    feed.answer(gives(dailyFeed()));
    api.answer(gives(answer([])), gives(answer([])), gives(answer([entry('2603.00007')])));
    await take(source);
    expect(await edition('2026-03-13')).toEqual(['2603.00007']);
    expect(await state(source.name)).not.toHaveProperty('note');
  });

  test('that lies too far back is told of, with the days', async () => {
    const { source, take, feed, pass, state } = await worldWith();
    await take(source);
    pass(100 * DAY);
    feed.answer(gives(dailyFeed(announced('2606.00001', 'new', '2026-06-18'))));
    await take(source);
    expect(await state(source.name)).toMatchObject({ missedFrom: '2026-03-11', missedTo: '2026-04-18' });
  });

  test('is asked for again after a fetch that broke off in the middle', async () => {
    const { source, take, feed, api, pass, edition } = await worldWith();
    await take(source);
    pass(3 * DAY);
    feed.answer(gives(dailyFeed(announced('2603.00009', 'new', '2026-03-13'))));
    api.answer(gives(answer([entry('2603.00005')])), refuses(404));
    await expect(take(source)).rejects.toThrow('(404)');
    expect(await edition('2026-03-13')).toEqual([]);
    api.answer(gives(answer([entry('2603.00006')])));
    await take(source);
    expect(await edition('2026-03-12')).toEqual(['2603.00006']);
    expect(await edition('2026-03-13')).toEqual(['2603.00009']);
  });
});

describe('at the first start', () => {
  test('on a weekend the last announced day is shown', async () => {
    const { source, take, feed, api, pass, edition } = await worldWith();
    pass(4 * DAY);
    feed.answer(gives(dailyFeed()));
    api.answer(gives(answer([entry('2603.00007')])));
    await take(source);
    expect(await edition('2026-03-13')).toEqual(['2603.00007']);
    expect(api.asked).toHaveLength(1);
  });
});

describe('what is odd is said', () => {
  test.each([
    ['an empty feed on a weekday', dailyFeed(), 'the feed is empty on Mar 10, 2026, a weekday'],
    [
      'a stale feed',
      dailyFeed(announced('2603.00001', 'new', '2026-03-09')),
      'the feed is still that of Mar 9, 2026',
    ],
    [
      'an entry without a title',
      dailyFeed(announced('2603.00001').replace(/<title>.*<\/title>/, '')),
      'no title',
    ],
  ])('%s', async (_, xml, note) => {
    const { source, take, state } = await worldWith({ feed: gives(xml) });
    await take(source);
    expect((await state(source.name))?.note).toContain(note);
  });

  test.each<[string, Answer, string]>([
    [
      'a captcha',
      gives('<!DOCTYPE html><html><title>Automated Access Detected</title></html>'),
      'a web page (“Automated Access Detected”) instead of XML',
    ],
    ['a feed that is cut off', gives(dailyFeed(announced('2603.00001')).slice(0, -30)), 'was cut off'],
  ])('%s is no feed', async (_, feed, message) => {
    const { source, take, store } = await worldWith({ feed });
    await expect(take(source)).rejects.toThrow(message);
    expect(await store.papers.count()).toBe(0);
  });
});

describe('backfill', () => {
  test('asks for all pages of a day, three seconds apart; nothing of it is news', async () => {
    const ids = Array.from({ length: 700 }, (_, at) => `2501.${10_000 + at}`);
    const at: number[] = [];
    const world = await worldWith();
    world.api.answer((request, response) => {
      at.push(world.now());
      const start = Number(new URL(request.url ?? '', 'http://x').searchParams.get('start'));
      response.end(
        answer(
          ids.slice(start, start + 500).map((id) => entry(id)),
          ids.length,
        ),
      );
    });
    expect(await world.takeDay(world.source, '2025-01-15')).toMatchObject({ added: 700 });
    expect((await world.edition('2025-01-15')).length).toBe(700);
    expect(await world.news()).toEqual([]);
    expect(at).toHaveLength(2);
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBe(3_000);
    await world.takeDay(world.source, '2025-01-18');
    expect(at).toHaveLength(2);
  });

  test('asks again where arXiv leaves a page out', async () => {
    const { source, api, takeDay } = await worldWith();
    api.answer(gives(answer([], 2)), gives(answer([entry('2501.00001'), entry('2501.00002')])));
    expect(await takeDay(source, '2025-01-15')).toMatchObject({ added: 2 });
  });

  test('leaves out what is at home elsewhere where cross-lists are not wanted', async () => {
    const both = answer([entry('2501.00001', ['stat.ML', 'cs.LG']), entry('2501.00002', ['cs.CV', 'cs.LG'])]);
    const { source, takeDay, edition } = await worldWith({ api: gives(both), crossLists: false });
    await takeDay(source, '2025-01-15');
    expect(await edition('2025-01-15')).toEqual(['2501.00001']);
  });
});

describe('a paper that is not held', () => {
  test('is looked up by its id, held, and no news', async () => {
    const { store, now, config, api, news } = await worldWith({ api: gives(answer([entry('2501.00001')])) });
    const found = await createLookUp(store, config, now)('2501.00001');
    expect(found).toMatchObject({
      id: '2501.00001',
      title: 'Made-up paper 2501.00001',
      authors: ['Ada Ærø', 'Bo Ng'],
    });
    expect(api.asked[0]).toContain('id_list=2501.00001');
    expect(await news()).toEqual([]);
    expect(await store.sources.all()).toEqual([]);
  });

  test.each<[string, Answer]>([
    ['that nobody wrote', gives(answer([]))],
    ['whose id is refused', gives(ERROR)],
    ['whose id is refused with 400', gives(ERROR, {}, 400)],
  ])('%s is none', async (_, api) => {
    const { store, now, config } = await worldWith({ api });
    expect(await createLookUp(store, config, now)('2501.99999')).toBeUndefined();
    expect(await store.papers.count()).toBe(0);
  });
});
