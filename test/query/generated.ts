import fc from 'fast-check';
import type { Paper } from '../../src/paper/paper.ts';
import type { Query } from '../../src/query/ast.ts';
import { parseQuery } from '../../src/query/parser.ts';
import { QueryError } from '../../src/query/query-error.ts';

/** Few words in many forms, so that queries and papers meet: plurals, hyphens, names, Greek, LaTeX, Chinese. */
const WORDS = [
  ...[
    'graph',
    'graphs',
    'neural',
    'network',
    'networks',
    'diffusion',
    'model',
    'models',
    'the',
    'of',
    'a',
    's',
  ],
  ...[
    'pre',
    'training',
    'pretraining',
    'pre-training',
    'state-of-the-art',
    'x/y',
    'a-b-c',
    'GPT-4',
    'SFT+RL',
  ],
  ...[
    'physics-informed',
    'physicsinformed',
    'grand-children',
    'grandchildren',
    'children',
    'child',
    'C++',
    'C#',
  ],
  ...[
    'α',
    'alpha',
    '$\\alpha$',
    '\\method',
    "O'Brien",
    "model's",
    "don't",
    'Schr\\"odinger',
    'naïve',
    '漢字',
    'R&D',
  ],
  ...[
    'matrix',
    'matrices',
    'analysis',
    'analyses',
    'quanti',
    'quantum',
    'quantization',
    'news',
    'bias',
    'CO₂',
  ],
];
const BETWEEN = [' ', ' ', ' ', ' ', ', ', '. ', '-', '/', '--', '\n', ' (', ') ', '; ', ' – ', "' "];

const word = fc.constantFrom(...WORDS);

function texts(minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc.array(fc.tuple(word, fc.constantFrom(...BETWEEN)), { minLength, maxLength }).map(
    (pieces) =>
      pieces
        .map(([text, between]) => text + between)
        .join('')
        .trim() || 'graph',
  );
}

function optional<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}

/** Papers of these words, with and without each field. */
export const papers: fc.Arbitrary<Paper> = fc
  .record({
    title: texts(1, 6),
    abstract: optional(texts(0, 25)),
    keywords: optional(fc.array(texts(1, 2), { maxLength: 3 })),
    authors: optional(fc.array(fc.constantFrom('Yann LeCun', 'Pat O’Brien', 'Ana Graphs'), { maxLength: 3 })),
    sources: fc.subarray(['arxiv', 'huggingface'], { minLength: 1 }),
    categories: optional(fc.subarray(['cs.LG', 'cs', 'stat.ML'])),
    upvotes: optional(fc.integer({ min: 0, max: 40 })),
    comments: optional(fc.integer({ min: 0, max: 4 })),
    publishedOn: optional(fc.constantFrom('2023-05-01', '2024-01-01', '2025-12-31')),
    codeUrl: optional(fc.constant('https://example.org/code')),
  })
  .map((fields) => {
    const known = Object.entries(fields).filter(([, value]) => value !== undefined);
    return { id: 'x', url: 'https://example.org', ...Object.fromEntries(known) } as unknown as Paper;
  });

const keyword = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));

const item: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: keyword },
  { weight: 1, arbitrary: keyword.map((words) => `"${words}"`) },
  { weight: 1, arbitrary: word.map((one) => `title:${one}`) },
  { weight: 1, arbitrary: keyword.map((words) => `abstract:(${words} OR ${words} graph)`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('author:lecun', 'author:"yann lecun"', "author:o'brien", 'author:graph'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'quan*',
      'netw*',
      'pre-tr*',
      'graph net*',
      'gra* neural',
      'the* of',
      'mod* net* gra*',
      'matric*',
      'childr*',
      'graphs*',
      'analyse*',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('category:cs', 'category:cs.LG', 'source:arxiv', 'has:code') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'upvotes>=20',
      'upvotes<5',
      'comments:3',
      'year>=2024',
      'year=2025',
      'comments>0',
    ),
  },
);

const all = fc
  .tuple(
    item,
    fc.array(fc.tuple(fc.constantFrom(' AND ', ' & ', ' AND -', ' -', ' '), item), { maxLength: 2 }),
  )
  .map(([first, rest]) => first + rest.map(([sign, next]) => sign + next).join(''));

const any = fc.array(all, { minLength: 1, maxLength: 3 }).map((alternatives) => alternatives.join(' OR '));

/** Queries in the whole language; what cannot be read comes as a plain word. */
export const queries: fc.Arbitrary<Query> = fc
  .oneof(
    all,
    any,
    fc.tuple(any, all).map(([left, right]) => `(${left}) AND ${right}`),
  )
  .map((text) => {
    try {
      return parseQuery(text);
    } catch (error) {
      if (error instanceof QueryError) return parseQuery('graph');
      throw error;
    }
  });
