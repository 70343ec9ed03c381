import type { KnownBlock, RichTextElement } from '@slack/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeText, renderMessage } from '../../../adapters/slack/render.ts';
import type { Button, Message, PaperCard, Part, Span } from '../../../src/message/message.ts';
import { card, LIST, row } from '../sample-messages.ts';
import { complaintsAbout } from './slack-rules.ts';

const said = (...parts: Part[]): Message => ({ fallback: 'Said', parts });
const blocksOf = (...parts: Part[]): KnownBlock[] =>
  renderMessage(said(...parts)).flatMap(({ blocks }) => blocks);

test('a row shows number, linked title, facts, matched words, and a button to vote', () => {
  const [title, facts] = blocksOf({ kind: 'row', row: row(2, { votes: 7 }) });
  expect(elementsOf(title)).toEqual([
    { type: 'text', text: '2. ', style: { bold: true } },
    {
      type: 'link',
      url: 'https://arxiv.org/abs/2412.00002',
      text: 'Invented paper 2',
      style: { bold: true },
    },
  ]);
  expect(facts).toMatchObject({
    type: 'section',
    text: { type: 'plain_text', text: '6 authors · Nov 8, 2023 · 3 comments\nmatched: physics-informed' },
    accessory: { type: 'button', text: { text: '▲ 7' }, value: '2412.00002' },
  });
});

test('a card shows authors, summary, abstract with its matched words, and links', () => {
  const [title, , body] = blocksOf({ kind: 'card', card: card() });
  expect(textIn(title)).toBe('Invented paper 1\nA. Author, B. Author and 4 more');
  expect(textIn(body)).toBe('Nets that know physics.\n\nWe show that physics-informed nets learn.\n\nCode');
  expect(elementsOf(body)).toContainEqual({ type: 'text', text: 'physics-informed', style: { bold: true } });
  expect(elementsOf(body)).toContainEqual({
    type: 'link',
    url: 'https://github.com/invented/code',
    text: 'Code',
  });
});

test('ten rows with long titles are still one message, whose first block carries the key', () => {
  const title = [
    { text: 'A title as long as few real ones are, on nets that know physics and tell it'.repeat(2) },
  ];
  const rows = Array.from({ length: 10 }, (_, at): Part => ({ kind: 'row', row: row(at + 1, { title }) }));
  const messages = renderMessage({ ...LIST, parts: [LIST.parts[0] as Part, ...rows] }, { key: 'digest-1' });
  expect(messages).toHaveLength(1);
  expect(messages[0]?.blocks[0]).toMatchObject({ type: 'header', block_id: 'digest-1' });
});

test('what is too long for one message goes on in the next, between parts', () => {
  const parts = Array.from(
    { length: 60 },
    (_, at): Part => ({ kind: 'card', card: card({ paperId: `p${at}` }) }),
  );
  const messages = renderMessage(said(...parts), { key: 'k' });
  expect(messages.length).toBeGreaterThan(1);
  expect(messages.flatMap((message) => message.parts)).toEqual(parts);
  expect(messages.slice(0, 2).map(({ blocks, text }) => [blocks[0]?.block_id, text])).toEqual([
    ['k', 'Said'],
    ['k#2', `Said (2 of ${messages.length})`],
  ]);
});

test('a message has at most 50 blocks', () => {
  const messages = renderMessage(said(...Array.from({ length: 60 }, (): Part => ({ kind: 'divider' }))));
  expect(messages.map(({ blocks }) => blocks.length)).toEqual([50, 10]);
});

