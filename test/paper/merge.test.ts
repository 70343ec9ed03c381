import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergePapers, samePaper } from '../../src/paper/merge.ts';
import type { HeldPaper } from '../../src/store/store.ts';
import { heldPaper } from '../conformance/store-samples.ts';

const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const text = fc.constantFrom('a', 'b', 'a longer one', 'one as long');
const day = fc.constantFrom('2024-01-01', '2024-05-05', '2025-12-31');
const count = fc.nat({ max: 4 });
const names = fc.uniqueArray(fc.constantFrom('Ada', 'Bo', 'Cy', 'Di'), { minLength: 1 });

/** Sightings of one paper, by sources that know this and that. */
const sighting: fc.Arbitrary<HeldPaper> = fc
  .record({
    id: fc.constantFrom('2401.00001', 'doi:10.1234/x', 'title:x'),
    title: text,
    abstract: some(text),
    summary: some(text),
    authors: some(names),
    publishedOn: some(day),
    listedOn: some(day),
    counts: some(fc.record({ upvotes: count, comments: count })),
    doi: some(fc.constantFrom('10.1234/x', '10.1234/longer')),
    keywords: some(names),
    categories: some(fc.subarray(['cs.LG', 'math.NA'], { minLength: 1 })),
    codeUrl: some(text),
    withdrawnOn: some(day),
    sources: fc.subarray(['arxiv', 'feed', 'huggingface'], { minLength: 1 }),
    firstSeenAt: count,
    countsAt: count,
    newsAt: some(count),
  })
  .map(({ id, authors, counts, ...fields }) => {
    const known = { ...fields, ...counts, ...(authors && { authors, authorCount: authors.length }) };
    return heldPaper(
      id,
      Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)),
    );
  });

describe('two sightings of one paper', () => {
  test('merge to the same, whichever comes first', () => {
    fc.assert(
      fc.property(sighting, sighting, (one, other) => {
        expect(mergePapers(one, other)).toEqual(mergePapers(other, one));
      }),
    );
  });

  test('and a third merge to the same in every order', () => {
    fc.assert(
      fc.property(sighting, sighting, sighting, (one, two, three) => {
        const merged = mergePapers(mergePapers(one, two), three);
        expect(mergePapers(one, mergePapers(two, three))).toEqual(merged);
        expect(mergePapers(mergePapers(three, one), two)).toEqual(merged);
      }),
    );
  });

  test('keep counts that are newer than a later sighting which counted nothing', () => {
    const at = (countsAt: number, fields: Partial<HeldPaper> = {}) =>
      heldPaper('2401.00001', { countsAt, ...fields });
    const held = mergePapers(at(2, { upvotes: 5, comments: 1 }), at(9));
    expect(mergePapers(held, at(3, { upvotes: 7, comments: 0 }))).toMatchObject({ upvotes: 7, comments: 0 });
  });

  test('merge once and for all: the same sighting again changes nothing', () => {
    fc.assert(
      fc.property(sighting, sighting, (one, other) => {
        const merged = mergePapers(one, other);
        expect(mergePapers(merged, other)).toEqual(merged);
        expect(mergePapers(one, merged)).toEqual(merged);
        expect(mergePapers(merged, merged)).toEqual(merged);
      }),
    );
  });

  test('never make unknown what one of them knew, and never invent', () => {
    fc.assert(
      fc.property(sighting, sighting, (one, other) => {
        const merged = mergePapers(one, other);
        for (const field of Object.keys({ ...one, ...other })) expect(merged).toHaveProperty(field);
        expect([one.title, other.title]).toContain(merged.title);
        expect([one.upvotes, other.upvotes]).toContain(merged.upvotes);
        expect([one.abstract, other.abstract]).toContain(merged.abstract);
        expect(merged.authors ?? []).toHaveLength(merged.authorCount ?? 0);
      }),
    );
  });

  test('keep the richer text, the newest counts, the earliest dates, all sources and the firmest id', () => {
    const old = heldPaper('title:x', {
      ...{
        abstract: 'Short.',
        upvotes: 9,
        comments: 4,
        countsAt: 1,
        publishedOn: '2024-01-01',
        listedOn: '2024-02-02',
      },
      ...{ sources: ['feed'], authorCount: 3, categories: ['cs.LG'], firstSeenAt: 5, newsAt: 7 },
    });
    const newer = heldPaper('2401.00001', {
      ...{
        abstract: 'A longer one.',
        upvotes: 2,
        countsAt: 2,
        publishedOn: '2024-01-05',
        listedOn: '2024-02-01',
      },
      ...{
        sources: ['arxiv'],
        authors: ['Ada', 'Bo', 'Cy'],
        categories: ['cs.AI'],
        firstSeenAt: 9,
        newsAt: 9,
      },
    });
    expect(mergePapers(old, newer)).toMatchObject({
      ...{ id: '2401.00001', abstract: 'A longer one.', upvotes: 2, comments: 4, countsAt: 2 },
      ...{ publishedOn: '2024-01-01', listedOn: '2024-02-01', sources: ['arxiv', 'feed'] },
      ...{ authors: ['Ada', 'Bo', 'Cy'], authorCount: 3, categories: ['cs.AI', 'cs.LG'] },
      ...{ firstSeenAt: 5, newsAt: 7, url: 'https://arxiv.org/abs/2401.00001' },
    });
  });
});

describe('two sightings are one paper', () => {
  const title = { title: 'rivers as graphs' };
  const one = (id: string, fields: Partial<HeldPaper> = {}) => heldPaper(id, { ...title, ...fields });

  test('where the arXiv id or the DOI is the same', () => {
    expect(samePaper(one('2401.00001'), heldPaper('2401.00001', { title: 'quite another' }))).toBe(true);
    expect(
      samePaper(one('doi:10.1234/x'), heldPaper('2401.00001', { title: 'other', doi: '10.1234/x' })),
    ).toBe(true);
  });

  test('never where two arXiv ids differ, whatever else agrees', () => {
    const same = { authorCount: 3, publishedOn: '2024-01-01', doi: '10.1234/x' };
    expect(samePaper(one('2401.00001', same), one('2401.00002', same))).toBe(false);
  });

  test('where the title of three words or more is equal, and authors’ count or date agrees', () => {
    expect(samePaper(one('2401.00001', { authorCount: 3 }), one('title:x', { authorCount: 3 }))).toBe(true);
    const day = { publishedOn: '2024-01-01' };
    expect(
      samePaper(one('2401.00001', { ...day, authorCount: 3 }), one('title:x', { ...day, authorCount: 4 })),
    ).toBe(true);
    expect(samePaper(one('2401.00001', { authorCount: 3 }), one('title:x', { authorCount: 4 }))).toBe(false);
    expect(samePaper(one('2401.00001'), one('title:x'))).toBe(false);
    expect(samePaper(one('2401.00001', { authorCount: 3 }), one('title:x'))).toBe(false);
  });

  test('not where only a short title is equal, unless one source shows it again as it was', () => {
    const short = { title: 'light bridges', authorCount: 3 };
    expect(samePaper(heldPaper('2401.00001', short), heldPaper('title:x', short))).toBe(false);
    expect(samePaper(heldPaper('title:x', short), heldPaper('title:x', short))).toBe(true);
    const elsewhere = { ...short, sources: ['arxiv'] };
    expect(samePaper(heldPaper('title:x', short), heldPaper('title:x', elsewhere))).toBe(false);
  });
});
