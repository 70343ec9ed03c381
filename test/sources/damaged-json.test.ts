import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSaved } from '../../src/sources/parse-saved.ts';
import { envelope, json } from './json-fixture.ts';

const IDS = ['2501.00001', '2501.00002', '2501.00003'];
const WHOLE = json(IDS.map((id) => envelope(id, { summary: `Has "quotes", \\ and [{ of ${id}.` })));
const whole = parseSaved(WHOLE);

function expectHonest(text: string): void {
  const { papers, problems } = parseSaved(text);
  const letters = (raw: string) => raw.replace(/\\[a-z]|[^\p{L}\p{N}]/gu, '');
  for (const paper of papers) {
    for (const piece of [paper.title, ...(paper.authors ?? [])])
      expect(letters(text)).toContain(letters(piece));
    for (const count of [paper.upvotes, paper.comments])
      if (count !== undefined) expect(text).toContain(String(count));
  }
  const lines = text.split(/\r\n|\r|\n/).length;
  for (const { line } of problems) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines);
  }
}

describe('JSON that was cut off', () => {
  test('at any character gives the papers that are whole, in full, and tells that it was cut', () => {
    const ends = [...WHOLE.matchAll(/^ \}/gm)].map(({ index }) => index + 2);
    expect(ends).toHaveLength(3);
    for (let end = 1; end < WHOLE.length; end += 1) {
      const { papers, problems } = parseSaved(WHOLE.slice(0, end));
      const count = ends.filter((at) => at <= end).length;
      expect(papers).toEqual(whole.papers.slice(0, count));
      expect(problems).toHaveLength(1);
      expect(problems[0]?.line).toBeLessThanOrEqual(WHOLE.slice(0, end).split('\n').length);
    }
  });

  test('tells the line of the paper that is torn', () => {
    const at = WHOLE.indexOf('2501.00002');
    const { problems } = parseSaved(WHOLE.slice(0, at));
    const line = WHOLE.slice(0, WHOLE.lastIndexOf('\n {', at) + 1).split('\n').length;
    expect(problems).toEqual([{ line, message: expect.stringContaining('cut off') }]);
  });
});

describe('JSON with a damaged place', () => {
  test('keeps the papers on both sides', () => {
    const middle = WHOLE.indexOf('"title": "Made-up paper 2501.00002"');
    for (const damage of ['}', ']', '"', '#', '\n', '{', ',,', '\0']) {
      const text = WHOLE.slice(0, middle) + damage + WHOLE.slice(middle);
      const { papers, problems } = parseSaved(text);
      const ids = papers.map(({ id }) => id).filter((id) => id !== '2501.00002');
      expect({ damage, ids }).toEqual({ damage, ids: ['2501.00001', '2501.00003'] });
      if (damage !== '\n') expect(problems.length).toBeGreaterThan(0);
    }
  });

  test('never breaks and never invents, whatever the damage', () => {
    const noise = fc.oneof(
      fc.string({ unit: 'grapheme-ascii', maxLength: 6 }),
      fc.constantFrom(...'{}[]",:\0\n0-'),
    );
    const damage = fc.tuple(fc.nat({ max: WHOLE.length }), fc.nat({ max: 40 }), noise);
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
        let text = WHOLE;
        for (const [at, length, put] of damages) text = text.slice(0, at) + put + text.slice(at + length);
        expectHonest(text);
      }),
      { numRuns: 300 },
    );
  });

  test('of any shape at all never breaks', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.nat(), (text, at) => {
        expectHonest(text);
        expectHonest(`[${text},${JSON.stringify(envelope('2501.00009'))}`.slice(0, at % 900));
      }),
    );
  });
});

describe('an element of a wrong shape', () => {
  test.each([
    ['null', null],
    ['a number', 7],
    ['a text', 'paper'],
    ['a list', [1]],
    ['an empty object', {}],
    ['another object', { name: 'x' }],
    ['a paper that is a text', { paper: 'x' }],
    ['a paper without a title', { paper: { id: '2501.00007' } }],
    ['a paper without an id', { paper: { title: 'x' } }],
    ['an id that is a number', { paper: { id: 2501.00007, title: 'x' } }],
    ['a title of nothing but spaces', { paper: { id: '2501.00007', title: ' ' } }],
  ])('(%s) is told of with its line, and the others are read', (_, element) => {
    const text = json([envelope('2501.00001'), element, envelope('2501.00003')]);
    const { papers, problems } = parseSaved(text);
    expect(papers.map(({ id }) => id)).toEqual(['2501.00001', '2501.00003']);
    const first = json([envelope('2501.00001')]).split('\n').length;
    const last = text.split('\n').length - json([envelope('2501.00003')]).split('\n').length;
    expect(problems.length).toBeGreaterThan(0);
    for (const { line } of problems) {
      expect(line).toBeGreaterThanOrEqual(first);
      expect(line).toBeLessThanOrEqual(last + 1);
    }
  });

  test.each([
    ['upvotes', '"many"'],
    ['upvotes', '-1'],
    ['upvotes', '1e400'],
    ['upvotes', '2.5'],
    ['upvotes', '99999999999999999999'],
    ['authors', '"Bob"'],
    ['authors', '[{"name":7}]'],
    ['publishedAt', '5'],
    ['publishedAt', '"+999999-01-01T00:00:00Z"'],
    ['publishedAt', '"2025-02-30"'],
    ['summary', '["x"]'],
  ])('only in %s (%s) loses that field alone', (field, value) => {
    const text = json([envelope('2501.00001', { [field]: '@' }, { [field]: undefined })]).replace(
      '"@"',
      value,
    );
    const { papers, problems } = parseSaved(text);
    expect(papers.map(({ id }) => id)).toEqual(['2501.00001']);
    const line = text.split('\n').findIndex((row) => row.includes(`"${field}"`)) + 1;
    expect(problems).toEqual([{ line, message: expect.stringContaining(`“${field}”`) }]);
    const lost = {
      upvotes: 'upvotes',
      authors: 'authorCount',
      publishedAt: 'publishedOn',
      summary: 'abstract',
    };
    expect(papers[0]).not.toHaveProperty(lost[field as keyof typeof lost]);
  });
});

test('JSON that is nested too deeply is no papers, and a paper below it is still found', () => {
  const deep = `${'['.repeat(150)}${JSON.stringify(envelope('2501.00001'))}${']'.repeat(150)}`;
  expect(parseSaved(deep).papers).toHaveLength(1);
  expect(parseSaved('{"a":'.repeat(100_000)).papers).toEqual([]);
});

test('a field named __proto__ changes nothing', () => {
  const { papers } = parseSaved('[{"paper":{"id":"2501.00001","title":"T","__proto__":{"upvotes":5}}}]');
  expect(papers[0]).not.toHaveProperty('upvotes');
});
