import { expect, test } from 'vitest';
import { finds, problemsOf } from './finds.ts';

const yes = true;
const no = false;

test.each([
  ['quanti*', 'quantization', yes],
  ['quanti*', 'quantities', yes],
  ['quanti*', 'QUANTILE', yes],
  ['quanti*', 'quantum', no],
  ['quanti*', 'unquantized', no],
  ['quantization*', 'quantization', yes],
  ['ana*', 'analysis', yes],
  ['quanti* model', 'quantized models', yes],
  ['quanti* model', 'quantized large models', no],
  ['post-train*', 'posttraining', yes],
  ['post-train*', 'post training', yes],
  ['post*', 'post-training', yes],
  ['posttrain*', 'post-training', yes],
  ['"quanti* models"', 'quantized models', yes],
  ['"quanti* models"', 'quantized model', no],
  ['schrö*', 'Schrodinger', yes],
])('%s in “%s”: %s', (query, title, expected) => {
  expect(finds(query, title)).toBe(expected);
});

test('a wildcard is compared with the word as written, not with its singular', () => {
  expect(finds('matrices*', 'matrices')).toBe(true);
  expect(finds('matrices*', 'matrix')).toBe(false);
  expect(finds('networks*', 'network')).toBe(false);
  expect(finds('analyse*', 'analyses')).toBe(true);
});

test('a wildcard works in fields and exclusions', () => {
  expect(finds('author:lec*', { authors: ['Yann LeCun'] })).toBe(true);
  expect(finds('title:quanti*', { title: 'A', abstract: 'quantized' })).toBe(false);
  expect(finds('model -quanti*', 'A quantized model')).toBe(false);
});

test.each(['qu*', 'x AND a*', 'author:le*', '"qu*"', 'title:(qu*)', 'C++*'])(
  '%s is too short a wildcard',
  (query) => {
    const [problem, ...others] = problemsOf(query);
    expect(others).toEqual([]);
    expect(problem?.at).toBe(query.indexOf('*'));
    expect(problem?.message).toContain('at least 3 letters');
  },
);

test.each(['*tion', 'quan*tion', 'graph *', '*', 'graph * network', 'title:*'])(
  'the star of %s is misplaced',
  (query) => {
    const [problem, ...others] = problemsOf(query);
    expect(others).toEqual([]);
    expect(problem?.at).toBe(query.indexOf('*'));
    expect(problem?.message).toContain('`quanti*`');
  },
);

test.each([
  ['"neural network"', 'A neural network', yes],
  ['"neural network"', 'Neural networks', no],
  ['"neural networks"', 'A neural network', no],
  ['"neural network"', 'Network, neural', no],
  ['"matrix"', 'matrices', no],
  ['"NEURAL NETWORK"', 'neural network', yes],
  ['"Schrodinger"', 'Schr\\"odinger', yes],
  ['"alpha divergence"', 'α-divergence', yes],
  ['"pre-training"', 'pretraining', yes],
  ['"pretraining"', 'pre-training', yes],
  ['"Occam razor"', "Occam's razor", yes],
  ['title:"neural network"', 'Neural networks', no],
])('quotes turn off plural folding alone: %s in “%s”: %s', (query, title, expected) => {
  expect(finds(query, title)).toBe(expected);
});
