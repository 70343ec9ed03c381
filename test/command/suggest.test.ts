import { beforeEach, describe, expect, test } from 'vitest';
import { ingest } from '../../src/catalog/ingest.ts';
import { followedQueries, heldPapers, seenKeywords, timeZones } from '../../src/command/suggest.ts';
import { makePaper } from '../../src/sources/make-paper.ts';
import type { Store } from '../../src/store/store.ts';
import { withStore } from '../conformance/store-samples.ts';
import { openMemoryStore } from '../store/memory-store.ts';

const open = withStore(() => openMemoryStore());
let store: Store;
const channel = { platform: 'x', community: 'y', id: 'z', key: 'x/y/z' };
const values = async (suggest: typeof timeZones, typed: string) =>
  (await suggest({ store, channel }, typed)).map(({ value }) => value);

beforeEach(async () => {
  store = await open();
  const papers = [
    { title: 'Graphs of rivers', arxivId: '2501.00001', keywords: ['graph network', 'river'] },
    { title: 'Kelp as a network', arxivId: '2501.00002', keywords: ['river'] },
  ].map((fields) => makePaper({ ...fields, listedOn: '2025-01-02', sources: ['x'] }));
  await ingest(store, { source: 'x', papers, seenAt: 1, receivedAt: 1 });
  await store.channels.put(channel);
  for (const query of ['graph network', 'kelp'])
    await store.channels.subscribe({
      ...{ channel: channel.key, query, canonical: query },
      ...{ createdBy: 'u', createdByName: 'Ada', createdAt: 1 },
    });
});

describe('options are completed with', () => {
  test('what the channel follows, by number', async () => {
    expect(await followedQueries({ store, channel }, 'KEL')).toEqual([{ value: '2', label: '#2 kelp' }]);
    expect(await values(followedQueries, '')).toEqual(['1', '2']);
  });

  test('papers by the words of their title, the newest edition while nothing is typed', async () => {
    expect(await values(heldPapers, '')).toEqual(['2501.00001', '2501.00002']);
    expect(await values(heldPapers, 'kelp')).toEqual(['2501.00002']);
    expect(await values(heldPapers, 'kelp as a net')).toEqual(['2501.00002']);
    expect(await values(heldPapers, 'RIV')).toEqual(['2501.00001']);
    expect(await values(heldPapers, 'ke')).toEqual([]);
    expect(await values(heldPapers, 'NOT OR AND "')).toEqual([]);
    expect(await values(heldPapers, 'river '.repeat(90))).toEqual(['2501.00001']);
    for (const long of ['wordsaslongasthey '.repeat(90), 'x'.repeat(400), `${'x'.repeat(24)} `.repeat(30)])
      expect(await values(heldPapers, long)).toEqual([]);
    expect(await values(heldPapers, '(((')).toEqual([]);
  });

  test('time zones, those that begin so first', async () => {
    expect((await values(timeZones, 'new york'))[0]).toBe('America/New_York');
    expect((await values(timeZones, 'utc'))[0]).toBe('UTC');
    expect((await values(timeZones, '')).length).toBe(25);
  });

  test('the commonest keywords of the last days, also behind a comma; what is typed stays a choice', async () => {
    expect(await values(seenKeywords, '')).toEqual(['river', 'graph network']);
    expect(await values(seenKeywords, 'kelp, riv')).toEqual(['kelp, riv', 'kelp, river']);
    expect(await values(seenKeywords, 'my own')).toEqual(['my own']);
    const later = makePaper({ title: 'Tides', keywords: ['kelp'], listedOn: '2025-01-03', sources: ['x'] });
    await ingest(store, { source: 'x', papers: [later], seenAt: 2, receivedAt: 2 });
    expect(await values(seenKeywords, 'kel')).toEqual(['kel', 'kelp']);
  });
});
