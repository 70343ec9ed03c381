import { expect, test } from 'vitest';
import type { Paper } from '../../src/paper/paper.ts';
import { passagesOf } from '../../src/query/document.ts';
import { matchedWords, whyLines } from '../../src/query/explain.ts';
import { matches, type Reason } from '../../src/query/matcher.ts';
import { parseQuery } from '../../src/query/parser.ts';
import { displayLine } from '../../src/text/display.ts';
import { paperOf } from './finds.ts';

function reasonsOf(query: string, about: string | Partial<Paper>): readonly Reason[] {
  return matches(parseQuery(query), paperOf(about)) ?? [];
}

/** The display title with what would be highlighted in brackets. */
function highlighted(query: string, title: string): string {
  let shown = displayLine(title);
  for (const reason of reasonsOf(query, title).toReversed())
    if (reason.kind === 'words')
      shown = `${shown.slice(0, reason.start)}[${shown.slice(reason.start, reason.end)}]${shown.slice(reason.end)}`;
  return shown;
}

test.each([
  ['neural network', 'Graph neural networks', 'Graph [neural networks]'],
  ['GAN', 'GANs beat a GAN', '[GANs] beat a [GAN]'],
  ['pretraining', 'On pre-training LLMs', 'On [pre-training] LLMs'],
  ['training', 'On pre-training LLMs', 'On pre-[training] LLMs'],
  ['Schrodinger bridge', 'The Schr\\"odinger Bridge problem', 'The [Schrödinger Bridge] problem'],
  ['bridge', 'The Schr\\"{o}dinger Bridge problem', 'The Schrödinger [Bridge] problem'],
  ['bridge', 'Schro\u0308dinger Bridge problem', 'Schrödinger [Bridge] problem'],
  ['strasse', 'Die Straße dort', 'Die [Straße] dort'],
  ['efficient', 'An eﬃcient way', 'An [eﬃcient] way'],
  ['way', 'An eﬃcient way', 'An eﬃcient [way]'],
  ['alpha divergence', 'Some $\\alpha$-divergence here', 'Some [α-divergence] here'],
  ['divergence', 'Some $\\alpha$-divergence here', 'Some α-[divergence] here'],
  ['gan', 'The $\\alpha$GAN here', 'The α[GAN] here'],
  ['alphagan', 'The $\\alpha$GAN here', 'The [αGAN] here'],
  ['co2', 'Capture CO$_2$ now', 'Capture [CO₂] now'],
  ['now', 'Capture CO$_2$ now', 'Capture CO₂ [now]'],
  ['occam razor', 'By Occam’s razor alone', 'By [Occam’s razor] alone'],
  ['occam', 'By Occam’s razor alone', 'By [Occam]’s razor alone'],
  ['obrien', 'By O’Brien alone', 'By [O’Brien] alone'],
  ['gan', "\\textbf{A} ``GAN'' here", 'A “[GAN]” here'],
  ['robot', '🤖🤖 robots', '🤖🤖 [robots]'],
  ['e 3', 'An $\\mathbb{E}(3)$ net', 'An [E(3]) net'],
  ['quanti*', 'Quantized nets', '[Quantized] nets'],
  ['モデル', 'AIモデル', 'AI[モデル]'],
])('the words of %s are pointed out in “%s”', (query, title, expected) => {
  expect(highlighted(query, title)).toBe(expected);
});

test('a reason says which keyword, in which of the texts', () => {
  const about = { title: 'Flows', keywords: ['a', 'flow matching'], authors: ['Eve Flow', 'Yann LeCun'] };
  expect(reasonsOf('flow AND author:lecun', about)).toEqual([
    { kind: 'words', keyword: 'flow', place: 'title', index: 0, text: 'Flows', start: 0, end: 5 },
    { kind: 'words', keyword: 'flow', place: 'keyword', index: 1, text: 'flow', start: 0, end: 4 },
    { kind: 'words', keyword: 'lecun', place: 'author', index: 1, text: 'LeCun', start: 5, end: 10 },
  ]);
});

test('places in an abstract are places in its display text', () => {
  const abstract = 'We use \\textbf{big}   models.\n\nThe G\\"odel  machine wins.';
  const [reason] = reasonsOf('godel machine', { abstract });
  const shown = passagesOf(paperOf({ abstract })).find(({ place }) => place === 'abstract')?.text;
  expect(shown).toBe('We use big models.\n\nThe Gödel machine wins.');
  expect(reason?.kind === 'words' && shown?.slice(reason.start, reason.end)).toBe('Gödel machine');
});

test('only what matched is given as a reason', () => {
  expect(matchedWords(reasonsOf('GAN OR VAE', 'A GAN'))).toEqual(['GAN']);
  expect(matchedWords(reasonsOf('GAN OR (VAE AND flow)', 'A GAN and a VAE'))).toEqual(['GAN']);
  expect(matchedWords(reasonsOf('GAN -VAE', 'A GAN'))).toEqual(['GAN']);
});

test('facts are reasons too', () => {
  const about = {
    title: 'GAN',
    upvotes: 25,
    categories: ['cs.LG'],
    sources: ['arxiv'],
    publishedOn: '2024-05-01',
    codeUrl: 'x',
  };
  expect(whyLines(reasonsOf('GAN upvotes>20 category:cs source:arxiv year:2024 has:code', about))).toEqual([
    'title: GAN',
    'upvotes: 25',
    'category: cs.LG',
    'source: arxiv',
    'year: 2024',
    'has: code',
  ]);
});

test('each matched text is said once for each place', () => {
  const reasons = reasonsOf('gan', { title: 'GAN', abstract: 'A gan is a GAN. Two GANs.' });
  expect(whyLines(reasons)).toEqual(['title: GAN', 'abstract: gan', 'abstract: GANs']);
  expect(matchedWords(reasons)).toEqual(['GAN', 'GANs']);
});
