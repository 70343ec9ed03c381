import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shorten } from '../../src/text/shorten.ts';

test('a text that fits stays as it is', () => {
  expect(shorten('Graph neural networks', 21)).toBe('Graph neural networks');
});

test('a longer text ends after a whole word', () => {
  expect(shorten('Graph neural networks', 20)).toBe('Graph neural…');
  expect(shorten('Graph neural networks', 13)).toBe('Graph neural…');
  expect(shorten('Graph neural net works', 17)).toBe('Graph neural net…');
  expect(shorten('Graph, neural networks', 11)).toBe('Graph…');
});

test('one long word, or a text without spaces, is cut between characters', () => {
  expect(shorten('Donaudampfschifffahrt', 10)).toBe('Donaudamp…');
  expect(shorten('a Donaudampfschifffahrt', 10)).toBe('a Donauda…');
  expect(shorten('物理情報ニューラルネットワーク', 8)).toBe('物理情報ニュー…');
});

test('what people see as one character is never cut', () => {
  expect(shorten('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 15)).toBe('👩‍👩‍👧‍👦…');
  expect(shorten('🙂🙂', 3)).toBe('🙂…');
  expect(shorten('e\u0301e\u0301e\u0301', 4)).toBe('e\u0301…');
  expect(shorten('👩‍👩‍👧‍👦', 3)).toBe('…');
});

test('nothing is longer than asked for, and all of it but the … was there', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(40), (text, max) => {
      const short = shorten(text, max);
      expect(short.length).toBeLessThanOrEqual(max);
      expect(text.startsWith(short.replace(/…$/, ''))).toBe(true);
    }),
  );
});
