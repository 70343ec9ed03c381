import { expect, test } from 'vitest';
import { sayQuery } from '../../src/query/explain.ts';
import { parseQuery } from '../../src/query/parser.ts';

test.each([
  ['graph neural network -protein', '“graph neural network” without “protein”'],
  ['PINN, physics-informed', '“PINN”, or “physics-informed”'],
  ['diffusion AND robot', '“diffusion” and “robot”'],
  ['"flow matching"', 'exactly “flow matching”'],
  ['title:GAN', '“GAN” in the title'],
  ['author:"Yann LeCun"', 'exactly “Yann LeCun” in the authors'],
  ['(GAN OR VAE) robot', '(“GAN”, or “VAE”) and “robot”'],
  ['robot -(GAN OR VAE)', '“robot” without (“GAN”, or “VAE”)'],
  ['robot -GAN -VAE', '“robot” without “GAN” or “VAE”'],
  ['robot upvotes>=20 year:2024', '“robot” and at least 20 upvotes and the year 2024'],
  ['comments:1 year>=2024', 'exactly 1 comment and a year from 2024 on'],
  [
    'robot has:code category:cs.LG source:arxiv',
    '“robot” and linked code and category cs.LG and source arxiv',
  ],
  ['robot -has:code -source:arxiv', '“robot” without linked code or source arxiv'],
  ['source:arxiv', 'source arxiv'],
  ['PINN,', '“PINN”'],
])('%s is said as: %s', (query, said) => {
  expect(sayQuery(parseQuery(query).root)).toBe(said);
});
