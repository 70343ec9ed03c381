import { describe, expect, test } from 'vitest';
import { parseSaved } from '../../src/sources/parse-saved.ts';
import { apiPaper, envelope, json } from './json-fixture.ts';

function only(value: unknown) {
  const { papers, problems } = parseSaved(json(value));
  expect(problems).toEqual([]);
  expect(papers).toHaveLength(1);
  return papers[0];
}

describe('an answer of the Hugging Face API', () => {
  test('gives every field that it has', () => {
    const full = envelope(
      '2501.00001v2',
      {
        summary: 'First of two\nparagraphs.\n\nSecond one.',
        ai_summary: 'In one line.',
        ai_keywords: ['rivers', '', 'graphs'],
        githubRepo: 'https://github.com/ada/rivers',
        projectPage: 'https://example.org/rivers',
        withdrawnAt: '2025-03-01T00:00:00.000Z',
        organization: { name: 'inst', fullname: 'The Institute' },
      },
      { thumbnail: 'https://example.org/2501.00001.png' },
    );
    expect(only([full])).toEqual({
      id: '2501.00001',
      title: 'Made-up paper 2501.00001v2',
      abstract: 'First of two paragraphs.\n\nSecond one.',
      summary: 'In one line.',
      authors: ['Ada Ærø', 'Bo Ng'],
      authorCount: 2,
      publishedOn: '2025-01-02',
      listedOn: '2025-02-03',
      url: 'https://huggingface.co/papers/2501.00001',
      upvotes: 3,
      comments: 2,
      keywords: ['rivers', 'graphs'],
      codeUrl: 'https://github.com/ada/rivers',
      projectUrl: 'https://example.org/rivers',
      organization: 'The Institute',
      imageUrl: 'https://example.org/2501.00001.png',
      withdrawnOn: '2025-03-01',
      sources: ['huggingface'],
    });
  });

  test('leaves out what it lacks: absent, null and empty alike', () => {
    const paper = {
      id: '2501.00001',
      title: 'Bare',
      authors: [],
      summary: '',
      upvotes: null,
      ai_keywords: null,
    };
    expect(only([{ paper }])).toEqual({
      id: '2501.00001',
      title: 'Bare',
      url: 'https://huggingface.co/papers/2501.00001',
      sources: ['huggingface'],
    });
  });

  test('may be a list of envelopes, of bare papers, of both, a single one, or one per line', () => {
    const [one, two] = [envelope('2501.00001'), apiPaper('2501.00002')];
    const texts = [
      json([one, two]),
      json({ papers: [one, two], total: 2 }),
      `${JSON.stringify(one)}\n${JSON.stringify(two)}\n`,
      `\ufeff \n${json([one, two])}`,
    ];
    for (const text of texts) {
      const { papers, problems } = parseSaved(text);
      expect(problems).toEqual([]);
      expect(papers.map(({ id }) => id)).toEqual(['2501.00001', '2501.00002']);
    }
    expect(only(one)?.id).toBe('2501.00001');
    expect(only(two)?.id).toBe('2501.00002');
    expect(only([two])?.upvotes).toBe(3);
  });

  test('tells the edition by the UTC day of submission, never by the envelope’s date', () => {
    const late = envelope('2501.00001', { submittedOnDailyAt: '2025-02-02T23:30:00-05:00' });
    expect(only([late])?.listedOn).toBe('2025-02-03');
    const untold = envelope('2501.00001', { submittedOnDailyAt: undefined, publishedAt: undefined });
    const paper = only([untold]);
    expect(paper?.listedOn).toBeUndefined();
    expect(paper?.publishedOn).toBeUndefined();
  });

  test('else by the day that was asked for, as the caller, the file’s name or the answer states it', () => {
    const untold = [envelope('2501.00001', { submittedOnDailyAt: undefined })];
    for (const edition of [
      parseSaved(json(untold), { listedOn: '2025-02-04' }),
      parseSaved(json(untold), { fileName: 'hf/daily_papers_2025-02-04.json' }),
      parseSaved(json({ date: '2025-02-04', papers: untold })),
    ]) {
      expect(edition.listedOn).toBe('2025-02-04');
      expect(edition.papers[0]?.listedOn).toBe('2025-02-04');
    }
    for (const fileName of ['2025-02-30.json', '2025-02-01_2025-02-03.json', 'x12025-02-041.json'])
      expect(parseSaved(json(untold), { fileName }).listedOn).toBeUndefined();
    const told = parseSaved(json([envelope('2501.00001')]), { listedOn: '2025-02-04' });
    expect(told.papers[0]?.listedOn).toBe('2025-02-03');
  });

  test('is of the day that most of its papers are of', () => {
    const days = ['2025-02-02', '2025-02-03', '2025-02-03'];
    const papers = days.map((day, at) =>
      envelope(`2501.0000${at}`, { submittedOnDailyAt: `${day}T01:00:00Z` }),
    );
    expect(parseSaved(json(papers)).listedOn).toBe('2025-02-03');
  });

  test('has line breaks in titles that are only wrapping', () => {
    expect(only([envelope('2501.00001', { title: 'A title\n  over two' })])?.title).toBe('A title over two');
  });

  test('never shows who submitted a paper', () => {
    expect(JSON.stringify(parseSaved(json([envelope('2501.00001')])))).not.toContain('ome');
  });

  test('may hold no paper at all, as on weekends', () => {
    expect(parseSaved(' [ ]\n')).toEqual({ papers: [], problems: [] });
  });

  test('that is an error says so', () => {
    const { papers, problems } = parseSaved('{"error":"Invalid date \\"x\\""}');
    expect(papers).toEqual([]);
    expect(problems).toEqual([{ line: 1, message: expect.stringContaining('Invalid date') }]);
  });

  test.each(['{}', '{"id":7}', '[{"name":"x"}]', '[1,2]', '["a"]'])('without papers, %s, says so', (text) => {
    const { papers, problems } = parseSaved(text);
    expect(papers).toEqual([]);
    expect(problems).toEqual([{ line: 1, message: expect.stringContaining('JSON without papers') }]);
  });

  test('with an id that is none of arXiv’s names the paper by its title', () => {
    expect(only([envelope('not-an-id')])?.id).toMatch(/^title:made-up-paper/);
    expect(only([envelope('hep-th/9901001')])?.id).toBe('hep-th/9901001');
  });

  test('gives no address that is not of the web', () => {
    const { papers, problems } = parseSaved(
      json([envelope('2501.00001', { githubRepo: 'javascript:alert(1)', projectPage: 'nowhere' })]),
    );
    expect(papers[0]).not.toHaveProperty('codeUrl');
    expect(papers[0]).not.toHaveProperty('projectUrl');
    expect(problems).toHaveLength(2);
  });
});
