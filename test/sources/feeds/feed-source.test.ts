import { describe, expect, test } from 'vitest';
import { createFeedSource } from '../../../src/sources/feeds/feed-source.ts';
import { gives, loopback } from '../fetching/loopback.ts';
import { sourceWorld } from '../source-world.ts';

const DAY = 24 * 3_600_000;

interface Item {
  readonly title: string;
  readonly date?: string;
}

function feedOf(...items: readonly Item[]): string {
  const entries = items.map(
    ({ title, date }) =>
      `<item><title>${title}</title><link>https://lab.example/${title.replace(/\W/g, '-')}</link>${date ? `<pubDate>${new Date(date).toUTCString()}</pubDate>` : ''}</item>`,
  );
  return `<rss version="2.0"><channel><title>Lab</title>${entries.join('')}</channel></rss>`;
}

async function worldWith(text: string, allowPrivate = true) {
  const world = await sourceWorld('2026-03-10T12:00:00Z');
  const server = await loopback(gives(text));
  const name = 'feed:https://lab.example/rss';
  return {
    ...world,
    server,
    name,
    source: createFeedSource({ ...{ fetcher: world.fetcher, name }, url: server.origin, allowPrivate }),
  };
}

const titles = async ({ store }: Awaited<ReturnType<typeof worldWith>>, date: string) =>
  (await store.papers.edition(date)).map(({ title }) => title);
const newsTitles = async (world: Awaited<ReturnType<typeof worldWith>>) =>
  (await world.store.papers.getAll(await world.news())).map(({ title }) => title).sort();

describe('a feed', () => {
  test('read for the first time: what is of the last week is news, older things are not', async () => {
    const world = await worldWith(
      feedOf(
        { title: 'Fresh one', date: '2026-03-08' },
        { title: 'Old one', date: '2026-01-08' },
        { title: 'Undated one' },
      ),
    );
    await world.take(world.source);
    expect(await titles(world, '2026-03-08')).toEqual(['Fresh one']);
    expect(await titles(world, '2026-01-08')).toEqual(['Old one']);
    expect(await titles(world, '2026-03-10')).toEqual(['Undated one']);
    expect(await newsTitles(world)).toEqual(['Fresh one']);
  });

  test('read again: what comes in is news and of its day, also undated or dated some weeks back', async () => {
    const world = await worldWith(feedOf({ title: 'First one', date: '2026-03-08' }));
    await world.take(world.source);
    world.pass(DAY);
    world.server.answer(
      gives(
        feedOf(
          { title: 'First one', date: '2026-03-08' },
          { title: 'Undated one' },
          { title: 'Late one', date: '2026-02-20' },
          { title: 'Ancient one', date: '2020-02-20' },
        ),
      ),
    );
    await world.take(world.source);
    expect(await titles(world, '2026-03-11')).toEqual(['Undated one', 'Late one']);
    expect(await titles(world, '2020-02-20')).toEqual(['Ancient one']);
    expect(await newsTitles(world)).toEqual(['First one', 'Late one', 'Undated one']);
    world.pass(DAY);
    expect(await world.take(world.source)).toMatchObject({ added: 0, changed: 0 });
    expect(await titles(world, '2026-03-12')).toEqual([]);
  });

  test('read again: what has no day that can be true is news of the day on which it comes', async () => {
    const world = await worldWith(feedOf({ title: 'First one', date: '2026-03-08' }));
    await world.take(world.source);
    world.pass(DAY);
    const undated = ['Mon, 01 Jan 0001 00:00:00 +0000', '2026', 'Issue 2'].map(
      (date, at) => `<item><title>Dateless one ${at}</title><pubDate>${date}</pubDate></item>`,
    );
    world.server.answer(gives(`<rss version="2.0"><channel>${undated.join('')}</channel></rss>`));
    await world.take(world.source);
    expect((await titles(world, '2026-03-11')).length).toBe(3);
    expect((await newsTitles(world)).length).toBe(4);
  });

  test('that shows an entry again, with another date or its authors at last, shows the same paper', async () => {
    const shown = (updated: string, more = '') =>
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>Lab</title><entry><title>Of three words</title><link href="https://lab.example/1"/><updated>${updated}</updated>${more}</entry></feed>`;
    const world = await worldWith(shown('2026-03-08'));
    await world.take(world.source);
    for (const again of [shown('2026-03-09'), shown('2026-03-10', '<author><name>Ada Ærø</name></author>')]) {
      world.server.answer(gives(again));
      expect(await world.take(world.source)).toMatchObject({ added: 0 });
    }
    expect(await newsTitles(world)).toEqual(['Of three words']);
  });

  test('is never ahead of today', async () => {
    const world = await worldWith(feedOf({ title: 'From the future', date: '2027-01-01' }));
    await world.take(world.source);
    expect(await titles(world, '2026-03-10')).toEqual(['From the future']);
  });

  test.each([
    ['is empty', feedOf(), 'the feed is empty'],
    [
      'has had nothing new for long',
      feedOf({ title: 'Old one', date: '2025-01-08' }),
      'its newest entry is of Jan 8, 2025',
    ],
    ['has entries without a title', feedOf({ title: '' }, { title: 'One' }), 'an entry has no title'],
  ])('that %s is noted', async (_, text, note) => {
    const world = await worldWith(text);
    await world.take(world.source);
    expect((await world.state(world.name))?.note).toBe(note);
  });

  test.each([
    ['a web page', '<!doctype html><title>Welcome</title>', 'a web page (“Welcome”) instead of a feed'],
    ['cut off', feedOf({ title: 'One' }).slice(0, -20), 'no feed, or with one that was cut off'],
    ['other XML', '<svg></svg>', 'no feed, or with one that was cut off'],
  ])('that is %s is refused', async (_, text, message) => {
    const world = await worldWith(text);
    await expect(world.take(world.source)).rejects.toThrow(message);
  });

  test('in a private network is read only where that is allowed', async () => {
    const world = await worldWith(feedOf({ title: 'One' }), false);
    await expect(world.take(world.source)).rejects.toThrow('PAPERBOY_PRIVATE_FEEDS=yes');
    expect(world.server.requests).toHaveLength(0);
  });
});
