import { expect, test } from 'vitest';
import { finds } from './finds.ts';

const yes = true;
const no = false;

test.each([
  ['pre-training', 'pre-training', yes],
  ['pre training', 'pre-training', yes],
  ['pretraining', 'pre-training', yes],
  ['pre-training', 'pretraining', yes],
  ['pre-training', 'pre training', yes],
  ['pre training', 'pretraining', no],
  ['pretraining', 'pre training', no],
  ['pre - training', 'pretraining', no],
  ['pre_training', 'pretraining', no],
  ['training', 'pre-training', yes],
  ['training', 'pretraining', no],
  ['"pre-training"', 'pretraining', yes],
  ['GPT4', 'GPT-4', yes],
  ['GPT-4', 'GPT4', yes],
  ['GPT 4', 'GPT4', no],
])('%s in “%s”: %s', (query, title, expected) => {
  expect(finds(query, title)).toBe(expected);
});

test.each([
  ['text/image', 'text-image', yes],
  ['text/image', 'textimage', yes],
  ['text image', 'text/image', yes],
  ['textimage', 'text/image', yes],
  ['textimage', 'text / image', no],
  ['textimage', 'text // image', no],
])('a slash is like a hyphen: %s in “%s”: %s', (query, title, expected) => {
  expect(finds(query, title)).toBe(expected);
});

test.each([
  ['state-of-the-art', 'state of the art', yes],
  ['state of the art', 'state-of-the-art', yes],
  ['state-of theart', 'state-of-the-art', yes],
  ['stateof the-art', 'state-of-the-art', yes],
  ['stateoftheart', 'state-of-the-art', yes],
  ['self-supervisedlearning', 'selfsupervised-learning', yes],
  ['state of art', 'state-of-the-art', no],
  ['the art', 'state-of-the-art', yes],
  ['theart', 'state-of-the-art', yes],
  ['oft', 'state-of-the-art', no],
])('each hyphen parts or joins on its own: %s in “%s”: %s', (query, title, expected) => {
  expect(finds(query, title)).toBe(expected);
});

test.each([
  ['pretraining', 'pre--training', yes],
  ['pre-training', 'pre--training', yes],
  ['Navier-Stokes', 'Navier--Stokes equations', yes],
  ['Navier--Stokes', 'Navier–Stokes equations', yes],
  ['pretraining', 'pre -- training', no],
  ['pretraining', 'pre---training', no],
  ['pre training', 'pre---training', yes],
])('LaTeX’s -- without spaces is a hyphen: %s in “%s”: %s', (query, title, expected) => {
  expect(finds(query, title)).toBe(expected);
});

test('every kind of dash in a paper joins', () => {
  for (const dash of ['-', '\u2010', '\u2011', '\u2012', '\u2013', '\u2212', '\uff0d'])
    expect(finds('pretraining', `pre${dash}training`), dash).toBe(true);
});

test('a hyphen before a line break, or hanging, joins nothing', () => {
  expect(finds('preand', 'pre- and post-training')).toBe(false);
  expect(finds('post-training', 'pre- and post-training')).toBe(true);
});
