import { code, textPart, withCode } from '../message/build.ts';
import type { Message, Text } from '../message/message.ts';

/** Queries, each with what the papers have that it finds. */
const EXAMPLES: readonly (readonly [query: string, finds: string])[] = [
  ['graph neural network', 'these words in a row, in title, abstract or the source’s keywords'],
  ['diffusion AND robot', 'both words, anywhere'],
  ['GAN OR diffusion', 'either; brackets group, as in `(GAN OR diffusion) AND robot`'],
  [
    'graph network -protein',
    'the words before the minus, but not the one behind it; `NOT protein` is the same',
  ],
  ['"neural network"', 'exactly these words, and no plural'],
  ['quanti*', 'a word that begins so; at least three letters stand before the star'],
  ['title:GAN', 'the word in that place; `abstract:"score matching"` and `author:lecun` are the others'],
  ['category:cs.LG', 'that arXiv category; `category:cs` is all of cs'],
  ['source:arxiv', 'that source; `has:code` is for those with a repository'],
  ['upvotes>=20', 'such a number; `comments>3` and `year:2025` work alike'],
  ['PINN, physics-informed', 'either; `subscribe` makes two subscriptions of it'],
];

const RULES = [
  '`AND`, `OR` and `NOT` are written in capitals: in small letters they are words. Capitals elsewhere, accents and LaTeX make no difference.',
  'Singular and plural are one: `network` finds networks, but `operator` no operation. A hyphen joins and parts: `pre-training` finds pre-training, pre training and pretraining.',
  '`/papers preview diffusion AND robot` tries a query, `/papers subscribe diffusion AND robot` follows it.',
];

/** What `/papers help keywords` says: the keyword language, by examples. */
export function keywordHelp(): Message {
  return {
    fallback: `Keywords: ${EXAMPLES.map(([query]) => query).join(' · ')}`,
    parts: [
      { kind: 'heading', text: 'Keywords' },
      textPart([{ text: 'Each query, and what the papers have that it finds:' }]),
      ...EXAMPLES.map(([query, finds]): Text => [code(query), ...withCode(` ${finds}`)]).map(textPart),
      ...RULES.map(withCode).map(textPart),
    ],
  };
}
