import { describe, expect, test } from 'vitest';
import { textOf } from '../../src/message/message.ts';
import { paperCard, paperRow, type ShownPaper } from '../../src/message/paper-parts.ts';
import type { Paper } from '../../src/paper/paper.ts';
import { matches } from '../../src/query/matcher.ts';
import { parseQuery } from '../../src/query/parser.ts';

function shown(fields: Partial<Paper>, query?: string): ShownPaper {
  const paper: Paper = {
    id: 'title:x',
    title: 'X',
    url: 'https://arxiv.org/search/?query=X',
    sources: [],
    ...fields,
  };
  return { paper, votes: 0, reasons: query === undefined ? [] : (matches(parseQuery(query), paper) ?? []) };
}

describe('a row', () => {
  test('marks the words that made the paper match, and names them', () => {
    const row = paperRow(shown({ title: 'A graph network and graph networks' }, 'graph network'), 3);
    expect(row.title).toEqual([
      { text: 'A ' },
      { text: 'graph network', style: 'bold' },
      { text: ' and ' },
      { text: 'graph networks', style: 'bold' },
    ]);
    expect(row).toMatchObject({ number: 3, matched: 'graph network, graph networks' });
  });

  test('shows LaTeX as people read it, with the right words marked', () => {
    const row = paperRow(shown({ title: 'The Schr\\"odinger $\\alpha$ bridge' }, 'schrodinger'), 1);
    expect(textOf(row.title)).toBe('The Schrödinger α bridge');
    expect(row.title).toContainEqual({ text: 'Schrödinger', style: 'bold' });
  });

  test('marks words that overlap once, and loses no character', () => {
    const row = paperRow(
      shown({ title: 'Graph neural network models' }, 'graph neural AND neural network'),
      1,
    );
    expect(textOf(row.title)).toBe('Graph neural network models');
    expect(
      row.title
        .filter((span) => span.style === 'bold')
        .map((span) => span.text)
        .join(''),
    ).toBe('Graph neural network');
  });

  test('names five matched words and counts the others', () => {
    const row = paperRow(
      shown({ title: 'a1 b2 c3 d4 e5 f6 g7' }, 'a1 OR b2 OR c3 OR d4 OR e5 OR f6 OR g7'),
      1,
    );
    expect(row.matched).toBe('a1, b2, c3, d4, e5 and 2 more');
  });

  test.each<[string, Partial<Paper>, string]>([
    ['one author of several', { authors: ['A. One', 'B. Two'], authorCount: 6 }, 'A. One and 5 more'],
    ['one author', { authors: ['A. One'] }, 'A. One'],
    ['a count without names', { authorCount: 1 }, '1 author'],
    ['the day', { publishedOn: '2023-11-08' }, 'Nov 8, 2023'],
    ['counts', { upvotes: 1, comments: 3 }, '1 upvote · 3 comments'],
    ['no zero', { upvotes: 0, comments: 0 }, ''],
    ['a withdrawal', { withdrawnOn: '2024-02-01' }, 'withdrawn Feb 1, 2024'],
    ['nothing that is unknown', {}, ''],
  ])('tells %s', (_what, fields, facts) => {
    expect(paperRow(shown(fields), 1).facts).toBe(facts);
  });
});

describe('a card', () => {
  test('names six authors and counts the others', () => {
    const authors = Array.from({ length: 8 }, (_, at) => `A${at}`);
    expect(paperCard(shown({ authors })).authors).toBe('A0, A1, A2, A3, A4, A5 and 2 more');
  });

  test('keeps the paragraphs of the abstract and marks what matched in it', () => {
    const { abstract = [] } = paperCard(shown({ abstract: 'One.\n\nA graph network.' }, 'graph network'));
    expect(textOf(abstract)).toBe('One.\n\nA graph network.');
    expect(abstract).toContainEqual({ text: 'graph network', style: 'bold' });
  });

  test('links each place once: the paper, arXiv, code and project', () => {
    const { links } = paperCard(
      shown({
        ...{ id: '2411.00001', url: 'https://huggingface.co/papers/2411.00001' },
        ...{ codeUrl: 'https://github.com/a/b', projectUrl: 'https://github.com/a/b' },
      }),
    );
    expect(links).toEqual([
      { label: 'Hugging Face', url: 'https://huggingface.co/papers/2411.00001' },
      { label: 'arXiv', url: 'https://arxiv.org/abs/2411.00001' },
      { label: 'Code', url: 'https://github.com/a/b' },
    ]);
  });

  test('without an id has a search by title as its link', () => {
    expect(paperCard(shown({})).links).toEqual([
      { label: 'Search', url: 'https://arxiv.org/search/?query=X' },
    ]);
  });

  test('leaves out what no source told', () => {
    const card = paperCard(shown({}));
    for (const field of ['abstract', 'summary', 'authors', 'matched']) expect(card).not.toHaveProperty(field);
  });
});
