import { describe, expect, test } from 'vitest';
import type { Paper } from '../../../src/paper/paper.ts';
import { parseQuery } from '../../../src/query/parser.ts';
import { createPercolator } from '../../../src/query/percolator/percolator.ts';

function paper(fields: Partial<Paper>): Paper {
  return { id: 'x', title: 'Rivers', url: 'https://example.org', sources: ['file'], ...fields } as Paper;
}

function indexOf(...texts: readonly string[]) {
  const percolator = createPercolator();
  texts.forEach((text, id) => {
    percolator.add(id, parseQuery(text));
  });
  return percolator;
}

function found(texts: readonly string[], fields: Partial<Paper>): string[] {
  return [...indexOf(...texts).match(paper(fields))].map((id) => texts[id] as string).sort();
}

describe('a paper is matched against all queries at once', () => {
  test.each([
    [
      ['graph network', 'network graph', 'graph', 'graphs', '"graphs"'],
      ['"graphs"', 'graph', 'graphs'],
    ],
    [
      ['graph -river', 'graph -protein', 'river AND graph'],
      ['graph -protein', 'river AND graph'],
    ],
    [
      ['gra* of', 'graphs of rivers', 'graphs riv*', 'gra* riv*', 'riv*'],
      ['graphs of rivers', 'gra* of', 'riv*'],
    ],
    [['title:river', 'abstract:river', 'author:river'], ['title:river']],
  ])('%j gives %j', (asked, wanted) => {
    expect(found(asked, { title: 'Graphs of rivers' })).toEqual([...wanted].sort());
  });

  test('names are found as part of a longer query, also in a paper that was read before anybody asked for names', () => {
    const percolator = indexOf('river');
    const seen = paper({ authors: ['Ann Lee'] });
    expect([...percolator.match(seen)]).toEqual([0]);
    percolator.add(1, parseQuery('author:lee OR title:stone'));
    percolator.add(2, parseQuery('title:river -author:lee'));
    expect([...percolator.match(seen)].sort()).toEqual([0, 1]);
  });

  test('names, facts and counts are part of it', () => {
    const asked = [
      'author:"ann lee"',
      'author:lee',
      'has:code',
      'category:cs',
      'source:file',
      'year:2025',
      'upvotes<5',
    ];
    const known = {
      authors: ['Ann Lee'],
      codeUrl: 'x',
      categories: ['cs.LG'],
      publishedOn: '2025-01-01',
      upvotes: 4,
    };
    expect(found(asked, known)).toEqual([...asked].sort());
    expect(found(asked, { sources: ['arxiv'] })).toEqual([]);
  });

  test('a phrase does not run from one keyword or one name into the next', () => {
    expect(
      found(['river delta', 'author:"lee ann"'], {
        keywords: ['river', 'delta'],
        authors: ['A Lee', 'Ann B'],
      }),
    ).toEqual([]);
  });
});

describe('equal queries', () => {
  test('are kept once, however they are written, and each id is found', () => {
    const percolator = indexOf('graph network', 'Graph Networks', 'a AND b', 'b & a', '"graph network"');
    expect([percolator.size, percolator.distinct]).toEqual([5, 3]);
    expect([...percolator.match(paper({ title: 'A graph network, b' }))].sort()).toEqual([0, 1, 2, 3, 4]);
  });

  test('stay for the others when one goes', () => {
    const percolator = indexOf('graph', 'graphs', 'graph');
    percolator.remove(1);
    expect([...percolator.match(paper({ title: 'Graph' }))].sort()).toEqual([0, 2]);
    percolator.remove(0);
    percolator.remove(2);
    expect([...percolator.match(paper({ title: 'Graph' }))]).toEqual([]);
    expect([percolator.size, percolator.distinct]).toEqual([0, 0]);
  });
});

describe('an id', () => {
  test('that is added again has its new query alone', () => {
    const percolator = indexOf('graph');
    percolator.add(0, parseQuery('river'));
    expect([...percolator.match(paper({ title: 'Graph' }))]).toEqual([]);
    expect([...percolator.match(paper({ title: 'River' }))]).toEqual([0]);
  });

  test('that is unknown can be removed', () => {
    const percolator = indexOf('graph');
    percolator.remove(7);
    expect(percolator.size).toBe(1);
  });

  test('may be as large as 2^31 - 3', () => {
    const percolator = createPercolator();
    for (const id of [0, 2 ** 31 - 3]) percolator.add(id, parseQuery('graph'));
    expect([...percolator.match(paper({ title: 'Graph' }))].sort()).toEqual([0, 2 ** 31 - 3]);
  });
});

test('a hundred thousand subscriptions that come and go leave no trace', () => {
  const percolator = createPercolator();
  const query = (at: number) => parseQuery(`word${at % 500} other${at % 700} -third${at % 300}`);
  for (let at = 0; at < 2_000; at += 1) percolator.add(at, query(at));
  const before = percolator.bytes;
  for (let at = 2_000; at < 100_000; at += 1) {
    percolator.add(at, query(at));
    percolator.remove(at - 2_000);
  }
  for (let at = 98_000; at < 100_000; at += 1) percolator.remove(at);
  expect([percolator.size, percolator.distinct]).toEqual([0, 0]);
  expect([...percolator.match(paper({ title: 'word1 other1' }))]).toEqual([]);
  // Room for what comes next; the words themselves stay known.
  expect(percolator.bytes).toBeLessThan(before * 10);
});
