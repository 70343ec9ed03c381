import type { APIMessageTopLevelComponent } from 'discord.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeMarkdown, markdownWithin } from '../../../adapters/discord/markdown.ts';
import { renderMessage } from '../../../adapters/discord/render.ts';
import type { Button, Message, Part, Span } from '../../../src/message/message.ts';
import { card, LIST, row } from '../sample-messages.ts';
import { complaintsAbout } from './discord-rules.ts';

const said = (...parts: Part[]): Message => ({ fallback: 'Said', parts });
const bodyOf = (components: readonly APIMessageTopLevelComponent[]) => ({
  components,
  flags: 32768,
  allowed_mentions: { parse: [] },
});
const textsOf = (...parts: Part[]): string[] => textsIn(renderMessage(said(...parts)));
const textsIn = (messages: readonly { components: unknown }[]): string[] =>
  [...JSON.stringify(messages).matchAll(/"content":("(?:[^"\\]|\\.)*")/g)].map(([, text = '']) =>
    JSON.parse(text),
  );

test('a row shows number, linked title, facts, matched words, and a button to vote', () => {
  const [message] = renderMessage(said({ kind: 'row', row: row(2, { votes: 7 }) }));
  expect(textsIn([message ?? { components: [] }])).toEqual([
    '**2.** [**Invented paper 2**](<https://arxiv.org/abs/2412.00002>)\n' +
      '-# 6 authors · Nov 8, 2023 · 3 comments\n-# matched: physics-informed',
  ]);
  expect(message?.components).toMatchObject([{ accessory: { label: '▲ 7' } }]);
});

test('a card shows authors, summary, abstract with its matched words, and links without previews', () => {
  const [head, body] = textsOf({ kind: 'card', card: card() });
  expect(head).toContain('\nA. Author, B. Author and 4 more\n');
  expect(body).toBe(
    '*Nets that know physics.*\n\nWe show that **physics-informed** nets learn.\n\n[Code](<https://github.com/invented/code>)',
  );
});

test('ten rows with titles longer than any are still one message with all ten, said with fewer words', () => {
  const title = [{ text: 'A title [that] is *longer* than real_ones are '.repeat(12) }];
  const url = `https://arxiv.org/search/?query=${'long+'.repeat(90)}`;
  const rows = Array.from(
    { length: 10 },
    (_, at): Part => ({
      kind: 'row',
      row: row(at + 1, { title, url, facts: 'fact '.repeat(60), matched: 'word '.repeat(60) }),
    }),
  );
  const messages = renderMessage({ ...LIST, parts: [LIST.parts[0] as Part, ...rows] }, { key: 'pbkey' });
  expect(messages).toHaveLength(1);
  expect(complaintsAbout(bodyOf(messages[0]?.components ?? []))).toEqual([]);
  expect(textsIn(messages).filter((text) => /^\*\*\d+\.\*\* /.test(text))).toHaveLength(10);
});

test('what is too long for one message goes on in the next, between parts', () => {
  const parts = Array.from(
    { length: 30 },
    (_, at): Part => ({ kind: 'card', card: card({ paperId: `p${at}` }) }),
  );
  const messages = renderMessage(said(...parts));
  expect(messages.length).toBeGreaterThan(1);
  expect(messages.flatMap((message) => message.parts)).toEqual(parts);
});

test('a paper whose title shows nothing makes no text that Discord would refuse as empty', () => {
  const unseen = { title: [{ text: '\u202e' }], url: '', facts: '\u202e', matched: '' };
  const shown = card({ ...unseen, authors: '\u202e', abstract: [{ text: 'Still here.' }] });
  const [message] = renderMessage(said({ kind: 'row', row: row(1, unseen) }, { kind: 'card', card: shown }));
  expect(complaintsAbout(bodyOf(message?.components ?? []))).toEqual([]);
  expect(textsIn([message ?? { components: [] }]).join()).toContain('Still here.');
});

test('a long abstract ends with … after a whole word, in one message', () => {
  const abstract = [{ text: 'lorem ipsum '.repeat(900) }];
  expect(renderMessage(said({ kind: 'card', card: card({ abstract }) }))).toHaveLength(1);
  expect(textsOf({ kind: 'card', card: card({ abstract }) })[1]).toMatch(/(?:lorem|ipsum)…\n\n\[Code\]/);
});

test('more than five buttons make another row of them', () => {
  const buttons = Array.from(
    { length: 7 },
    (_, at): Button => ({ label: `${at}`, action: { kind: 'run', line: `show ${at}` } }),
  );
  const [message] = renderMessage(said({ kind: 'buttons', buttons }));
  expect(message?.components.map((row) => ('components' in row ? row.components.length : 0))).toEqual([5, 2]);
});

