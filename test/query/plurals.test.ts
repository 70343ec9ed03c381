import { expect, test } from 'vitest';
import { finds } from './finds.ts';

test.each([
  ['network', 'networks'],
  ['matrix', 'matrices'],
  ['LLM', 'LLMs'],
  ['PDE', 'PDEs'],
  ['analysis', 'analyses'],
  ['neural network', 'neural networks'],
  ['GAN', "GAN's"],
])('%s finds %s, and the other way round', (one, many) => {
  expect(finds(one, `On ${many} here`)).toBe(true);
  expect(finds(many, `On ${one} here`)).toBe(true);
});

test.each([
  ['universal', 'university'],
  ['operator', 'operation'],
  ['quantization', 'quantum'],
  ['generative', 'general'],
  ['news', 'new'],
  ['bias', 'bia'],
  ['logistic', 'logistics'],
  ['train', 'training'],
  ['learn', 'learned'],
  ['physics', 'physic'],
])('%s and %s stay apart', (left, right) => {
  expect(finds(left, `On ${right} here`)).toBe(false);
  expect(finds(right, `On ${left} here`)).toBe(false);
});

test('names never fold', () => {
  expect(finds('author:adam', { authors: ['Robert Adams'] })).toBe(false);
  expect(finds('author:woods', { authors: ['Eve Wood'] })).toBe(false);
  expect(finds('author:(eve woods)', { authors: ['Eve Wood'] })).toBe(false);
  expect(finds('author:woods', { authors: ['Eve Woods'] })).toBe(true);
});

test('plurals fold in every place of a phrase and behind hyphens', () => {
  expect(finds('agents benchmark', 'Agent benchmarks')).toBe(true);
  expect(finds('LLM-based', 'LLMs-based')).toBe(true);
  expect(finds('dataset', 'Data-sets')).toBe(true);
  expect(finds('data-set', 'Datasets')).toBe(true);
});
