import { expect, test } from 'vitest';
import { parseQuery } from '../../src/query/parser.ts';
import { problemsOf } from './finds.ts';

test('a query has at most 300 characters, as people count them', () => {
  expect(problemsOf('x'.repeat(300))).toEqual([]);
  expect(problemsOf('𝔼'.repeat(300))).toEqual([]);
  expect(problemsOf(`  ${'x'.repeat(300)}\n`)).toEqual([]);
  const [problem, ...others] = problemsOf('x'.repeat(301));
  expect(others).toEqual([]);
  expect(problem?.at).toBe(300);
  expect(problem?.message).toContain('301 characters');
});

test('a query that is too long is told its other problems too', () => {
  expect(problemsOf(`GAN OR ${'x'.repeat(300)} qu*`).map(({ at }) => at)).toEqual([300, 310]);
});

test('a query has at most 32 keywords, exact phrases and fields', () => {
  const letters = Array.from({ length: 33 }, (_, at) => `w${at}`);
  expect(problemsOf(letters.slice(1).join(','))).toEqual([]);
  const [problem, ...others] = problemsOf(letters.join(','));
  expect(others).toEqual([]);
  expect(problem?.at).toBe(letters.join(',').lastIndexOf('w'));
  expect(problem?.message).toContain('more than 32');
  expect(problemsOf(letters.map((word) => `"${word}"`).join(' '))).toHaveLength(1);
  expect(problemsOf(Array(33).fill('year:1').join(' '))).toHaveLength(1);
  expect(problemsOf(`GAN ${Array(32).fill('-"a"').join(' ')}`)).toHaveLength(1);
});

test('words of one phrase count once', () => {
  expect(problemsOf(Array(60).fill('ab').join(' '))).toEqual([]);
});

test('brackets may stand within each other, but not without end', () => {
  expect(() => parseQuery(`${'('.repeat(40)}GAN${')'.repeat(40)}`)).not.toThrow();
  expect(problemsOf(`${'('.repeat(140)}GAN${')'.repeat(140)}`)[0]?.message).toContain(
    'more than 50 brackets',
  );
  expect(problemsOf('('.repeat(3_000))).not.toEqual([]);
  expect(problemsOf('-('.repeat(1_500))).not.toEqual([]);
  expect(problemsOf('title:('.repeat(400))).not.toEqual([]);
  expect(problemsOf('('.repeat(100_000))).toHaveLength(1);
});
