import { expect, test } from 'vitest';
import { finds } from './finds.ts';

test('has:code finds papers whose source names a repository', () => {
  expect(finds('has:code', { codeUrl: 'https://example.org/a/b' })).toBe(true);
  expect(finds('HAS:Code', { codeUrl: 'https://example.org/a/b' })).toBe(true);
  expect(finds('has:code', { projectUrl: 'https://example.org' })).toBe(false);
});

test.each([
  'Code at https://github.com/a/b.',
  'Code: github.com/a/b',
  '\\url{https://github.com/a\\_x/b}',
  'https://www.github.com/a',
  'https://gitlab.com/a/b',
  'https://gitlab.inria.fr/a/b',
  'https://bitbucket.org/a/b',
  'https://codeberg.org/a/b',
  '(HTTPS://GitHub.com/a/b)',
])('has:code finds a link in an abstract: %s', (abstract) => {
  expect(finds('has:code', { abstract })).toBe(true);
  expect(finds('untitled -has:code', { abstract })).toBe(false);
});

test.each([
  'Code will be on GitHub.',
  'We mine github.com for code.',
  'https://notgithub.com/a/b',
  'https://my-github.com/a/b',
  'https://example.org/a',
  'https://a.github.io/b',
])('has:code does not find: %s', (abstract) => {
  expect(finds('has:code', { abstract })).toBe(false);
});
