import { expect, test } from 'vitest';
import { finds } from './finds.ts';

const paper = {
  title: 'Flow matching',
  abstract: 'We study robots.\n\nThey walk.',
  keywords: ['optimal transport', 'humanoid control'],
  authors: ['Yann LeCun', 'Zoë O’Brien-Smith'],
  summary: 'A summary about cooking.',
  categories: ['cs.LG', 'math.OC', 'hep-th'],
  sources: ['huggingface', 'arxiv'],
  organization: 'Acme',
};

test('a keyword searches title, abstract and each of the source’s keywords, and nothing else', () => {
  for (const query of ['flow', 'robot', 'transport', 'humanoid control'])
    expect(finds(query, paper), query).toBe(true);
  for (const query of ['lecun', 'cooking', 'Acme', 'huggingface', 'cs.LG'])
    expect(finds(query, paper), query).toBe(false);
});

test('a phrase never runs across two places', () => {
  expect(finds('matching we', paper)).toBe(false);
  expect(finds('transport humanoid', paper)).toBe(false);
  expect(finds('author:"lecun zoe"', paper)).toBe(false);
  expect(finds('matching AND robot', paper)).toBe(true);
});

test('title: and abstract: look there alone', () => {
  expect(finds('title:flow', paper)).toBe(true);
  expect(finds('title:robot', paper)).toBe(false);
  expect(finds('title:transport', paper)).toBe(false);
  expect(finds('abstract:robot', paper)).toBe(true);
  expect(finds('abstract:flow', paper)).toBe(false);
  expect(finds('abstract:flow', { title: 'Flow' })).toBe(false);
});

test('author: matches within one name', () => {
  expect(finds('author:lecun', paper)).toBe(true);
  expect(finds('author:LECUN', paper)).toBe(true);
  expect(finds('author:cun', paper)).toBe(false);
  expect(finds('author:"yann lecun"', paper)).toBe(true);
  expect(finds('author:"lecun yann"', paper)).toBe(false);
  expect(finds('author:(lecun AND yann)', paper)).toBe(true);
  expect(finds("author:zoe AND author:O'Brien", paper)).toBe(true);
  expect(finds('author:smith', paper)).toBe(true);
  expect(finds('author:flow', paper)).toBe(false);
  expect(finds('author:lecun', { title: 'LeCun' })).toBe(false);
});

test('category: without a dot takes all below it, with one only itself', () => {
  expect(finds('category:cs', paper)).toBe(true);
  expect(finds('category:CS.lg', paper)).toBe(true);
  expect(finds('category:cs.CL', paper)).toBe(false);
  expect(finds('category:c', paper)).toBe(false);
  expect(finds('category:hep-th', paper)).toBe(true);
  expect(finds('category:hep', paper)).toBe(false);
  expect(finds('category:math', paper)).toBe(true);
  expect(finds('category:cs', { categories: ['cs'] })).toBe(true);
  expect(finds('category:cs.LG', { categories: ['cs'] })).toBe(false);
  expect(finds('category:cs', { categories: ['csx.LG'] })).toBe(false);
  expect(finds('category:cs', {})).toBe(false);
});

test('source: takes a source’s name in any case', () => {
  expect(finds('source:arxiv', paper)).toBe(true);
  expect(finds('source:HuggingFace', paper)).toBe(true);
  expect(finds('source:hugging', paper)).toBe(false);
});

test.each([
  ['upvotes:20', 20, true],
  ['upvotes=20', 21, false],
  ['upvotes>20', 20, false],
  ['upvotes>20', 21, true],
  ['upvotes>=20', 20, true],
  ['upvotes:>=20', 19, false],
  ['upvotes<20', 20, false],
  ['upvotes<20', 0, true],
  ['upvotes<=20', 20, true],
  ['upvotes=0', 0, true],
])('%s of a paper with %i: %s', (query, upvotes, expected) => {
  expect(finds(query, { upvotes })).toBe(expected);
  expect(finds(query.replace('upvotes', 'comments'), { comments: upvotes })).toBe(expected);
});

test('year is the publication year, not the day of the listing', () => {
  expect(finds('year:2024', { publishedOn: '2024-12-31', listedOn: '2025-01-02' })).toBe(true);
  expect(finds('year:2025', { publishedOn: '2024-12-31', listedOn: '2025-01-02' })).toBe(false);
  expect(finds('year>=2020 year<2023', { publishedOn: '2022-05-05' })).toBe(true);
  expect(finds('year>=2020 year<2023', { publishedOn: '2023-05-05' })).toBe(false);
});

test('what is unknown satisfies no comparison, so it is not left out by one either', () => {
  for (const query of ['upvotes<20', 'upvotes>=0', 'upvotes=0', 'comments<3', 'year<2030', 'year:2024'])
    expect(finds(query, { listedOn: '2024-01-01' }), query).toBe(false);
  expect(finds('flow -upvotes<20', { title: 'Flow' })).toBe(true);
  expect(finds('flow -upvotes<20', { title: 'Flow', upvotes: 3 })).toBe(false);
  expect(finds('flow -upvotes<20', { title: 'Flow', upvotes: 30 })).toBe(true);
});

test('comparisons stand next to anything', () => {
  expect(finds('upvotes>20,flow', { upvotes: 30 })).toBe(true);
  expect(finds('upvotes>20,comments>3', { comments: 4 })).toBe(true);
  expect(finds('(upvotes>20)flow', { title: 'Flow', upvotes: 30 })).toBe(true);
  expect(finds('flow upvotes>20 matching', { title: 'Flow', upvotes: 30 })).toBe(false);
});
