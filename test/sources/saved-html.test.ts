import { describe, expect, test } from 'vitest';
import { parseSaved } from '../../src/sources/parse-saved.ts';
import { envelope } from './json-fixture.ts';

function component(props: unknown, quote = '"'): string {
  const text = typeof props === 'string' ? props : JSON.stringify(props);
  const escaped = text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
  return `<div class="S" data-target="DailyPapers" data-props=${quote}${escaped}${quote}></div>`;
}

function html(...parts: readonly string[]): string {
  const head = '<!DOCTYPE html>\n<html><head><title>Daily Papers - Hugging Face</title></head>\n<body>';
  return [head, ...parts, '</body></html>'].join('\n');
}

describe('a saved web page of the Daily Papers', () => {
  test('gives the papers in its data-props, with the day that the page tells', () => {
    const untold = envelope('2501.00001', { submittedOnDailyAt: undefined });
    const { listedOn, papers, problems } = parseSaved(
      html(component({ user: null }), component({ dailyPapers: [untold], dateString: '2025-02-04' })),
    );
    expect(problems).toEqual([]);
    expect(listedOn).toBe('2025-02-04');
    expect(papers).toMatchObject([
      { id: '2501.00001', upvotes: 3, comments: 2, authors: ['Ada Ærø', 'Bo Ng'] },
    ]);
  });

  test('gives the same as the API’s answer of the same papers', () => {
    const list = ['2501.00001', '2501.00002'].map((id) => envelope(id));
    expect(parseSaved(html(component({ dailyPapers: list })))).toEqual(parseSaved(JSON.stringify(list)));
  });

  test.each([
    'A & B: “q” <i>x</i> & "z"',
    "It's 1 &amp; 2",
    'Café in $\\mathbb{R}^2$',
    'One\\nliteral',
    '{"paper":1}',
  ])('reads entities in titles as meant: %s', (title) => {
    for (const quote of ['"', "'"]) {
      const { papers, problems } = parseSaved(
        html(component({ p: [envelope('2501.00001', { title })] }, quote)),
      );
      expect(papers.map((paper) => paper.title)).toEqual([title]);
      expect(problems).toEqual([]);
    }
  });

  test('gives a paper once that stands in several components', () => {
    const first = component({ dailyPapers: [envelope('2501.00001'), envelope('2501.00002')] });
    const second = component({ trending: [envelope('2501.00002'), envelope('2501.00003')] });
    const { papers, problems } = parseSaved(html(first, second));
    expect(papers.map(({ id }) => id)).toEqual(['2501.00001', '2501.00002', '2501.00003']);
    expect(problems).toEqual([]);
  });

  test('with one broken component tells of its line, and reads the others', () => {
    const broken = JSON.stringify({ dailyPapers: [envelope('2501.00001'), envelope('2501.00002')] });
    const { papers, problems } = parseSaved(
      html(component(broken.slice(0, -300)), component({ dailyPapers: [envelope('2501.00003')] })),
    );
    expect(papers.map(({ id }) => id)).toEqual(['2501.00001', '2501.00003']);
    expect(problems).toEqual([{ line: 4, message: expect.stringContaining('cut off') }]);
  });

  test('also holds papers in scripts, with whatever the script does with them', () => {
    const script = `<script>window.data = ${JSON.stringify({ list: [envelope('2501.00001')] })};</script>`;
    const { papers, problems } = parseSaved(html('<script>let a = {"b": 1;</script>', script));
    expect(papers.map(({ id }) => id)).toEqual(['2501.00001']);
    expect(problems).toEqual([]);
  });

  test('is known by its components where its start is missing', () => {
    expect(parseSaved(`class="x">\n${component({ p: [envelope('2501.00001')] })}`).papers).toHaveLength(1);
  });

  test('cut off at any character never breaks, never invents, and tells of it', () => {
    const list = ['2501.00001', '2501.00002'].map((id) => envelope(id));
    const page = html(component({ dailyPapers: list }));
    const { papers: all } = parseSaved(page);
    for (let end = 1; end < page.length; end += 1) {
      const { papers, problems } = parseSaved(page.slice(0, end));
      expect(papers).toEqual(all.slice(0, papers.length));
      if (papers.length < 2) expect(problems.length).toBeGreaterThan(0);
      for (const { line } of problems)
        expect(line).toBeLessThanOrEqual(page.slice(0, end).split('\n').length);
    }
  });
});
