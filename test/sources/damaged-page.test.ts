import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Paper } from '../../src/paper/paper.ts';
import { parseSaved } from '../../src/sources/parse-saved.ts';
import { ABSTRACT, entry, header, page, read, WHOLE } from './page-fixture.ts';

const whole = parseSaved(WHOLE);
const LINES = WHOLE.split('\n');
/** Which paper each line of the page belongs to; -1 for the header. */
const OWNER = LINES.map((_, at) => {
  const titles = whole.papers.map(({ title }) => LINES.indexOf(title));
  return titles.findLastIndex((line) => line <= at);
});

/** What holds of every answer, whatever the input: nothing is invented, and problems point into the file. */
function expectHonest(text: string): void {
  const { papers, problems } = parseSaved(text);
  const flat = text.replace(/\s+/g, ' ');
  const numbers = new Set(text.match(/\d[\d,]*/g)?.map((number) => Number(number.replaceAll(',', ''))));
  for (const { title, abstract = '', authorCount, comments, upvotes, authors, publishedOn } of papers) {
    for (const piece of [title, ...abstract.split('\n\n')]) expect(flat).toContain(piece);
    for (const count of [authorCount, comments, upvotes])
      if (count !== undefined) expect(numbers).toContain(count);
    expect(authors).toBeUndefined();
    if (publishedOn !== undefined) expect(numbers).toContain(Number(publishedOn.slice(8)));
  }
  const lines = text.split(/\r\n|\r|\n/).length;
  for (const { line } of problems) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines);
  }
}

/** All but the day, which may hang on other papers of the page. */
function told(paper: Paper | undefined) {
  return { ...paper, listedOn: undefined, publishedOn: undefined };
}

/** The papers of the lines that were not touched are all there, as they were. */
function expectKept(text: string, touched: readonly (number | undefined)[]): void {
  const found = parseSaved(text).papers.map((paper) => JSON.stringify(told(paper)));
  for (const [at, paper] of whole.papers.entries())
    if (!touched.includes(at)) expect(found).toContain(JSON.stringify(told(paper)));
}

/** From where to where each paper of the page stands: its title, its authors line, its date. */
const PLACES = [...WHOLE.matchAll(/ {2}• [\d,]+ authors?\n·\n.*/g)].map(({ index, 0: footer }, at) => ({
  start: WHOLE.indexOf(whole.papers[at]?.title ?? ''),
  authors: index + footer.indexOf('author'),
  end: index + footer.length,
}));

describe('a page that was cut off', () => {
  test('at any character gives the papers that are whole and tells of the one that is not', () => {
    expect(PLACES).toHaveLength(4);
    for (let end = 0; end <= WHOLE.length; end += 1) {
      const cut = WHOLE.slice(0, end);
      expectHonest(cut);
      const { papers, problems } = parseSaved(cut);
      expect(papers.length).toBeGreaterThanOrEqual(PLACES.filter((place) => place.end <= end).length);
      expect(papers.length).toBeLessThanOrEqual(PLACES.filter((place) => place.authors < end).length);
      for (const [at, paper] of papers.entries()) {
        const { comments, ...rest } = told(paper);
        const { comments: all, ...expected } = told(whole.papers[at]);
        expect(rest).toEqual(expected);
        expect([undefined, all]).toContain(comments);
      }
      const isTorn = PLACES.some(({ start, authors }) => start < end && end <= authors);
      if (isTorn) expect({ end, problems: problems.length }).not.toEqual({ end, problems: 0 });
    }
  });

  test('at any byte never breaks, also within a character', () => {
    const bytes = Buffer.from(page(entry('Ünïcode 图 🔬 in a title'), entry('Other')));
    for (let end = 0; end <= bytes.length; end += 1) {
      for (const { title } of parseSaved(bytes.subarray(0, end)).papers) {
        expect(['Ünïcode 图 🔬 in a title', 'Other']).toContain(title);
      }
    }
  });
});

