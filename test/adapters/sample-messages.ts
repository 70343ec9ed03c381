import type { Message, PaperCard, PaperRow } from '../../src/message/message.ts';

export function row(number: number, changes: Partial<PaperRow> = {}): PaperRow {
  return {
    number,
    paperId: `2412.0000${number}`,
    title: [{ text: `Invented paper ${number}` }],
    url: `https://arxiv.org/abs/2412.0000${number}`,
    facts: '6 authors · Nov 8, 2023 · 3 comments',
    matched: 'physics-informed',
    votes: number,
    ...changes,
  };
}

export function card(changes: Partial<PaperCard> = {}): PaperCard {
  const { number: _, ...paper } = row(1);
  return {
    ...paper,
    authors: 'A. Author, B. Author and 4 more',
    summary: 'Nets that know physics.',
    abstract: [
      { text: 'We show that ' },
      { text: 'physics-informed', style: 'bold' },
      { text: ' nets learn.' },
    ],
    links: [{ label: 'Code', url: 'https://github.com/invented/code' }],
    ...changes,
  };
}

/** A list of three papers that do not exist. */
export const LIST: Message = {
  fallback: 'Papers of Nov 8: Invented paper 1; Invented paper 2; Invented paper 3',
  parts: [
    { kind: 'heading', text: 'Papers of Nov 8' },
    { kind: 'row', row: row(1) },
    { kind: 'row', row: row(2) },
    { kind: 'row', row: row(3) },
    { kind: 'buttons', buttons: [{ label: 'Next page', action: { kind: 'run', line: 'today page:2' } }] },
    { kind: 'note', text: [{ text: 'React with a number to vote.' }] },
  ],
};

export const WORDS: Message = {
  fallback: 'Just words',
  parts: [{ kind: 'text', text: [{ text: 'Just words' }] }],
};
