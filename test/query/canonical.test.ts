import { expect, test } from 'vitest';
import { canonical } from './finds.ts';

test.each([
  ['GAN, VAE', 'vae OR gan'],
  ['GAN AND VAE', 'VAE & GAN'],
  ['GAN -VAE', '-VAE AND GAN'],
  ['neural network', 'Neural Networks'],
  ['GAN, GAN', 'gan'],
  ['(GAN)', 'GAN'],
  ['GAN OR (VAE OR flow)', 'flow, GAN, VAE'],
  ['title:(GAN OR VAE)', 'title:VAE OR title:GAN'],
  ['Schr\\"odinger', 'schrodinger'],
  ['$\\alpha$-divergence', 'α-divergence'],
  ['year:2024', 'year=2024'],
  ['upvotes>1,000', 'upvotes > 1000'],
  ['category:CS.lg', 'category:cs.LG'],
  ['author:"yann lecun"', 'author:(Yann LeCun)'],
  ['text/image', 'text-image'],
])('%s and %s ask for the same', (left, right) => {
  expect(canonical(left)).toBe(canonical(right));
});

test.each([
  ['GAN AND VAE', 'GAN OR VAE'],
  ['GAN VAE', 'VAE GAN'],
  ['GAN VAE', 'GAN AND VAE'],
  ['"networks"', 'networks'],
  ['"networks"', '"network"'],
  ['pre-training', 'pre training'],
  ['pre-training', 'pretraining'],
  ['title:GAN', 'GAN'],
  ['title:GAN', 'abstract:GAN'],
  ['author:woods', 'author:wood'],
  ['quanti*', 'quanti'],
  ['upvotes>20', 'upvotes>=20'],
  ['GAN -VAE', 'GAN VAE'],
  ['(GAN OR VAE) AND flow', 'GAN OR (VAE AND flow)'],
  ['category:cs', 'category:cs.LG'],
  ['GAN -(VAE OR flow)', 'GAN -(VAE AND flow)'],
  ['C++', 'C'],
])('%s and %s do not', (left, right) => {
  expect(canonical(left)).not.toBe(canonical(right));
});
