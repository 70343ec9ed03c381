import { describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { NOW, plannedDigest, recordMatches, recordSent, send, taking } from './store-digest-samples.ts';
import { CHANNEL, heldPaper, idsOf, type OpenStore, OTHER_CHANNEL, subscription } from './store-samples.ts';

/** What becomes of matches and claims when a paper gets a better id, or goes. */
export function describeLedgerPapers(open: OpenStore): void {
  describe('a paper of a digest that gets a better id', () => {
    test('stays claimed, so that it is not posted again', async () => {
      const store = await papers(open, 'old', 'new');
      await store.ledger.plan(plannedDigest('monday', { shown: ['old'], passedOver: [] }));
      await store.papers.supersede('old', 'new');
      expect(await waitingFor(store)).toEqual([]);
      expect((await store.ledger.newest(CHANNEL))?.shown).toEqual(['new']);
    });

    test('keeps its card', async () => {
      const store = await papers(open, 'old', 'new');
      await store.ledger.plan(plannedDigest('monday', { shown: ['x', 'old'], layout: 'cards' }));
      await store.papers.supersede('old', 'new');
      await send(store, 1);
      const [card] = await store.ledger.take(taking());
      expect(card?.paperId).toBe('new');
    });

    test('takes one row where a digest holds both, the better one', async () => {
      const store = await papers(open, 'old', 'new');
      await store.ledger.plan(
        plannedDigest('monday', { shown: ['x', 'old', 'y'], passedOver: ['new', 'z'], layout: 'list' }),
      );
      await store.papers.supersede('old', 'new');
      expect(await store.ledger.newest(CHANNEL)).toMatchObject({
        shown: ['x', 'new', 'y'],
        passedOver: ['z'],
      });
    });

    test('belongs to the digest that had it first where two hold it', async () => {
      const store = await papers(open, 'old', 'new');
      await store.ledger.plan(plannedDigest('monday', { shown: ['old'], layout: 'list' }));
      await send(store);
      await store.ledger.plan(plannedDigest('tuesday', { shown: ['new', 'x'], layout: 'list' }));
      await store.papers.supersede('old', 'new');
      expect((await store.ledger.newest(CHANNEL))?.shown).toEqual(['x']);
      await store.ledger.release(2, 'why');
      expect(await waitingFor(store)).toEqual([]);
    });

    test('has one card in a channel: a second one that was not sent yet has no paper', async () => {
      const store = await papers(open, 'old', 'new');
      await store.ledger.plan(plannedDigest('monday', { shown: ['old', 'new', 'x'], layout: 'cards' }));
      await store.ledger.plan(
        plannedDigest('monday', { shown: ['x', 'new', 'old'], layout: 'cards', channel: OTHER_CHANNEL }),
      );
      await send(store, 1);
      await store.papers.supersede('old', 'new');
      expect(await cardsLeft(store)).toEqual([
        ['C1 monday card 2', undefined],
        ['C2 monday card 2', 'new'],
        ['C1 monday card 3', 'x'],
        ['C2 monday card 3', undefined],
      ]);
    });

    test('has no card in a later digest of a channel that got it already', async () => {
      const store = await papers(open, 'old', 'new');
      await store.ledger.plan(plannedDigest('monday', { shown: ['old'], layout: 'list' }));
      await send(store);
      await store.ledger.plan(plannedDigest('tuesday', { shown: ['new', 'x'], layout: 'cards' }));
      await store.papers.supersede('old', 'new');
      expect(await cardsLeft(store)).toEqual([
        ['C1 tuesday card 1', undefined],
        ['C1 tuesday card 2', 'x'],
      ]);
    });

    test('is sorted out in each channel by itself', async () => {
      const store = await papers(open, 'old', 'new');
      await store.ledger.plan(plannedDigest('monday', { shown: ['old', 'new'], layout: 'list' }));
      await store.ledger.plan(plannedDigest('monday', { shown: ['old'], channel: OTHER_CHANNEL }));
      await store.papers.supersede('old', 'new');
      expect((await store.ledger.newest(CHANNEL))?.shown).toEqual(['new']);
      expect((await store.ledger.newest(OTHER_CHANNEL))?.shown).toEqual(['new']);
    });

    test('waits once, under its better id, as soon as a query wants that', async () => {
      const store = await papers(open, 'old', 'new');
      await store.papers.supersede('old', 'new');
      expect(await waitingFor(store)).toEqual(['new']);
      await recordMatches(store, 'x', { through: 9 });
      expect(await waitingFor(store)).toEqual([]);
    });
  });

  describe('a paper whose only source is removed', () => {
    test('waits for no channel any more, and stands in no digest', async () => {
      const store = await papers(open, 'feed', 'kept');
      await store.papers.put(heldPaper('gone', { newsAt: NOW, sources: ['sample'] }));
      await recordMatches(store, 'x', { through: 9, wanted: ['feed', 'kept', 'gone'] });
      await store.ledger.plan(plannedDigest('monday', { shown: ['kept'], channel: OTHER_CHANNEL }));
      await store.ledger.plan(plannedDigest('tuesday', { shown: ['gone'], channel: OTHER_CHANNEL }));
      await store.papers.removeSource('sample');
      expect(await waitingFor(store)).toEqual(['feed', 'kept']);
      expect((await store.ledger.newest(OTHER_CHANNEL))?.shown).toEqual([]);
      await store.papers.put(heldPaper('gone', { newsAt: NOW }));
      expect(await waitingFor(store)).toEqual(['feed', 'kept']);
    });
  });
}

/** Papers that are news, and a channel that follows a query which wants them. */
async function papers(open: OpenStore, ...ids: string[]): Promise<Store> {
  const store = await open();
  for (const id of ids) await store.papers.put(heldPaper(id, { newsAt: NOW }));
  await store.channels.subscribe(subscription({ canonical: 'x' }));
  await recordMatches(store, 'x', { through: 1, wanted: ids });
  return store;
}

/** The cards that are still to be sent, each with its paper. */
async function cardsLeft(store: Store): Promise<[key: string, paperId: string | undefined][]> {
  const cards: [string, string | undefined][] = [];
  for (;;) {
    const steps = await store.ledger.take(taking());
    if (steps.length === 0) return cards;
    for (const { key, paperId } of steps) {
      cards.push([key, paperId]);
      await recordSent(store, key, `message of ${key}`, NOW);
    }
  }
}

async function waitingFor(store: Store): Promise<string[]> {
  return idsOf((await store.matches.waiting([CHANNEL], NOW)).get(CHANNEL) ?? []).sort();
}
