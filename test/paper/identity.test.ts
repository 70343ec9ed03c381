import { describe, expect, test } from 'vitest';
import { arxivIdIn, doiIn, idRank, normalisedTitle, paperId } from '../../src/paper/identity.ts';

describe('an arXiv id', () => {
  test.each([
    ['2412.05994', '2412.05994'],
    ['2412.05994v3', '2412.05994'],
    ['0704.0001', '0704.0001'],
    ['hep-th/9901001', 'hep-th/9901001'],
    ['hep-th/9901001v2', 'hep-th/9901001'],
    ['math.GT/0309136', 'math/0309136'],
    ['HEP-TH/9901001', 'hep-th/9901001'],
    ['arXiv:2412.05994v1', '2412.05994'],
    ['arxiv: 2412.05994', '2412.05994'],
    ['oai:arXiv.org:2412.05994v1', '2412.05994'],
    ['http://arxiv.org/abs/2412.05994v2', '2412.05994'],
    ['https://arxiv.org/pdf/2412.05994.pdf', '2412.05994'],
    ['https://www.arxiv.org/html/2412.05994v1', '2412.05994'],
    ['https://arxiv.org/abs/hep-th/9901001', 'hep-th/9901001'],
    ['https://arxiv.org/abs/2412.05994?context=cs#comments', '2412.05994'],
    ['https://huggingface.co/papers/2412.05994', '2412.05994'],
    ['hf.co/papers/2412.05994', '2412.05994'],
    ['https://www.alphaxiv.org/abs/2412.05994v1', '2412.05994'],
    ['10.48550/arXiv.2412.05994', '2412.05994'],
    ['  2412.05994/  ', '2412.05994'],
  ])('%s is %s', (text, id) => expect(arxivIdIn(text)).toBe(id));

  test.each([
    '',
    '2413.05994',
    '2400.05994',
    '2412.059',
    '2412.059941',
    'v2',
    'hep-th/99',
    '10.1234/x',
    'a title',
  ])('“%s” is none', (text) => expect(arxivIdIn(text)).toBeUndefined());
});

describe('a DOI', () => {
  test.each([
    '10.1234/AbC',
    'doi:10.1234/abc',
    'https://doi.org/10.1234/abc',
    'http://dx.doi.org/10.1234/ABC',
  ])('%s is the same one, in any case and as an address', (text) => expect(doiIn(text)).toBe('10.1234/abc'));

  test.each(['', '10.12/x', '10.1234/', '10.1234/a b', '2412.05994'])('“%s” is none', (text) =>
    expect(doiIn(text)).toBeUndefined(),
  );
});

describe('a paper’s id', () => {
  const title = 'Rivers as Graphs';

  test('is its arXiv id, else its DOI, else a key made of its title', () => {
    expect(paperId({ arxivId: '2412.05994', doi: '10.1234/x', title })).toBe('2412.05994');
    expect(paperId({ doi: '10.1234/x', title })).toBe('doi:10.1234/x');
    expect(paperId({ title })).toMatch(/^title:rivers-as-graphs-[0-9a-f]{12}$/);
    expect(['2412.05994', 'doi:10.1234/x', paperId({ title })].map(idRank)).toEqual([0, 1, 2]);
  });

  test('is the same for titles that differ in case, accents, LaTeX and punctuation alone', () => {
    const same = ['Light Schrödinger Bridge', 'LIGHT SCHRODINGER BRIDGE', 'Light Schr\\"odinger Bridge.'];
    expect(new Set(same.map((each) => paperId({ title: each }))).size).toBe(1);
    expect(new Set(same.map(normalisedTitle)).size).toBe(1);
    expect(paperId({ title: 'Light Schrödinger Bridges' })).not.toBe(paperId({ title: same[0] ?? '' }));
  });

  test('tells titles apart that only begin alike, that have no words, and stays short', () => {
    const long = 'The same long beginning of a title that goes on and on';
    expect(paperId({ title: `${long} one` })).not.toBe(paperId({ title: `${long} two` }));
    expect(paperId({ title: '???' })).not.toBe(paperId({ title: '!!!' }));
    for (const each of [long.repeat(20), '???', '0', '图神经网络'.repeat(30)])
      expect(paperId({ title: each }).length).toBeLessThanOrEqual(64);
  });
});
