import { expect, test } from 'vitest';
import { pageOf } from '../../src/command/paging.ts';
import { listMessage, textMessage, withCode } from '../../src/message/build.ts';

const papers = Array.from({ length: 12 }, (_, at) => ({
  paper: { id: `title:p${at}`, title: `Paper ${at}`, url: 'https://example.org', sources: [] },
  ...{ reasons: [], votes: 0 },
}));

test('a list has ten rows at the most, numbered from 1', () => {
  const { parts } = listMessage({ heading: 'Papers', papers });
  expect(parts.flatMap((part) => (part.kind === 'row' ? part.row.number : []))).toEqual([
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  ]);
});

test('the fallback of a list names its first papers, for notifications', () => {
  expect(listMessage({ heading: 'Papers', papers }).fallback).toBe('Papers: Paper 0; Paper 1; Paper 2');
  expect(listMessage({ heading: 'Papers', papers: [] }).fallback).toBe('Papers');
});

test('the fallback of a text is the text without styles', () => {
  expect(textMessage(['One.', withCode('Write `two`.')]).fallback).toBe('One. Write two.');
});

test('what stands between backticks is code', () => {
  expect(withCode('Write `a` or `b`')).toEqual([
    { text: 'Write ' },
    { text: 'a', style: 'code' },
    { text: ' or ' },
    { text: 'b', style: 'code' },
  ]);
});

test('pages tell what they show and offer the next one', () => {
  const items = Array.from({ length: 25 }, (_, at) => at);
  expect(pageOf(items, 2, 'top')).toEqual({
    rows: items.slice(10, 20),
    range: 'Showing 11–20 of 25.',
    buttons: [{ label: 'The last 5', action: { kind: 'run', line: 'top page 3' } }],
  });
  expect(pageOf(items.slice(0, 10), 1, 'top')).toMatchObject({ range: '', buttons: [] });
  expect(pageOf(items, 3, 'top', true).range).toBe('Showing 21–25 of the first 25.');
  expect(pageOf([], 1, 'top').rows).toEqual([]);
  expect(() => pageOf(items, 4, 'top')).toThrow('There is no page 4: the list has 3 pages.');
});