test('texts that are long in every way are within the limits', () => {
  const quotes = Array.from(
    { length: 4000 },
    (_, at): Span => (at % 2 ? { text: '"', style: 'bold' } : { text: '\\' }),
  );
  const url = `https://example.org/${'x'.repeat(900)}`;
  const paperId = '2'.repeat(1900);
  const long = {
    title: quotes,
    abstract: quotes,
    facts: '"'.repeat(4000),
    matched: '"'.repeat(4000),
    url,
    paperId,
  };
  const parts: Part[] = [
    { kind: 'note', text: [{ text: 'x'.repeat(4000) }] },
    { kind: 'text', text: quotes },
    { kind: 'card', card: card({ ...long, authors: '"'.repeat(4000), summary: '"'.repeat(4000) }) },
  ];
  for (const { blocks } of parts.flatMap((part) => renderMessage(said(part), { key: 'k'.repeat(255) }))) {
    expect(complaintsAbout({ blocks })).toEqual([]);
    expect(JSON.stringify(blocks).length).toBeLessThan(11_500);
  }
});

test('a long abstract ends with … after a whole word', () => {
  const body = textIn(
    blocksOf({ kind: 'card', card: card({ abstract: [{ text: 'lorem ipsum '.repeat(500) }] }) })[2],
  );
  expect(body).toMatch(/lorem(?: ipsum)?…\n\nCode$/);
});

test('bold, italic, code and links are kept; an address that is not of the web is no link', () => {
  const text: Span[] = [
    { text: 'b', style: 'bold' },
    { text: 'i', style: 'italic' },
    { text: 'c', style: 'code', link: 'https://example.org/' },
    { text: 'j', link: 'javascript:alert(1)' },
  ];
  expect(elementsOf(blocksOf({ kind: 'text', text })[0])).toEqual([
    { type: 'text', text: 'b', style: { bold: true } },
    { type: 'text', text: 'i', style: { italic: true } },
    { type: 'link', url: 'https://example.org/', text: 'c', style: { code: true } },
    { type: 'text', text: 'j' },
  ]);
});

test('notes are small, and styled notes keep their styles', () => {
  expect(blocksOf({ kind: 'note', text: [{ text: 'a note' }] })).toMatchObject([{ type: 'context' }]);
  const [styled] = blocksOf({ kind: 'note', text: [{ text: '/papers', style: 'code' }] });
  expect(elementsOf(styled)).toEqual([{ type: 'text', text: '/papers', style: { code: true } }]);
});

test('more than 25 buttons make another row of them', () => {
  const buttons = Array.from(
    { length: 30 },
    (_, at): Button => ({ label: `${at}`, action: { kind: 'run', line: `show ${at}` } }),
  );
  const sizes = blocksOf({ kind: 'buttons', buttons }).map((block) =>
    block.type === 'actions' ? block.elements.length : 0,
  );
  expect(sizes).toEqual([25, 5]);
});

test('the fallback text mentions and links nothing', () => {
  const [message] = renderMessage({ fallback: 'R&D <!channel> <@U1> <https://evil.example|x>', parts: [] });
  expect(message?.text).toBe('R&amp;D &lt;!channel&gt; &lt;@U1&gt; &lt;https://evil.example|x&gt;');
});

test('nothing at all is still a message', () => {
  expect(renderMessage({ fallback: ' ', parts: [{ kind: 'text', text: [] }] })).toEqual([
    { text: 'Paperboy', blocks: [], parts: [] },
  ]);
});

const HOSTILE = [
  '@everyone',
  '<!channel>',
  '<!here>',
  '<@U1>',
  '<#C1>',
  '*bold*',
  '_i_',
  '~s~',
  '```',
  '`c`',
  '> quote',
  ':fire:',
  '&lt;',
  'https://evil.example',
  '<https://evil.example|safe>',
  '\u001b[31mred\u001b[0m',
  '\u0007\u0000\v\f\t',
  '\n\n',
  '  ',
  '\u202eevil\u202c',
  'שלום עולם',
  'مرحبا',
  '👩‍👩‍👧‍👦',
  '🏴‍☠️',
  'e\u0301\u0302\u0303',
  '\ud800',
  '"\\"',
  '物理情報',
  '…',
  '\u{e0041}',
  '%41',
  '"'.repeat(3000),
  'x'.repeat(5000),
  'word '.repeat(1500),
  '🙂'.repeat(2000),
  '\\'.repeat(4000),
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 30 })), {
    maxLength: 6,
  })
  .map((pieces) => pieces.join(' '));