describe('a page with damaged lines', () => {
  test('keeps all papers that are whole, whichever line is missing', () => {
    for (const [at, line] of LINES.entries()) {
      const text = LINES.toSpliced(at, 1).join('\n');
      const isGap = line === '';
      expectHonest(text);
      expectKept(text, isGap ? [OWNER[at], OWNER[at + 1]] : [OWNER[at]]);
    }
  });

  test.each([
    ['a title', 0, 'without a title'],
    ['an authors line', 4, 'no whole authors line'],
    ['a date', 6, 'has no date'],
    ['an abstract', 2, 'has no abstract'],
  ])('without %s is told of, within that paper', (_, offset, message) => {
    const start = LINES.indexOf('Rivers as Graphs');
    const { problems } = parseSaved(LINES.with(start + offset, '').join('\n'));
    expect(problems).toEqual([{ line: expect.any(Number), message: expect.stringContaining(message) }]);
    expect(problems[0]?.line).toBeGreaterThan(start);
    expect(problems[0]?.line).toBeLessThanOrEqual(start + 8);
  });

  test('never takes a short abstract for the title that is missing', () => {
    const { titles, problems } = read(page(entry('One'), entry('').trimStart(), entry('Three')));
    expect(titles).toEqual(['One', 'Three']);
    expect(problems).toEqual([{ line: 15, message: expect.stringContaining('without a title') }]);
  });

  test('never gives a paper the authors of the next one', () => {
    const damaged = entry('One')
      .replace('3 authors', '3 authors · ?')
      .replace(/·\n.*\n/, '');
    const { titles, problems } = read(page(damaged, entry('Two', { authors: '8 authors' })));
    expect(titles).toEqual(['Two']);
    expect(problems).toEqual([{ line: 7, message: expect.stringContaining('“One”') }]);
  });

  test('with a line twice, two lines swapped, or one broken in half, keeps the other papers', () => {
    const change = fc.tuple(
      fc.constantFrom('twice', 'swapped', 'half', 'noise'),
      fc.nat({ max: LINES.length - 2 }),
      fc.string({ maxLength: 80, unit: 'binary' }),
    );
    fc.assert(
      fc.property(change, ([kind, at, noise]) => {
        const line = LINES[at] ?? '';
        const next = LINES[at + 1] ?? '';
        const lines = {
          twice: LINES.toSpliced(at, 0, line),
          swapped: LINES.toSpliced(at, 2, next, line),
          half: LINES.with(at, line.slice(0, line.length >> 1)),
          noise: LINES.with(at, `# ${noise.replace(/[\r\n]/g, ' ')}`),
        };
        const text = lines[kind].join('\n');
        expectHonest(text.replace(/[\0-\x08\x0e-\x1f\x7f-\x9f]/g, ''));
        // An empty line that goes away may take the papers on both of its sides with it.
        expectKept(text, [OWNER[at], OWNER[at + 1], OWNER[at + 2]]);
      }),
      { numRuns: 300 },
    );
  });

  test('torn and mixed in any way never breaks and never invents', () => {
    const pieces = [...new Set(LINES), '·', '• 5', '12', 'Nov', 'Upvote', '{', '<div data-props="', '\u2028'];
    const torn = fc.array(fc.constantFrom(...pieces), { maxLength: 60 });
    fc.assert(
      fc.property(torn, fc.constantFrom('\n', '\r\n', '\r', '\n\n'), (lines, end) =>
        expectHonest(lines.join(end)),
      ),
      { numRuns: 300 },
    );
  });
});

test('nothing but noise never breaks', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
      expect(parseSaved(bytes).papers).toEqual([]);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => expectHonest(header() + text)),
  );
});

test('two megabytes of noise tell of at most a few hundred problems', () => {
  const lines = [ABSTRACT, '• 3 authors', '', '·', 'Nov 7', '{"paper":', '[', '&quot;', '• 5', 'Some title'];
  let state = 1;
  const text: string[] = ['Daily Papers'];
  for (let length = 0; length < 2_000_000; length += text.at(-1)?.length ?? 0) {
    state = (state * 48_271) % 2_147_483_647;
    text.push(`${lines[state % lines.length]}`);
    if (text.length > 150_000) break;
  }
  const { problems } = parseSaved(text.join('\n'));
  expect(problems.length).toBeGreaterThan(100);
  expect(problems.length).toBeLessThanOrEqual(201);
  expect(problems.at(-1)?.message).toMatch(/\d+ more problems are not listed/);
});
