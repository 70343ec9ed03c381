import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parseSaved } from '../../src/sources/parse-saved.ts';
import { announced, answer, dailyFeed, ERROR, entry as searched } from './arxiv/arxiv-xml.ts';
import { entry, page, WHOLE } from './page-fixture.ts';

const whole = parseSaved(WHOLE);

describe('the encoding of a file', () => {
  test('may be UTF-8 or UTF-16, with or without its mark', () => {
    const little = Buffer.from(WHOLE, 'utf16le');
    const marked = Buffer.from(`\ufeff${WHOLE}`, 'utf16le');
    const files = {
      'UTF-8': Buffer.from(WHOLE),
      'UTF-8 with a mark': Buffer.from(`\ufeff${WHOLE}`),
      'UTF-16 LE': little,
      'UTF-16 LE with a mark': marked,
      'UTF-16 BE': Buffer.from(little).swap16(),
      'UTF-16 BE with a mark': Buffer.from(marked).swap16(),
    };
    for (const [name, bytes] of Object.entries(files))
      expect({ name, ...parseSaved(bytes) }).toEqual({ name, ...whole });
  });

  test('that is another one is told of once, with its first line, and what can be read is taken', () => {
    const text = page(entry('Plain title'), entry('Schrödinger again'), entry('Last one'));
    const { papers, problems } = parseSaved(Buffer.from(text.replace(/•/g, '\x95'), 'latin1'));
    expect(papers.map(({ title }) => title)).toEqual(['Plain title', 'Schr�dinger again', 'Last one']);
    expect(papers.every(({ publishedOn, authorCount }) => publishedOn && authorCount === 3)).toBe(true);
    expect(problems).toEqual([{ line: 11, message: expect.stringContaining('not UTF-8') }]);
  });

  test('is what a feed’s first line says', () => {
    const feed =
      '<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0"><channel><item><title>Schrödinger</title></item></channel></rss>';
    expect(parseSaved(Buffer.from(feed, 'latin1'))).toMatchObject({
      papers: [{ title: 'Schrödinger' }],
      problems: [],
    });
    expect(parseSaved(Buffer.from(feed))).toMatchObject({ papers: [{ title: 'Schrödinger' }], problems: [] });
  });

  test('with zero bytes in between is read as if they were not there', () => {
    expect(parseSaved(Buffer.from(WHOLE.replace(/\n/g, '\n\0')))).toEqual(whole);
  });
});

describe('another kind of file', () => {
  const compressed = gzipSync(WHOLE);
  test.each([
    ['a PDF file', Buffer.concat([Buffer.from('%PDF-1.7\n%\xe2\xe3\n', 'latin1'), compressed])],
    ['a PNG image', Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), compressed])],
    ['a ZIP archive', Buffer.concat([Buffer.from('PK\x03\x04'), compressed])],
    ['compressed with gzip', compressed],
    ['OAI-PMH', Buffer.from('<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"></OAI-PMH>')],
    ['the file is empty', Buffer.from('')],
    ['the file is empty', Buffer.from(' \r\n\t\n')],
    ['no list of papers', Buffer.from('Dear all,\n\nno papers today.\n')],
    ['no list of papers', Buffer.alloc(5_000)],
  ])('(%s) is named in one line that says what was expected', (name, bytes) => {
    const { papers, problems, listedOn } = parseSaved(bytes);
    expect({ papers, listedOn }).toEqual({ papers: [], listedOn: undefined });
    expect(problems).toEqual([{ line: 1, message: expect.stringContaining(name) }]);
    expect(problems[0]?.message).toContain('expected a saved Daily Papers page');
  });

  test.each([
    ['a feed (Atom)', '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><entry>'],
    ['a feed (RSS)', '<?xml version="1.0"?>\n<!-- made today --><rss version="2.0"><channel/>'],
  ])('that is %s and was cut off is named so', (name, text) => {
    const { papers, problems } = parseSaved(text);
    expect(papers).toEqual([]);
    expect(problems).toEqual([{ line: 1, message: `this is ${name} that is damaged or cut off` }]);
  });

  test('that is a feed gives its papers, each in the edition of its day', () => {
    const { listedOn, papers, problems } = parseSaved(
      dailyFeed(announced('2603.00001'), announced('2501.00001', 'replace'), announced('2603.00002')),
    );
    expect({ listedOn, problems }).toEqual({ listedOn: '2026-03-10', problems: [] });
    expect(papers.map(({ id }) => id)).toEqual(['2603.00001', '2603.00002']);
  });

  const ITEM = '<channel><item><title>Of a long beginning</title></item></channel>';
  test.each([
    [
      'a long comment',
      `<?xml version="1.0"?><!-- ${'a > b, '.repeat(100)} --><rss version="2.0">${ITEM}</rss>`,
    ],
    ['a style sheet', `<?xml-stylesheet href="${'x'.repeat(300)}"?><rss version="2.0">${ITEM}</rss>`],
    [
      'a document type',
      `<!DOCTYPE rss [<!ENTITY % latin PUBLIC "-//W3C" "http://w3.example/latin.ent"> %latin;]><rss version="2.0">${ITEM}</rss>`,
    ],
  ])('that is a feed behind %s gives its papers', (_, text) => {
    expect(parseSaved(text)).toMatchObject({ papers: [{ title: 'Of a long beginning' }], problems: [] });
  });

  test('that is a JSON feed gives its papers, wherever it names its version', () => {
    const items = [{ id: '1', title: 'Of Hills', url: 'https://lab.example/1', summary: 'They rise.' }];
    const text = JSON.stringify({ title: 'Lab', items, version: 'https://jsonfeed.org/version/1.1' });
    expect(parseSaved(text)).toMatchObject({
      papers: [{ title: 'Of Hills', url: 'https://lab.example/1', sources: ['feed'] }],
      problems: [],
    });
  });

  test('that is an answer of arXiv’s query API gives its papers, in no edition', () => {
    const { papers, ...rest } = parseSaved(answer([searched('2603.00001')]));
    expect(rest).toEqual({ problems: [] });
    expect(papers).toMatchObject([{ id: '2603.00001', publishedOn: '2026-03-05' }]);
    expect(parseSaved(ERROR).problems).toEqual([
      { line: 1, message: 'arXiv’s answer is an error: incorrect id format for x' },
    ]);
  });

  test('that is a web page of another kind is named by its title', () => {
    const html =
      '<!DOCTYPE html>\n<html><head><title>Are you &amp; yours human?</title></head><body></body></html>';
    const { papers, problems } = parseSaved(html);
    expect(papers).toEqual([]);
    expect(problems).toEqual([{ line: 1, message: expect.stringContaining('“Are you & yours human?”') }]);
  });
});

test.each([
  ['brackets', '['],
  ['braces', '{'],
  ['nested objects', '{"a":'],
  ['nested papers', '{"paper":'],
  ['lists of lists', '[1,'],
  ['open strings', '["'],
  ['backslashes', '["\\'],
  ['empty lines', '\n'],
  ['one line', 'word '],
  ['dots', '·\n'],
  ['authors lines', '• 3 authors\n'],
  ['open attributes', '<div data-props="'],
  ['scripts', '<script>'],
  ['entities', '<div data-props="&'],
  ['escapes', '\x1b[\x1b]'],
])('half a megabyte of %s ends with a message, not with a crash', (_, piece) => {
  const { papers, problems } = parseSaved(piece.repeat(500_000 / piece.length));
  expect(papers).toEqual([]);
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.length).toBeLessThan(300);
});
