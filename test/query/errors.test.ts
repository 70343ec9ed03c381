import { expect, test } from 'vitest';
import { parseQuery } from '../../src/query/parser.ts';
import { QueryError } from '../../src/query/query-error.ts';
import { problemsOf } from './finds.ts';

test.each([
  ['an unclosed bracket', 'flow (GAN OR VAE', 5, 'never closed'],
  ['an unclosed bracket in brackets', '((GAN)', 0, 'never closed'],
  ['an unclosed bracket of a field', 'title:(GAN', 6, 'never closed'],
  ['an unopened bracket', 'GAN) flow', 3, 'closes nothing'],
  ['an unclosed quote', 'flow "GAN', 5, 'never closed'],
  ['an unclosed quote of a field', 'title:"GAN', 6, 'never closed'],
  ['an unclosed curly quote', 'flow “GAN', 5, 'never closed'],
  ['an unknown field', 'colour:red', 0, 'no field “colour”'],
  ['a field of another service', 'arxiv:2412.05994', 0, '/papers show 2412.05994'],
  ['a missing value', 'category:', 0, '`category:cs.LG`'],
  ['a missing number', 'upvotes>', 0, '`upvotes>=20`'],
  ['a missing number before an operator', 'upvotes>, GAN', 0, '`upvotes>=20`'],
  ['a field before an operator', 'author:AND flow', 0, '`author:lecun`'],
  ['a number in words', 'upvotes>many', 8, '`upvotes>=20`'],
  ['a number in words, with spaces', 'upvotes > many', 10, '`upvotes>=20`'],
  ['a negative number', 'upvotes>-1', 8, 'whole number'],
  ['a fraction', 'upvotes>2.5', 8, 'whole number'],
  ['a range of years', 'year:2020-2024', 5, '`year>=2020 year<=2024`'],
  ['several numbers', 'year:(2020 OR 2021)', 0, 'one number'],
  ['a bad category', 'category:cs.*', 9, '`category:cs`'],
  ['several categories', 'category:(cs OR math)', 0, 'one value'],
  ['something else to have', 'has:data', 4, '`has:code`'],
  ['a bad source', 'source:"hugging face"', 7, '`source:arxiv`'],
  ['a bad value in quotes', 'category:“cs LG”', 9, '“cs LG” is no value for “category”'],
  ['punctuation as a value', 'title:…', 6, '`title:GAN`'],
  ['a comparison of a field of words', 'title>GAN', 0, '`title:GAN`'],
  ['a comparison of a field of words, with spaces', 'title = GAN', 0, '`title:GAN`'],
  ['a comparison of words', 'accuracy>90', 0, 'cannot be compared'],
  ['a comparison of letters', 'flow AND p<0.05', 9, 'quotation marks'],
  ['an exclusion behind a field', 'flow title:-GAN', 11, '`-title:GAN`'],
  ['a field in a field', 'title:(flow author:lecun)', 12, 'outside of the brackets'],
  ['a dangling OR at the end', 'GAN OR', 4, 'nothing after'],
  ['a dangling OR at the start', 'OR GAN', 0, 'nothing before'],
  ['a dangling OR in brackets', 'flow (GAN OR)', 10, 'nothing after'],
  ['a dangling AND at the end', 'GAN AND', 4, 'nothing after'],
  ['a dangling AND at the start', 'AND GAN', 0, 'nothing before'],
  ['a dangling AND before OR', 'GAN AND OR VAE', 4, 'nothing after'],
  ['two AND in a row', 'GAN AND AND VAE', 8, 'nothing after'],
  ['a dangling plus', 'GAN +', 4, 'nothing after'],
  ['a dangling ampersand', 'GAN &', 4, 'nothing after'],
  ['a dangling NOT', 'GAN NOT', 4, 'nothing to exclude'],
  ['a doubled NOT', 'GAN NOT -VAE', 4, 'nothing to exclude'],
  ['empty brackets', 'GAN ()', 4, 'nothing between these brackets'],
  ['empty quotes', 'GAN ""', 4, 'no words in these quotation marks'],
  ['punctuation alone', 'GAN, ?!', 5, 'no letters or digits'],
  ['an emoji alone', '🤖', 0, 'no letters or digits'],
  ['nothing', '', 0, 'nothing to look for'],
  ['spaces alone', '   ', 0, 'nothing to look for'],
  ['a comma alone', ',', 0, 'nothing to look for'],
])('%s is named with its place and remedy: %s', (_, query, at, part) => {
  const problems = problemsOf(query);
  expect(problems[0]?.at).toBe(at);
  expect(problems[0]?.message).toContain(part);
});

