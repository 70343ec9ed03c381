import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/command/user-error.ts';
import { configuredSources } from '../../src/sources/configured.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

const folder = temporaryFolder();
const read = (...entries: string[]) => configuredSources(entries, [folder]);

describe('PAPERBOY_SOURCES', () => {
  test('names files by path or as file:PATH, from the first folder that has them', () => {
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'sub', 'there.txt'), '');
    const entries = ['there.txt', 'file:there.txt', 'file:///abs/x.txt', '/abs/y.txt', 'file:pages/'];
    expect(configuredSources(entries, [folder, join(folder, 'sub')])).toEqual([
      { kind: 'file', name: 'file:there.txt', path: join(folder, 'sub', 'there.txt') },
      { kind: 'file', name: 'file:x.txt', path: '/abs/x.txt' },
      { kind: 'file', name: 'file:y.txt', path: '/abs/y.txt' },
      { kind: 'file', name: 'file:pages', path: join(folder, 'pages') },
    ]);
  });

  test('tells places of one name apart, since each is looked after by its name', () => {
    expect(read('/lab/pages', '/office/pages', '/lab/pages').map(({ name }) => name)).toEqual([
      'file:pages',
      'file:/office/pages',
    ]);
    const search = (words: string) => `feed:https://lab.example/rss?q=${words.repeat(10)}`;
    expect(read(search('robot'), search('quark'), search('robot'))).toMatchObject([
      { name: 'feed:https://lab.example/rss?q=…', url: search('robot').slice('feed:'.length) },
      { name: 'feed:https://lab.example/rss?q=… (2)', url: search('quark').slice('feed:'.length) },
    ]);
  });

  test('may be written in capitals and with spaces', () => {
    expect(
      read(
        'HuggingFace',
        'ArXiv: CS.lg + Physics.AO-PH+cs.LG',
        'FEED: HTTPS://Lab.example/rss',
        'file: x.txt',
      ),
    ).toEqual([
      { kind: 'huggingface', name: 'huggingface' },
      { kind: 'arxiv', name: 'arxiv:cs.LG+physics.ao-ph', categories: ['cs.LG', 'physics.ao-ph'] },
      { kind: 'feed', name: 'feed:https://lab.example/rss', url: 'https://lab.example/rss' },
      { kind: 'file', name: 'file:x.txt', path: join(folder, 'x.txt') },
    ]);
    expect(read('Sample')).toEqual([]);
  });

  test('takes a feed’s address with characters that are encoded in no usual way', () => {
    expect(read('feed:https://lab.example/%ff?q=%zz')).toMatchObject([
      { url: 'https://lab.example/%ff?q=%zz' },
    ]);
  });

  test('names places to ask, each once', () => {
    expect(
      read(
        'huggingface',
        'arxiv:cs.LG+stat.ML',
        'arxiv:hep-th',
        'feed:https://lab.example/rss',
        'huggingface',
      ),
    ).toEqual([
      { kind: 'huggingface', name: 'huggingface' },
      { kind: 'arxiv', name: 'arxiv:cs.LG+stat.ML', categories: ['cs.LG', 'stat.ML'] },
      { kind: 'arxiv', name: 'arxiv:hep-th', categories: ['hep-th'] },
      { kind: 'feed', name: 'feed:https://lab.example/rss', url: 'https://lab.example/rss' },
    ]);
  });

  test('that is not set means Hugging Face; `sample` means nothing but the sample', () => {
    expect(read().map(({ name }) => name)).toEqual(['huggingface']);
    expect(read('sample')).toEqual([]);
  });

  test('shows no secret of a feed’s address', () => {
    const [feed] = read('feed:https://lab.example/rss?subject=physics&token=abc123');
    expect(feed).toMatchObject({
      name: 'feed:https://lab.example/rss?subject=physics&token=…',
      url: 'https://lab.example/rss?subject=physics&token=abc123',
    });
  });

  test.each([
    ['gopher://x', '“gopher://x” names nothing that papers can be read from'],
    ['https://lab.example/rss', 'Write `feed:https://lab.example/rss`'],
    ['feed:lab.example/rss', 'has no http or https address'],
    ['feed:https://me:secret@lab.example/', 'a name and password in its address'],
    ['file:', 'names no file'],
    ['arxiv:machine learning', 'names no categories of arXiv, such as `arxiv:cs.LG`'],
    ['arxiv', 'Did you mean `arxiv:cs.LG`?'],
    ['hugingface', 'Did you mean `huggingface`?'],
  ])('refuses %s and says what to write', (entry, message) => {
    expect(() => read(entry)).toThrow(UserError);
    expect(() => read(entry)).toThrow(message);
    expect(() => read(entry)).not.toThrow('secret');
  });

  test('names all of its mistakes at once', () => {
    expect(() => read('gopher://x', 'page.txt', 'smtp:y')).toThrow(/gopher:\/\/x.*smtp:y/s);
  });
});
