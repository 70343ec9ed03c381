import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseSaved } from '../../src/sources/parse-saved.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const DATA = join(PROJECT, '..', 'shared', 'data');
const isThere = existsSync(DATA);
const without = isThere ? '' : ' (skipped: ../shared/data is not on this machine)';
const PAGE = join(DATA, 'daily-papers-page.txt');

interface Answer {
  readonly paper: {
    readonly id: string;
    readonly title: string;
    readonly authors: readonly unknown[];
    upvotes: number;
  };
  readonly numComments: number;
}

/** The names of a folder's files; one that stands for them where there is none, so that the skip can be seen. */
function files(folder: string): readonly string[] {
  return isThere ? readdirSync(join(DATA, folder)) : ['*'];
}

describe.skipIf(!isThere)(`the real page and answers${without}`, () => {
  test('the page has 67 papers of 7 November 2025 and no problem', () => {
    const { listedOn, papers, problems } = parseSaved(readFileSync(PAGE));
    expect(problems).toEqual([]);
    expect(listedOn).toBe('2025-11-07');
    expect(papers).toHaveLength(67);
    expect(new Set(papers.map(({ id }) => id)).size).toBe(67);
    for (const { abstract, authorCount, publishedOn, upvotes } of papers) {
      expect(abstract?.length).toBeGreaterThan(200);
      expect(authorCount).toBeGreaterThan(0);
      expect(publishedOn && publishedOn <= '2025-11-07').toBe(true);
      expect(upvotes).toBeUndefined();
    }
  });

  test('the page’s dates without a year are in 2025, and three papers have 3, 2 and 1 comments', () => {
    const text = readFileSync(PAGE, 'utf8');
    const { papers } = parseSaved(text);
    const yearless = text.match(/^·\n[A-Z][a-z]{2} \d{1,2}(?: \d+)?$/gm) ?? [];
    expect(papers.filter(({ publishedOn }) => publishedOn?.startsWith('2025'))).toHaveLength(yearless.length);
    expect(papers.flatMap(({ comments }) => comments ?? [])).toEqual([3, 2, 1]);
  });

  test('the page cut anywhere gives its first papers, as they are in the whole page', () => {
    const text = readFileSync(PAGE, 'utf8');
    const { papers: all } = parseSaved(text);
    for (let end = 997; end < text.length; end += 1_999) {
      const { papers } = parseSaved(text.slice(0, end));
      expect(papers.map(({ title, abstract, authorCount }) => ({ title, abstract, authorCount }))).toEqual(
        all
          .slice(0, papers.length)
          .map(({ title, abstract, authorCount }) => ({ title, abstract, authorCount })),
      );
    }
  });

  test.each(files('hf-api'))('the answer %s is read without loss', (name) => {
    const text = readFileSync(join(DATA, 'hf-api', name), 'utf8');
    const raw = JSON.parse(text) as readonly Answer[];
    const { listedOn, papers, problems } = parseSaved(text, { fileName: name });
    expect(problems).toEqual([]);
    expect(listedOn).toBe(/\d{4}-\d{2}-\d{2}/.exec(name)?.[0]);
    const fold = (title: string) => title.replace(/\s+/g, ' ').trim();
    expect(
      papers.map((paper) => [paper.id, paper.title, paper.authorCount, paper.upvotes, paper.comments]),
    ).toEqual(
      raw.map(({ paper, numComments }) => [
        ...[paper.id, fold(paper.title), paper.authors.length, paper.upvotes],
        numComments,
      ]),
    );
    for (const { abstract, publishedOn, authors, authorCount } of papers) {
      expect(abstract?.length).toBeGreaterThan(100);
      expect(publishedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(authors).toHaveLength(authorCount ?? 0);
    }
  });

  test.each(files('arxiv'))(
    'the arXiv file %s gives all of its papers, or is named as what it is',
    (name) => {
      const content = readFileSync(join(DATA, 'arxiv', name));
      const { papers, problems } = parseSaved(content);
      const entries = [...content.toString().matchAll(/<entry[\s>].*?<\/entry>/gs)].map(([text]) => text);
      const isError = entries.some((text) => text.includes('/api/errors'));
      if (entries.length > 0 && !isError) {
        expect(problems).toEqual([]);
        expect(papers).toHaveLength(entries.length);
        for (const { id, authors, categories } of papers) {
          expect(id).toMatch(/^(?:\d{4}\.\d{4,5}|[a-z-]+\/\d{7})$/);
          expect(authors?.length).toBeGreaterThan(0);
          expect(categories?.length).toBeGreaterThan(0);
        }
        return;
      }
      expect(papers).toEqual([]);
      expect(problems).toHaveLength(1);
      const kind = name.endsWith('.html') ? /Automated Access Detected/ : /feed is empty|is an error|OAI-PMH/;
      expect(problems[0]?.message).toMatch(kind);
    },
  );

  test('the sample has papers of the real page, their numbers, and no sentence of theirs', () => {
    const sample = parseSaved(readFileSync(join(PROJECT, 'samples', 'daily-papers-sample.txt')));
    const real = parseSaved(readFileSync(PAGE));
    const words = (text = '') => text.toLowerCase().split(/[^a-z0-9]+/);
    const source = ` ${words(real.papers.map(({ abstract }) => abstract).join(' ')).join(' ')} `;
    for (const paper of sample.papers) {
      const facts = ({ title, authorCount, publishedOn, comments }: Partial<typeof paper>) =>
        JSON.stringify([title, authorCount, publishedOn, comments]);
      expect(real.papers.map(facts)).toContain(facts(paper));
      const own = words(paper.abstract);
      for (let at = 0; at + 6 <= own.length; at += 1)
        expect(source).not.toContain(` ${own.slice(at, at + 6).join(' ')} `);
    }
  });
});

test('the sample is a whole edition of about a dozen papers, without a problem', () => {
  const { listedOn, papers, problems } = parseSaved(
    readFileSync(join(PROJECT, 'samples', 'daily-papers-sample.txt')),
  );
  expect(problems).toEqual([]);
  expect(listedOn).toBe('2025-11-07');
  expect(papers.length).toBeGreaterThanOrEqual(10);
  expect(
    papers.every(({ abstract, authorCount, publishedOn }) => abstract && authorCount && publishedOn),
  ).toBe(true);
});
