import { expect, test } from 'vitest';
import { arxivUrl, huggingFaceUrl, paperUrl } from '../../src/paper/links.ts';

test('every paper has a link: by arXiv id where it was listed, by DOI, else a search by title', () => {
  const title = 'On $\\alpha$ & “rivers”';
  const sources = ['arxiv'];
  expect(paperUrl({ id: '2412.05994', title, sources })).toBe('https://arxiv.org/abs/2412.05994');
  expect(paperUrl({ id: '2412.05994', title, sources: ['arxiv', 'huggingface'] })).toBe(
    'https://huggingface.co/papers/2412.05994',
  );
  expect(paperUrl({ id: 'hep-th/9901001', title, sources })).toBe('https://arxiv.org/abs/hep-th/9901001');
  expect(paperUrl({ id: 'doi:10.1234/a<b>', title, sources })).toBe('https://doi.org/10.1234/a%3Cb%3E');
  expect(paperUrl({ id: 'title:x', title, sources, doi: '10.1234/x' })).toBe('https://doi.org/10.1234/x');
  const search = new URL(paperUrl({ id: 'title:x', title, sources }));
  expect(search.origin + search.pathname).toBe('https://arxiv.org/search/');
  expect(search.searchParams.get('query')).toBe('On α & “rivers”');
});

test('a paper without an arXiv id has no page on arXiv or Hugging Face', () => {
  for (const id of ['doi:10.1234/x', 'title:x']) {
    expect(arxivUrl(id)).toBeUndefined();
    expect(huggingFaceUrl(id)).toBeUndefined();
  }
});