const anUrl = fc.oneof(
  fc.webUrl({ withQueryParameters: true }),
  hostile,
  hostile.map((text) => `https://example.org/?q=${text}`),
);
const span: fc.Arbitrary<Span> = fc.record(
  { text: hostile, style: fc.constantFrom('bold', 'italic', 'code'), link: anUrl },
  { requiredKeys: ['text'] },
);
/** Every other character bold: as many pieces as a text can have. */
const speckled = hostile.map((text) =>
  Array.from(
    text.slice(0, 2000),
    (character, at): Span => (at % 2 ? { text: character, style: 'bold' } : { text: character }),
  ),
);
const spans = fc.oneof(
  { weight: 4, arbitrary: fc.array(span, { maxLength: 5 }) },
  { weight: 1, arbitrary: speckled },
);
const paper = {
  paperId: hostile,
  title: spans,
  url: anUrl,
  facts: hostile,
  matched: hostile,
  votes: fc.nat(),
};
const aCard: fc.Arbitrary<PaperCard> = fc.record({
  ...paper,
  abstract: spans,
  summary: hostile,
  authors: hostile,
  links: fc.array(fc.record({ label: hostile, url: anUrl }), { maxLength: 4 }),
});
const aButton: fc.Arbitrary<Button> = fc.record({
  label: hostile,
  action: fc.oneof(
    fc.record({ kind: fc.constant('run' as const), line: hostile, share: fc.boolean() }),
    fc.record({ kind: fc.constant('vote' as const), paperId: hostile }),
  ),
});
const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text: hostile }),
  fc.record({ kind: fc.constant('text' as const), text: spans }),
  fc.record({ kind: fc.constant('note' as const), text: spans }),
  fc.record({
    kind: fc.constant('row' as const),
    row: fc.record({ ...paper, number: fc.integer({ min: 1, max: 10 }) }),
  }),
  fc.record({ kind: fc.constant('card' as const), card: aCard }),
  fc.record({ kind: fc.constant('buttons' as const), buttons: fc.array(aButton, { maxLength: 40 }) }),
  fc.record({ kind: fc.constant('image' as const), url: anUrl, alt: hostile }),
  fc.constant({ kind: 'divider' as const }),
);
const message: fc.Arbitrary<Message> = fc.record({
  fallback: hostile,
  parts: fc.array(part, { maxLength: 12 }),
});

test('whatever is to be said, Slack takes it, and no text of it is markup', () => {
  fc.assert(
    fc.property(message, fc.string({ minLength: 1, maxLength: 255 - 4 }), (said, key) => {
      for (const { text, blocks } of renderMessage(said, { key })) {
        expect(complaintsAbout({ text, blocks })).toEqual([]);
        expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
        // `mrkdwn` is the only kind of text that is parsed.
        expect(JSON.stringify(blocks)).not.toContain('"type":"mrkdwn"');
        expect(textIn(...blocks)).not.toMatch(/[\0-\x09\x0b-\x1f\x7f\u202a-\u202e]|\p{Cs}/u);
      }
    }),
    { numRuns: 1000 },
  );
});

test('escaping takes back nothing', () => {
  expect(escapeText('&lt;')).toBe('&amp;lt;');
});

function elementsOf(block: KnownBlock | undefined): RichTextElement[] {
  if (block?.type !== 'rich_text') return [];
  return block.elements.flatMap((section) => (section.type === 'rich_text_section' ? section.elements : []));
}

function textIn(...blocks: (KnownBlock | undefined)[]): string {
  return blocks
    .flatMap((block) => elementsOf(block))
    .map((element) => ('text' in element ? element.text : ''))
    .join('');
}