test('bold, italic, code and links are kept; an address that is not of the web is no link', () => {
  const text: Span[] = [
    { text: 'b', style: 'bold' },
    { text: ' i ', style: 'italic' },
    { text: '/papers', style: 'code' },
    { text: ' home', link: 'https://example.org/a(b)' },
    { text: ' j', link: 'javascript:alert(1)' },
  ];
  expect(markdownWithin(text, 1000)).toBe('**b** *i* `/papers` [home](<https://example.org/a%28b%29>) j');
});

test.each([
  [
    '@everyone and <@1>, <#2>, <@&3>, </name:4>, <t:5:R>',
    '\\@everyone and \\<\\@1\\>, \\<#2\\>, \\<\\@&3\\>, \\</name\\:4\\>, \\<t\\:5\\:R\\>',
  ],
  ['[free](https://evil.example)', '\\[free\\](https\\://evil.example)'],
  [':fire: <:up:1>', '\\:fire: \\<\\:up\\:1\\>'],
  ['# big\n-# small\n- item\n> quote\n1. first', '\\# big\n\\-# small\n\\- item\n\\> quote\n1\\. first'],
  ['**b** __u__ ~~s~~ ||h|| `c` \\', '\\*\\*b\\*\\* \\_\\_u\\_\\_ \\~\\~s\\~\\~ \\|\\|h\\|\\| \\`c\\` \\\\'],
  ['PIG: Physics-Informed, 3.5 (new)', 'PIG: Physics-Informed, 3.5 (new)'],
])('%j is shown as it is, and does nothing', (text, written) => {
  expect(escapeMarkdown(text)).toBe(written);
});

test('an address that comes in pieces is no link either', () => {
  expect(markdownWithin([{ text: 'https:' }, { text: '//evil.example' }], 100)).toBe(
    'https\\://evil.example',
  );
});

test('code that holds a backtick is shown without style, for it could end the code', () => {
  expect(markdownWithin([{ text: 'a`b <@1>', style: 'code' }], 100)).toBe('a\\`b \\<\\@1\\>');
});

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '@everyone',
    '<@1>',
    '**',
    '`',
    '[x](https://evil.example)',
    '\n# ',
    '\u202e',
    '\ud800',
    '||',
    '\\',
  ),
  fc.constantFrom('x'.repeat(5000), '*'.repeat(3000), 'word '.repeat(900)),
);
const spans: fc.Arbitrary<Span[]> = fc.array(
  fc.record(
    {
      text: hostile,
      style: fc.constantFrom('bold' as const, 'italic' as const, 'code' as const),
      link: fc.oneof(fc.webUrl(), hostile),
    },
    { requiredKeys: ['text'] },
  ),
  { maxLength: 4 },
);
const buttons = fc.array(
  fc.record({
    label: hostile,
    action: fc.oneof(
      fc.record({ kind: fc.constant('run' as const), line: hostile, share: fc.boolean() }),
      fc.record({ kind: fc.constant('vote' as const), paperId: hostile }),
    ),
  }),
  { maxLength: 12 },
);
const paper = {
  paperId: hostile,
  title: spans,
  url: fc.oneof(fc.webUrl(), hostile),
  facts: hostile,
  matched: hostile,
  votes: fc.nat(),
};
const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text: hostile }),
  fc.record({ kind: fc.constantFrom('text' as const, 'note' as const), text: spans }),
  fc.record({
    kind: fc.constant('row' as const),
    row: fc.record({ ...paper, number: fc.integer({ min: 1, max: 10 }) }),
  }),
  fc.record({
    kind: fc.constant('card' as const),
    card: fc.record({
      ...paper,
      abstract: spans,
      summary: hostile,
      authors: hostile,
      links: fc.array(fc.record({ label: hostile, url: fc.webUrl() }), { maxLength: 3 }),
    }),
  }),
  fc.record({ kind: fc.constant('buttons' as const), buttons }),
  fc.record({ kind: fc.constant('image' as const), url: fc.oneof(fc.webUrl(), hostile), alt: hostile }),
  fc.record({ kind: fc.constant('divider' as const) }),
);

test('whatever papers and people write, Discord takes every message', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 14 }), hostile, (parts, fallback) => {
      for (const { components } of renderMessage({ fallback, parts }, { key: 'pb1234567890123456789012' })) {
        expect(complaintsAbout(bodyOf(components))).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});

test('nothing that was written is left that Discord would read as markup', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const bare = escapeMarkdown(text).replace(/\\[^\p{L}\p{N}\s]/gu, 'x');
      expect(bare).not.toMatch(/[\\*_~`|<>[\]@]|:\S|^[^\S\n]*(?:[-+#]|\d+[.)])/mu);
    }),
  );
});
