import { describe, expect, test } from 'vitest';
import { ABSTRACT, ENTRIES, entry, header, page, read, WHOLE } from './page-fixture.ts';

describe('a saved Daily Papers page', () => {
  test('gives each paper with what the page shows, and leaves out what it does not', () => {
    const { listedOn, papers, problems } = read(WHOLE);
    expect(problems).toEqual([]);
    expect(listedOn).toBe('2025-11-07');
    expect(papers.map(({ title, abstract }) => ({ title, abstract }))).toEqual(
      ENTRIES.map(({ title, abstract }) => ({ title, abstract })),
    );
    expect(papers[0]).toEqual({
      id: expect.stringMatching(/^title:counting-on-fingers/),
      title: ENTRIES[0]?.title,
      abstract: ABSTRACT,
      authorCount: 3,
      publishedOn: '2024-10-15',
      listedOn: '2025-11-07',
      url: expect.stringContaining('https://arxiv.org/search/'),
      comments: 3,
      sources: ['huggingface'],
    });
  });

  test('counts authors, “1 authors” and a thousand of them too', () => {
    expect(read(WHOLE).papers.map(({ authorCount }) => authorCount)).toEqual([3, 1, 12, 1024]);
    expect(read(page(entry('One', { authors: '1 author' }))).papers[0]?.authorCount).toBe(1);
  });

  test('takes the number behind a date as comments, never as upvotes', () => {
    const { papers } = read(WHOLE);
    expect(papers.map(({ comments }) => comments)).toEqual([3, undefined, 2, undefined]);
    expect(papers.every(({ upvotes }) => upvotes === undefined)).toBe(true);
    const dates = ['Oct 15, 2024 1,024', 'Oct 15, 2024 0', 'Oct 15 12', 'Oct 15 2024'];
    const various = read(page(...dates.map((date, at) => entry(`Paper number ${at}`, { date })))).papers;
    expect(various.map(({ comments }) => comments)).toEqual([1024, 0, 12, undefined]);
  });

  test('gives papers no author names, no arXiv id and a search by title as link', () => {
    for (const paper of read(WHOLE).papers) {
      expect(paper.authors).toBeUndefined();
      expect(paper.id).toMatch(/^title:/);
      expect(new URL(paper.url).searchParams.get('searchtype')).toBe('title');
    }
  });

  test('keeps paragraphs apart and unwraps lines that an editor broke', () => {
    expect(read(WHOLE).papers[2]?.abstract?.split('\n\n')).toHaveLength(2);
    const wrapped = WHOLE.replace(/(.{40,60}) /g, '$1\n');
    expect(wrapped.split('\n').length).toBeGreaterThan(WHOLE.split('\n').length + 3);
    expect(read(wrapped)).toEqual(read(WHOLE));
  });

  test('reads a title that wraps over two lines as one', () => {
    const { titles, problems } = read(
      page(entry('A title that went on and on until\nthe editor broke it'), entry('Short'), entry('Shorter')),
    );
    expect(titles[0]).toBe('A title that went on and on until the editor broke it');
    expect(problems).toEqual([]);
  });

  test.each([
    'Nov 7',
    'Jan 2, 2024',
    '0',
    '2019',
    '38',
    'Today',
    'What 5 authors think',
    'Is it? Yes. It is.',
    '3 Ways to Count.',
    '图神经网络的研究',
    'שלום עולם',
    '[Withdrawn] {A} <title>',
    'Methods',
  ])('takes “%s” as a title where a title stands', (title) => {
    const { titles, problems } = read(page(entry('The first one'), entry(title), entry('The last one')));
    expect(titles).toEqual(['The first one', title, 'The last one']);
    expect(problems).toEqual([]);
  });

  test('takes a title that is a date also below the page’s own date', () => {
    const { titles, listedOn, problems } = read(page(entry('Dec 25'), entry('Other')));
    expect(titles).toEqual(['Dec 25', 'Other']);
    expect(listedOn).toBe('2025-11-07');
    expect(problems).toEqual([]);
  });

  test('shows upvotes that stand above titles', () => {
    const upvotes = [
      ['38\n\n', 38],
      ['7\n', 7],
      ['1.2k\n\n', 1200],
      ['Upvote\n\n12\n\n', 12],
      ['▲ 4\n', 4],
      ['Upvote 1,005\n', 1005],
      ['0\n\n', 0],
    ] as const;
    const text = page(...upvotes.map(([lead], at) => lead + entry(`Paper number ${at}`)));
    const { papers, titles, problems } = read(text);
    expect(titles).toEqual(upvotes.map((_, at) => `Paper number ${at}`));
    expect(papers.map((paper) => paper.upvotes)).toEqual(upvotes.map(([, count]) => count));
    expect(problems).toEqual([]);
  });

  test.each([
    ['lines of their own', 'Submitted by\n\nsome-one\n\n'],
    ['one paragraph', 'Submitted by\nsome-one\n'],
  ])('never takes who submitted a paper, in %s, for its title', (_, submitter) => {
    const { papers, titles } = read(
      page(...['One', 'Two', 'Three'].map((title, at) => `${submitter}${at + 4}\n\n${entry(title)}`)),
    );
    expect(titles).toEqual(['One', 'Two', 'Three']);
    expect(papers.map(({ upvotes }) => upvotes)).toEqual([4, 5, 6]);
    expect(JSON.stringify(papers)).not.toContain('some-one');
  });

  test('reads papers without abstracts; one among others that have one is told of', () => {
    const none = read(page(...['One', 'Two', 'Three'].map((title) => entry(title, { abstract: '' }))));
    expect(none.titles).toEqual(['One', 'Two', 'Three']);
    expect(none.problems).toEqual([]);
    const one = read(page(entry('One'), entry('Two', { abstract: '' }), entry('Three')));
    expect(one.titles).toEqual(['One', 'Two', 'Three']);
    expect(one.problems).toEqual([{ line: 15, message: expect.stringContaining('“Two” has no abstract') }]);
  });

  test('reads authors, date and comments also where they share a line', () => {
    const text = `${header()}One\n\n${ABSTRACT}\n\n• 5 authors · Oct 15, 2024 · 3\n\nTwo\n\n${ABSTRACT}\n\n`;
    const { papers, problems } = read(`${text}2 authors · Oct 16, 2024 4 comments\n`);
    expect(papers.map(({ title, authorCount, comments }) => [title, authorCount, comments])).toEqual([
      ['One', 5, 3],
      ['Two', 2, 4],
    ]);
    expect(problems).toEqual([]);
  });

  test('says nothing about the lines of the site above and below the papers', () => {
    const above = 'Hugging Face\nModels\nDatasets\n\nSubscribe\n\n';
    const below = 'Previous\nNext\nCompany\nTOS\nPrivacy\n\nAbout\n\n© Hugging Face\n';
    expect(read(above + WHOLE + below)).toEqual(read(WHOLE));
  });

  test('knows other headers', () => {
    const others = [
      'Daily Papers\nby AK and the research community\nFriday, November 7, 2025\n\nDaily\nWeekly\n\n',
      'Daily Papers\n2025-11-07\n',
      'DAILY PAPERS\n\n7 November 2025\n\n',
    ];
    for (const other of others) {
      const { listedOn, titles, problems } = read(other + entry('One') + entry('Two'));
      expect({ listedOn, titles, problems }).toEqual({
        listedOn: '2025-11-07',
        titles: ['One', 'Two'],
        problems: [],
      });
    }
  });

  test('reads papers below a header that it does not know, without a day', () => {
    const { listedOn, titles } = read(`Papers of ours\n\nA list\n\n${entry('One')}${entry('Two')}`);
    expect(listedOn).toBeUndefined();
    expect(titles).toEqual(['One', 'Two']);
  });

  test('is an edition without papers where the page has none', () => {
    expect(read(header('Nov 8, 2025'))).toMatchObject({ listedOn: '2025-11-08', papers: [], problems: [] });
  });

  test('reads the same with other line ends, indents, spaces and bullets', () => {
    const whole = read(WHOLE);
    const copies = {
      CRLF: WHOLE.replace(/\n/g, '\r\n'),
      CR: WHOLE.replace(/\n/g, '\r'),
      'byte order mark': `\ufeff${WHOLE}`,
      'trailing spaces': WHOLE.replace(/$/gm, '  \t'),
      indented: WHOLE.replace(/^/gm, '    '),
      'hard spaces': WHOLE.replace(/ {2}•/g, '\t•\u00a0'),
      'form feeds': WHOLE.replace(/\n\n/g, '\n\f\n'),
      'no empty lines below titles': WHOLE.replace(/\n\n\n/g, '\n\n'),
      'double spaced': WHOLE.replace(/\n/g, '\n\n'),
      'list stars': WHOLE.replace(/ {2}•/g, '* '),
      'no bullets': WHOLE.replace(/ {2}•/g, ''),
      'bullets in a wrong encoding': WHOLE.replace(/•/g, 'â€¢').replace(/·/g, 'Â·'),
      'titles said twice': WHOLE.replace(/^(Counting.*)$/m, '$1\n$1'),
    };
    for (const [name, copy] of Object.entries(copies))
      expect({ name, ...read(copy) }).toEqual({ name, ...whole });
  });

  test('keeps a line that an abstract says twice', () => {
    const abstract = `${ABSTRACT}\n\nAgain and again and again\n\nAgain and again and again`;
    expect(read(page(entry('One', { abstract }), entry('Two'))).papers[0]?.abstract).toBe(abstract);
  });

  test('hides terminal sequences, and nothing that the author wrote', () => {
    const { titles } = read(page(entry('A \x1b[31mred\x1b[0m paper\x07 on $\\alpha$ & “x”'), entry('Other')));
    expect(titles[0]).toBe('A red paper on $\\alpha$ & “x”');
  });
});
