import { expect, test } from 'vitest';
import { shortenSpans } from '../../src/message/shorten-spans.ts';

test('styles and links stay with their words where a text is shortened', () => {
  const text = [
    { text: 'We show that ' },
    { text: 'physics-informed', style: 'bold' as const },
    { text: ' nets', link: 'https://example.org' },
    { text: ' learn' },
  ];
  expect(shortenSpans(text, 100)).toEqual(text);
  expect(shortenSpans(text, 36)).toEqual([text[0], text[1], { ...text[2], text: ' nets…' }]);
  expect(shortenSpans(text, 31)).toEqual([text[0], { ...text[1], text: 'physics-informed…' }]);
});

test('empty spans are left out, and where there is no room there is nothing', () => {
  expect(shortenSpans([{ text: '' }, { text: 'a' }], 5)).toEqual([{ text: 'a' }]);
  expect(shortenSpans([{ text: 'graph' }], 0)).toEqual([]);
});
