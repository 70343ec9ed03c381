import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Query } from '../../src/query/ast.ts';
import { matches } from '../../src/query/matcher.ts';
import { narrow } from '../../src/query/narrow.ts';
import { parseQuery } from '../../src/query/parser.ts';
import type { HeldPaper, SearchOrder, Store } from '../../src/store/store.ts';
import { papers, queries } from '../query/generated.ts';
import { collect, heldPaper, idsOf, type OpenStore } from './store-samples.ts';

export function describeSearch(open: OpenStore): void {
  const candidates = (store: Store, query: Query, since?: string) =>
    collect(store.papers.candidates(narrow(query.root), 'newest', since));
  const found = async (store: Store, text: string, since?: string) =>
    idsOf(
      (await candidates(store, parseQuery(text), since)).filter((paper) => matches(parseQuery(text), paper)),
    );

  describe('searching by words', () => {
    test('leaves out no paper that the query wants, whatever the query and the papers are', async () => {
      const store = await open();
      await fc.assert(
        fc.asyncProperty(
          fc.array(papers, { minLength: 60, maxLength: 60, size: 'max' }),
          fc.array(queries, { minLength: 120, maxLength: 120, size: 'max' }),
          async (made, asked) => {
            const held = made.map(
              (paper, at): HeldPaper => ({ ...heldPaper(`p${at}`), ...paper, id: `p${at}` }),
            );
            await store.papers.putAll(held);
            for (const query of asked) {
              const wanted = held.filter((paper) => matches(query, paper));
              const narrowed = new Set(idsOf(await candidates(store, query)));
              const lost = idsOf(wanted).filter((id) => !narrowed.has(id));
              if (lost.length > 0) expect([query.text, lost]).toEqual([query.text, []]);
            }
            for (const { root } of asked.slice(0, 10)) {
              const inOrder = async (order: SearchOrder) =>
                idsOf(await collect(store.papers.candidates(narrow(root), order)));
              expect((await inOrder('best')).toSorted()).toEqual((await inOrder('newest')).toSorted());
            }
          },
        ),
        { numRuns: 8, endOnFailure: true },
      );
    });

    test('gives the newest days first, on or after a day where one is asked for', async () => {
      const store = await open();
      for (const [id, listedOn] of [
        ['a', '2026-01-01'],
        ['b', '2026-03-01'],
        ['c', '2026-02-01'],
      ] as const)
        await store.papers.put(heldPaper(id, { title: 'River deltas', listedOn }));
      await store.papers.put(heldPaper('d', { title: 'River deltas', publishedOn: '2026-02-15' }));
      expect(await found(store, 'river delta')).toEqual(['b', 'd', 'c', 'a']);
      expect(await found(store, 'river', '2026-02-01')).toEqual(['b', 'd', 'c']);
    });

    test('gives the best fitting first: by title or author, by keyword, by abstract; each once, the newest first', async () => {
      const store = await open();
      const put = (id: string, listedOn: string, fields: Partial<HeldPaper>) =>
        store.papers.put(heldPaper(id, { title: 'Moss', listedOn, ...fields }));
      await put('abstract', '2026-03-05', { abstract: 'Of river deltas.' });
      await put('keyword', '2026-03-04', { keywords: ['river deltas'], abstract: 'Of river deltas.' });
      await put('old title', '2026-03-01', { title: 'River deltas', keywords: ['river deltas'] });
      await put('title', '2026-03-02', { title: 'A river delta', abstract: 'River deltas.' });
      await put('old abstract', '2026-03-01', { abstract: 'Of a river delta.' });
      const best = (text: string) => collect(store.papers.candidates(narrow(parseQuery(text).root), 'best'));
      expect(idsOf(await best('river delta'))).toEqual([
        'title',
        'old title',
        'keyword',
        'abstract',
        'old abstract',
      ]);
      await put('author', '2026-01-01', { authors: ['Ada River'], abstract: 'Moss.' });
      expect(idsOf(await best('author:river'))).toEqual(['author']);
      expect(idsOf(await best('moss river'))).toEqual([]);
      expect(idsOf(await best('moss AND delta'))[0]).toBe('keyword');
    });

    test('looks at no paper that has the words in another order, or one of them where the row has it twice', async () => {
      const store = await open();
      await store.papers.put(heldPaper('a', { title: 'From text to image' }));
      await store.papers.put(heldPaper('b', { title: 'From image to text' }));
      const lookedAt = async (text: string) => idsOf(await candidates(store, parseQuery(text)));
      expect(await lookedAt('image to text')).toEqual(['b']);
      expect(await lookedAt('text to text')).toEqual([]);
    });

    test('looks at no paper whose hyphens join a word of the phrase where the others do not stand beside it', async () => {
      const store = await open();
      await store.papers.put(heldPaper('a', { title: 'Actions without ground-truth' }));
      await store.papers.put(heldPaper('b', { title: 'Their ground-truth actions' }));
      const lookedAt = async (text: string) => idsOf(await candidates(store, parseQuery(text)));
      const phrases = ['ground-truth actions', 'groundtruth action', 'their groundtruth', 'the groundtruth'];
      expect(await Promise.all(phrases.map(lookedAt))).toEqual([['b'], ['b'], ['b'], ['b', 'a']]);
      expect(await lookedAt('groundtruth act*')).toEqual(['b', 'a']);
    });

    test('looks at no other papers for a phrase of words that stand nearly everywhere', async () => {
      const store = await open();
      await store.papers.put(heldPaper('a', { title: 'The moss as it is', abstract: 'We are in the fern.' }));
      await store.papers.put(
        heldPaper('b', { title: 'It is as if the moss were the fern', abstract: 'In it we are.' }),
      );
      const lookedAt = async (text: string) => idsOf(await candidates(store, parseQuery(text)));
      expect(await lookedAt('as it is')).toEqual(['a']);
      expect(await lookedAt('we-are')).toEqual(['b', 'a']);
      for (const text of ['is it', 'as-is', 'we in']) expect(await lookedAt(text), text).toEqual([]);
    });

    test('looks at no other papers for a phrase, however many hyphens it has', async () => {
      const store = await open();
      await store.papers.put(
        heldPaper('a', { title: 'State of the art, vision, language and action models' }),
      );
      await store.papers.put(heldPaper('b', { title: 'The state-of-the-art vision-language-action models' }));
      await store.papers.put(heldPaper('c', { title: 'State-ofthe-art vision language-action models' }));
      const lookedAt = async (text: string) => idsOf(await candidates(store, parseQuery(text)));
      expect(await lookedAt('state-of-the-art vision-language-action models')).toEqual(['c', 'b']);
      expect(await lookedAt('state-of-the-art vision-language-models')).toEqual([]);
      expect(await lookedAt('a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p')).toEqual([]);
    });

    test('finds a paper by its new words and days, and by the old ones no more', async () => {
      const store = await open();
      await store.papers.put(heldPaper('a', { title: 'River deltas', listedOn: '2026-01-01' }));
      await store.papers.put(heldPaper('a', { title: 'Moss', listedOn: '2026-03-01' }));
      await store.papers.put(heldPaper('b', { title: 'Moss', listedOn: '2026-02-01' }));
      expect(await found(store, 'river')).toEqual([]);
      expect(await found(store, 'moss')).toEqual(['a', 'b']);
    });

    test('finds no paper that is gone, under the id that took its place or none', async () => {
      const store = await open();
      await store.papers.put(heldPaper('old', { title: 'River deltas' }));
      await store.papers.put(heldPaper('new', { title: 'Moss' }));
      await store.papers.put(heldPaper('sample', { title: 'River sample', sources: ['sample'] }));
      await store.papers.supersede('old', 'new');
      await store.papers.removeSource('sample');
      await store.papers.put(heldPaper('other', { title: 'Fern' }));
      expect(await found(store, 'river')).toEqual([]);
      expect(await found(store, 'fern OR moss')).toHaveLength(2);
    });

    test('finds the last of thousands of authors, and words behind the end of a long abstract', async () => {
      const store = await open();
      const initials = Array.from({ length: 600 }, (_, at) => `J. Name${at}`);
      const many = Array.from({ length: 4_500 }, (_, at) => `Q${at} Person${at}`);
      const abstract = Array.from({ length: 17_000 }, (_, at) => `w${at}`).join(' ');
      await store.papers.put(heldPaper('initials', { authors: initials }));
      await store.papers.put(heldPaper('many', { authors: many }));
      await store.papers.put(
        heldPaper('long', { abstract, authors: ['Ada Lovelace'], keywords: ['some-thing'] }),
      );
      expect(await found(store, 'author:"j name500"')).toEqual(['initials']);
      expect(await found(store, 'author:person4400')).toEqual(['many']);
      for (const text of ['author:"ada lovelace"', 'something', '"w16900 w16901"'])
        expect(await found(store, text), text).toEqual(['long']);
    });

    test('takes papers that are longer than their index may be, and finds them by their first words', async () => {
      const store = await open();
      const words = Array.from({ length: 20_000 }, (_, at) => `w${at}`.padEnd(60, 'xy'));
      const chains = words.map((word, at) => word + (at % 30 === 29 ? ' ' : '-'));
      await store.papers.put(heldPaper('words', { abstract: `Moss on stone. ${words.join(' ')}` }));
      await store.papers.put(heldPaper('chains', { abstract: `Fern-on-stone. ${chains.join('')}` }));
      expect(await found(store, 'moss on stone')).toEqual(['words']);
      expect(await found(store, 'fernon stone')).toEqual(['chains']);
    });

    test('finds the same once it is tidied, and what comes in and goes after that', async () => {
      const store = await open();
      const put = (at: number) => store.papers.put(heldPaper(`p${at}`, { title: `River number${at}` }));
      for (let at = 0; at < 20; at += 1) await put(at);
      const before = await found(store, 'river');
      await store.papers.tidySearch();
      expect(await found(store, 'river')).toEqual(before);
      await put(20);
      await store.papers.put(heldPaper('p3', { title: 'Moss' }));
      await store.papers.tidySearch();
      await store.papers.tidySearch();
      expect(new Set(await found(store, 'river'))).toEqual(
        new Set([...before.filter((id) => id !== 'p3'), 'p20']),
      );
    });

    test('takes any text for words', async () => {
      const store = await open();
      const title = `C++ "quotes" AND NOT NEAR(a) {x} : * ^ 'a' 漢字 Ωmega`;
      await store.papers.put(heldPaper('a', { title }));
      for (const text of ['c++', '"quotes"', '"and not near"', '漢字', 'omega', '"near a"'])
        expect(await found(store, text)).toEqual(['a']);
    });
  });
}
