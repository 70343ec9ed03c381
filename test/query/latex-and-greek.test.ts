import { expect, test } from 'vitest';
import { finds, problemsOf } from './finds.ts';

test.each([
  ['Schr\\"odinger', 'Schrödinger bridges'],
  ['Schr\\"{o}dinger', 'Schrödinger bridges'],
  ['Schrodinger', 'Schr\\"odinger bridges'],
  ['"Schr\\"odinger bridge"', 'The Schr{\\"o}dinger bridge'],
  ['G\\"{o}del', 'Gödel'],
  ['Erdős', 'Erd\\H{o}s graphs'],
  ['Holder', 'H\\"older spaces'],
  ['Cech', '\\v{C}ech complexes'],
  ['big model', '\\textbf{Big} \\emph{models}'],
  ['\\textbf{big model}', 'Big models'],
  ['method', '\\method: a method name'],
  ['\\method', 'Our method'],
  ['\\ours system', '\\ours{} System'],
  ['l_1 norm', '$\\ell_1$ norm'],
  ['SE(3)', '$\\mathrm{SE}(3)$'],
  ['H2O', 'H$_2$O'],
  ['x^2', '$x^2$'],
])('%s finds “%s”', (query, title) => {
  expect(problemsOf(query)).toEqual([]);
  expect(finds(query, title)).toBe(true);
  expect(finds(query, 'Something else')).toBe(false);
});

test('all ways to write a Greek letter are one', () => {
  const ways = [
    'α-divergence',
    '$\\alpha$-divergence',
    'alpha divergence',
    'alpha-divergence',
    '\\alpha-divergence',
    'Α-divergence',
    '𝛼-divergence',
  ];
  for (const query of ways.filter((way) => !way.includes(' ')))
    for (const title of ways) expect(finds(query, title), `${query} in ${title}`).toBe(true);
  for (const title of ways) expect(finds('alpha divergence', title), title).toBe(true);
  for (const title of ways) expect(finds('β-divergence', title), title).toBe(false);
});

test.each([
  ['ε', '\\epsilon'],
  ['ϵ', '\\varepsilon'],
  ['θ', 'ϑ'],
  ['φ', '\\varphi'],
  ['ϕ', 'phi'],
  ['π', 'ϖ'],
  ['µ', 'mu'],
  ['Ω', 'omega'],
  ['σ', 'ς'],
  ['∆', 'delta'],
])('%s and %s are one', (left, right) => {
  expect(finds(left, `the ${right} here`)).toBe(true);
  expect(finds(right, `the ${left} here`)).toBe(true);
  expect(finds(left, 'the zeta here')).toBe(false);
});

test('a Greek letter next to Latin ones is read apart and as one', () => {
  for (const query of ['βVAE', 'β-VAE', 'beta VAE', 'beta-VAE', 'betaVAE', '$\\beta$-VAE'])
    for (const title of ['βVAE', 'β-VAE', '$\\beta$VAE', '$\\beta$-VAE', 'beta-VAE'])
      expect(finds(query, title), `${query} in ${title}`).toBe(true);
  expect(finds('TD(λ)', 'TD($\\lambda$)')).toBe(true);
});

test('a word in Greek is a word', () => {
  expect(finds('γλώσσα', 'Η ΓΛΩΣΣΑ')).toBe(true);
  expect(finds('gamma', 'Η γλώσσα')).toBe(false);
});
