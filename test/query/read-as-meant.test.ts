import { expect, test } from 'vitest';
import { canonical, finds, problemsOf } from './finds.ts';

test.each([
  ['curly quotes', '“flow matching”', '"flow matching"'],
  ['German quotes', '„flow matching“', '"flow matching"'],
  ['French quotes', '«flow matching»', '"flow matching"'],
  ['full-width quotes', '＂flow matching＂', '"flow matching"'],
  ['an en dash as minus', 'flow –image', 'flow -image'],
  ['an em dash as minus', 'flow —image', 'flow -image'],
  ['a mathematical minus', 'flow −image', 'flow -image'],
  ['an en dash between words', 'pre–training', 'pre-training'],
  ['an em dash between words', 'pre—training', 'pre-training'],
  ['a non-breaking hyphen', 'pre‑training', 'pre-training'],
  ['an em dash with spaces', 'vision — language', 'vision language'],
  ['full-width letters', 'ＧＡＮ', 'GAN'],
  ['a full-width comma', 'GAN，VAE', 'GAN, VAE'],
  ['an ideographic comma', 'GAN、VAE', 'GAN, VAE'],
  ['full-width brackets', '（GAN OR VAE） robot', '(GAN OR VAE) robot'],
  ['a full-width colon', 'title：GAN', 'title:GAN'],
  ['a full-width bar', 'GAN｜VAE', 'GAN | VAE'],
  ['a full-width comparison', 'upvotes＞２０', 'upvotes>20'],
  ['a sign for at least', 'upvotes≥20', 'upvotes>=20'],
  ['a sign for at most', 'year≤2020', 'year<=2020'],
  ['a no-break space', 'flow\u00a0matching', 'flow matching'],
  ['an ideographic space', 'flow\u3000matching', 'flow matching'],
  ['a line break', 'flow\nmatching', 'flow matching'],
  ['a zero-width space', 'net\u200bwork', 'network'],
  ['a byte order mark', 'net\ufeffwork', 'network'],
  ['a soft hyphen', 'net\u00adwork', 'network'],
  ['a left-to-right mark', '\u200eflow -image\u200f', 'flow -image'],
  ['an invisible mark before an operator', 'flow \u2060AND image', 'flow AND image'],
  ['a curly apostrophe', 'O’Brien', "O'Brien"],
  ['field names in any case', 'TITLE:GAN AND Year>=2024', 'title:GAN AND year>=2024'],
  ['spaces around a comparison', 'upvotes > 20', 'upvotes>20'],
  ['a space behind a comparison', 'upvotes>= 20', 'upvotes>=20'],
  ['a doubled equals sign', 'year == 2024', 'year=2024'],
  ['a comma in a number', 'upvotes>1,000', 'upvotes>1000'],
  ['an empty alternative', 'PINN,', 'PINN'],
  ['empty alternatives in the middle', ', PINN,, GAN | |', 'PINN, GAN'],
  ['a leading plus', '+PINN', 'PINN'],
  ['plus signs as search engines have them', '+PINN +GAN', 'PINN AND GAN'],
  ['a leading plus in brackets', '(+PINN OR +GAN)', '(PINN OR GAN)'],
])('%s is read as meant', (_, written, meant) => {
  expect(canonical(written)).toBe(canonical(meant));
});

test('a bracket right after a letter or digit is text, with its partner', () => {
  expect(canonical('E(3)-equivariant')).toBe(canonical('E 3 equivariant'));
  expect(finds('E(3)-equivariant', 'E(3)-Equivariant Networks')).toBe(true);
  expect(finds('E(3)-equivariant', 'Equivariant networks')).toBe(false);
  expect(finds('SE(3)', 'On $\\mathrm{SE}(3)$ flows')).toBe(true);
  expect(finds('𝔼(3)-equivariant', 'E(3)-Equivariant Networks')).toBe(true);
  expect(canonical('f(x)')).toBe(canonical('f x'));
  expect(finds('O(n log n) attention', 'O(n log n) attention')).toBe(true);
  expect(finds('p(x, y) models', 'Fitting p(x,y) models')).toBe(true);
  expect(finds('f(g(x)) OR GAN', 'f(g(x))')).toBe(true);
});

test('a bracket after an operator or a space, or without a partner, is no text', () => {
  expect(canonical('GAN AND(VAE OR flow)')).toBe(canonical('GAN AND (VAE OR flow)'));
  expect(canonical('GAN OR(VAE flow)')).toBe(canonical('GAN OR VAE flow'));
  expect(finds('optimization (DPO) at scale', 'Preference optimization (DPO), trained at scale')).toBe(true);
  expect(problemsOf('f(x')).toHaveLength(1);
});

test('& between letters is text, elsewhere it needs both', () => {
  expect(finds('R&D', 'Automated R&D')).toBe(true);
  expect(finds('R&D', 'D and R')).toBe(false);
  expect(finds('Q&A systems', 'Q&A Systems')).toBe(true);
  expect(finds('flow & matching', 'Matching by flow')).toBe(true);
});

test('a comma between digits is text, elsewhere it needs either', () => {
  expect(finds('1,000 tokens', 'With 1,000 tokens')).toBe(true);
  expect(finds('1,000 tokens', 'One token')).toBe(false);
  expect(canonical('1,000 tokens')).not.toContain('|');
  expect(canonical('3, 4')).toBe(canonical('3 OR 4'));
  expect(canonical('GPT4,5G')).toContain('5g');
  expect(canonical('GAN,4D')).toBe(canonical('GAN OR 4D'));
});

test.each([
  ['PIG: Physics-Informed Gaussians', 'PIG: Physics-Informed Gaussians as Adaptive Mesh Representations'],
  ['https://arxiv.org/abs/2412.05994', 'See https://arxiv.org/abs/2412.05994 there'],
  ['std::vector', 'std::vector explained'],
  ['ratio 3:1', 'A ratio 3:1'],
  ['论文：扩散模型', '论文：扩散模型'],
  ['SFT+RL', 'SFT+RL: the Recipe'],
  ['Image->Text', 'Image->Text Models'],
  ['PINN:', 'PINN'],
])('the colon or sign in %s is text', (query, title) => {
  expect(finds(query, title)).toBe(true);
  expect(finds(query, 'Something else')).toBe(false);
});

test.each(['title: GAN', 'title : GAN', 'Title: GAN', 'author: lecun', 'year: 2024', 'has: code', 'title:'])(
  '“%s” is an error that shows the right form',
  (query) => {
    const [problem, ...others] = problemsOf(query);
    expect(others).toEqual([]);
    expect(problem?.at).toBe(0);
    expect(problem?.message).toMatch(/right behind it: `(title:GAN|author:lecun|year>=2024|has:code)`/);
  },
);

test('math between dollar signs is text, so its signs are no operators', () => {
  expect(finds('$(k,\\ell)$-core', 'The $(k,\\ell)$-core of a graph')).toBe(true);
  expect(canonical('$|x|$ norm')).toBe(canonical('x norm'));
  expect(canonical('$f:X\\to Y$')).toBe(canonical('f X Y'));
  expect(canonical('$p > 2$ norm')).toBe(canonical('p 2 norm'));
  expect(canonical('costs $5 OR $6')).toBe(canonical('costs 5 OR 6'));
});
