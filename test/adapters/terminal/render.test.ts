import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { renderMessage } from '../../../adapters/terminal/render.ts';
import {
  buttonsPart,
  code,
  runButton,
  shareButton,
  textMessage,
  withCode,
} from '../../../src/message/build.ts';
import type { Message, PaperCard, PaperRow, Part } from '../../../src/message/message.ts';
import { paperUrl } from '../../../src/paper/links.ts';

const PLAIN = { width: 60, color: false, links: false };
const RICH = { width: 60, color: true, links: true };
const ESC = '\u001b';

const ROW: PaperRow = {
  ...{ number: 3, paperId: 'p3', url: 'https://example.org/3', votes: 0 },
  title: [{ text: 'A ' }, { text: 'graph network', style: 'bold' }, { text: ' for rivers' }],
  facts: '6 authors · Nov 8, 2023',
};

const CARD: PaperCard = {
  ...{ paperId: 'p3', url: 'https://example.org/3', votes: 2, title: [{ text: 'On rivers' }] },
  ...{ authors: 'A. One and B. Two', facts: 'Nov 8, 2023', matched: 'rivers' },
  abstract: [{ text: 'They flow.\n\nThey end.' }],
  links: [{ label: 'Code', url: 'https://example.org/code' }],
};

function of(...parts: Part[]): Message {
  return { fallback: '', parts };
}

describe('a row', () => {
  test('is its number, title, facts and address', () => {
    expect(renderMessage(of({ kind: 'row', row: ROW }), PLAIN)).toBe(
      [' 3. A graph network for rivers', '    6 authors · Nov 8, 2023', '    https://example.org/3'].join(
        '\n',
      ),
    );
  });

  test('shows votes and why it matched', () => {
    const row = { ...ROW, votes: 4, matched: 'graph network' };
    const text = renderMessage(of({ kind: 'row', row }), PLAIN);
    expect(text).toContain('    ▲ 4 · 6 authors');
    expect(text).toContain('    matched: graph network');
  });

  test('keeps to the width, under its number, and never breaks an address', () => {
    const url = `https://example.org/${'long-'.repeat(30)}`;
    const title = [{ text: 'Rivers and lakes '.repeat(10) }];
    const text = renderMessage(of({ kind: 'row', row: { ...ROW, title, url } }), { ...PLAIN, width: 40 });
    const lines = text.split('\n');
    expect(lines).toContain(`    ${url}`);
    for (const line of lines.filter((one) => !one.includes('https')))
      expect(line.length).toBeLessThanOrEqual(40);
    for (const line of lines.slice(1)) expect(line).toMatch(/^ {4}\S/);
  });

  test('has no address where there is none but a search by its title, unless the title can be clicked', () => {
    const url = paperUrl({ id: 'title:on rivers', title: 'On rivers', sources: ['file'] });
    const message = of({ kind: 'row', row: { ...ROW, url } });
    expect(renderMessage(message, PLAIN)).not.toContain('http');
    expect(renderMessage(message, RICH)).toContain(`${ESC}]8;;${url}${ESC}\\`);
    const card: PaperCard = { ...CARD, url, links: [{ label: 'Search', url }] };
    expect(renderMessage(of({ kind: 'card', card }), PLAIN)).toContain(`Search: ${url}`);
  });

  test('of rows 3 and 10 have their titles below each other', () => {
    const text = renderMessage(
      of({ kind: 'row', row: ROW }, { kind: 'row', row: { ...ROW, number: 10 } }),
      PLAIN,
    );
    expect(text).toMatch(/^ 3\. A/m);
    expect(text).toMatch(/^10\. A/m);
  });
});

describe('what a terminal can show', () => {
  test('colour and clickable titles, where it can', () => {
    const text = renderMessage(of({ kind: 'row', row: ROW }), RICH);
    expect(text).toContain(`${ESC}]8;;https://example.org/3${ESC}\\`);
    expect(text).toContain(`${ESC}[4mgraph network`);
    expect(text.match(/example\.org/g)).toHaveLength(1);
  });

  test('plain text without a single control character, where it cannot', () => {
    const message = of(
      { kind: 'heading', text: 'Papers' },
      { kind: 'row', row: ROW },
      { kind: 'card', card: CARD },
      { kind: 'note', text: withCode('Write `this`') },
      { kind: 'divider' },
      { kind: 'image', url: 'https://example.org/i.png', alt: 'A river' },
    );
    expect(renderMessage(message, PLAIN)).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]/);
  });

  test('backticks set code apart where there is no colour', () => {
    const message = textMessage([[{ text: 'Write ' }, code('/papers today'), { text: '.' }]]);
    expect(renderMessage(message, PLAIN)).toBe('Write `/papers today`.');
    expect(renderMessage(message, { ...RICH, links: false })).not.toContain('`');
  });

  test.each([20, 40, 80, 200])('%i columns are kept to', (width) => {
    const message = of(
      { kind: 'heading', text: 'A heading that is rather long for small windows' },
      { kind: 'card', card: CARD },
      buttonsPart([runButton('Next 10 of 57 more', 'today 2025-11-07 page 2')]),
      { kind: 'divider' },
    );
    for (const line of renderMessage(message, { ...RICH, width }).split('\n'))
      expect(stringWidth(line)).toBeLessThanOrEqual(width);
  });
});

describe('what others wrote', () => {
  const title = `Evil ${ESC}[2J${ESC}]8;;http://x${ESC}\\ \u0007\u009b31m\u202e\r\nname`;

  test('cannot control the terminal', () => {
    const message = of({
      kind: 'row',
      row: { ...ROW, title: [{ text: title }], facts: title, matched: title },
    });
    const text = renderMessage(message, PLAIN);
    expect(text).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
    expect(text).toContain('Evil');
    expect(text.split('\n')).toHaveLength(4);
  });

  test('cannot end its own link', () => {
    const url = `https://example.org/${ESC}\\${ESC}[2J`;
    const text = renderMessage(of({ kind: 'row', row: { ...ROW, url } }), { ...RICH, color: false });
    expect(text.split(ESC)).toHaveLength(5);
  });

  test('shows dollars, backslashes and mentions as they are', () => {
    const said = 'costs $5 and $6, \\alpha, @everyone <!channel> *x* `y`';
    expect(renderMessage(textMessage([said]), PLAIN)).toContain(said);
  });
});

test('a card is title, authors, facts, match, abstract in paragraphs, and links', () => {
  expect(renderMessage(of({ kind: 'card', card: CARD }), PLAIN)).toBe(
    [
      ...['On rivers', 'A. One and B. Two', '▲ 2 · Nov 8, 2023', 'matched: rivers', ''],
      ...['They flow.', '', 'They end.', '', 'Code: https://example.org/code'],
    ].join('\n'),
  );
});

test('a button is the line to type; there is nobody to share with', () => {
  const message = of(buttonsPart([runButton('Undo', 'unsubscribe 1 undo'), shareButton('help')]));
  expect(renderMessage(message, PLAIN)).toBe('→ Undo: /papers unsubscribe 1 undo');
  expect(renderMessage(of(buttonsPart([shareButton('help')])), PLAIN)).toBe('');
});

test('rows stand apart from what is said before and behind them', () => {
  const row: Part = { kind: 'row', row: { ...ROW, facts: '' } };
  const text = renderMessage(
    of({ kind: 'heading', text: 'Papers' }, row, row, { kind: 'heading', text: 'End' }),
    PLAIN,
  );
  expect(text.split('\n\n')).toHaveLength(3);
});