test.each([
  ['autor:lecun', 'author:lecun'],
  ['auther:lecun', 'author:lecun'],
  ['authors:lecun', 'author:lecun'],
  ['titel:GAN', 'title:GAN'],
  ['abstrct:GAN', 'abstract:GAN'],
  ['abs:GAN', 'abstract:GAN'],
  ['cat:cs.LG', 'category:cs.LG'],
  ['votes>3', 'upvotes>=20'],
  ['upvote>3', 'upvotes>=20'],
  ['coments>=3', 'comments>=3'],
])('for %s the nearest known field is offered: %s', (query, offered) => {
  expect(problemsOf(query)).toHaveLength(1);
  expect(problemsOf(query)[0]?.message).toContain(`Did you mean \`${offered}\`?`);
});

test('an unknown field says how to look for its words instead, and that works', () => {
  expect(problemsOf('DPO:RL')[0]?.message).toContain(
    'put a space behind the colon or quotation marks around',
  );
  expect(problemsOf('DPO: RL')).toEqual([]);
  expect(problemsOf('"DPO:RL"')).toEqual([]);
});

test.each([
  ['-GAN', 0, '“GAN”'],
  ['NOT GAN', 0, '“GAN”'],
  ['-GAN -VAE', 0, '“GAN”'],
  ['flow OR -GAN', 8, '“GAN”'],
  ['flow, -GAN', 6, '“GAN”'],
  ['(-GAN) flow', 1, '“GAN”'],
  ['-image generation diffusion', 0, '“image generation diffusion”'],
  ['-title:GAN', 0, '“title:GAN”'],
  ['-has:code', 0, '“has:code”'],
  ['-(GAN OR VAE)', 0, '“(GAN OR VAE)”'],
])('%s is made only of exclusions, and the message shows what the minus took', (query, at, took) => {
  const [problem, ...others] = problemsOf(query);
  expect(others).toEqual([]);
  expect(problem?.at).toBe(at);
  expect(problem?.message).toContain(`only leaves out papers with ${took}`);
});

test('all problems are named at once, in order of place', () => {
  expect(problemsOf('colour:red (upvotes>many qu* "flow').map(({ at }) => at)).toEqual([0, 11, 20, 27, 29]);
  expect(() => parseQuery('colour:red AND qu*')).toThrow(/no field “colour”.*\n.*nearly everything/);
});

test('a problem’s place is one in what the person wrote, not in what was read', () => {
  expect(problemsOf('\u200b\u200bflow, qu*')[0]?.at).toBe(10);
  expect(problemsOf('year≥2020 qu*')[0]?.at).toBe(12);
  expect(problemsOf('🤖 robots, qu*')[0]?.at).toBe(13);
});

test('what is wrong is said once', () => {
  for (const query of [
    'title:*',
    '"*"',
    'title:(',
    '-qu*',
    '(colour:red)',
    'GAN OR colour:red',
    '"',
    '-"GAN',
  ])
    expect(problemsOf(query), query).toHaveLength(1);
});

test('the error is shown word for word, with the query', () => {
  try {
    parseQuery(' GAN OR ');
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(QueryError);
    expect((error as QueryError).query).toBe(' GAN OR ');
  }
});
