import { expect, test } from 'vitest';
import { splitAlternatives } from '../../src/query/parser.ts';

test.each([
  ['GAN, VAE, flow matching', ['GAN', 'VAE', 'flow matching']],
  ['GAN，VAE', ['GAN', 'VAE']],
  ['PINN,', ['PINN']],
  [',, GAN ,', ['GAN']],
  ['', []],
])('%j becomes one subscription of each', (written, each) => {
  expect(splitAlternatives(written)).toEqual(each);
});

test.each([
  'GAN OR VAE',
  'GAN | VAE',
  '(GAN, VAE) robot',
  'title:(GAN, VAE)',
  '"GAN, VAE"',
  '“GAN, VAE”',
  'p(x, y) models',
  '1,000 tokens',
  '$(k, n)$ codes',
  'upvotes>1,000',
])('%s stays one', (written) => {
  expect(splitAlternatives(written)).toEqual([written]);
});

test('an explicit OR stays within its alternative', () => {
  expect(splitAlternatives('GAN OR VAE, flow -image, robot')).toEqual(['GAN OR VAE', 'flow -image', 'robot']);
});
