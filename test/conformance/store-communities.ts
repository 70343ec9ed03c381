import { describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { heldPaper, idsOf, type OpenStore } from './store-samples.ts';

const NOW = 1_700_000_000_000;

/** A channel that follows something, has its digests, and shows a paper. */
async function settle(store: Store, community: string, id: string): Promise<string> {
  const { key: channel } = await store.channels.put({ platform: 'slack', community, id });
  const asked = { channel, query: 'rivers', canonical: 'river', createdBy: 'u1', createdByName: 'Ada' };
  await store.channels.subscribe({ ...asked, createdAt: NOW });
  await store.schedules.put({
    ...{ channel, platform: 'slack', time: '09:00', timeZone: 'UTC', days: [1] },
    ...{ papers: 5, layout: 'list', announceQuiet: false },
  });
  const papers = [{ row: 1, paperId: 'p' }];
  await store.posts.record(`slack/${community}`, { channel, messageId: '1.1', postedAt: NOW, papers });
  return channel;
}

export function describeCommunities(open: OpenStore): void {
  describe('events', () => {
    test('are new once, until they are forgotten', async () => {
      const { events } = await open();
      expect(await events.isNew('Ev1', NOW)).toBe(true);
      expect(await events.isNew('Ev1', NOW + 1)).toBe(false);
      expect(await events.isNew('Ev2', NOW + 5)).toBe(true);
      await events.forget(NOW + 5);
      expect(await events.isNew('Ev1', NOW + 6)).toBe(true);
      expect(await events.isNew('Ev2', NOW + 6)).toBe(false);
    });
  });

  describe('communities', () => {
    test('that removed Paperboy are known from the first time on, until they take it back', async () => {
      const { communities } = await open();
      await communities.lose('slack/T1', NOW);
      await communities.lose('slack/T1', NOW + 10);
      await communities.lose('slack/T2', NOW + 5);
      expect(await communities.lostBefore(NOW + 1)).toEqual(['slack/T1']);
      expect(await communities.lostBefore(NOW + 11)).toEqual(['slack/T1', 'slack/T2']);
      expect(await communities.regain('slack/T1')).toBe(true);
      expect(await communities.regain('slack/T1')).toBe(false);
      expect(await communities.lostBefore(NOW + 11)).toEqual(['slack/T2']);
    });

    test('know their channels, and none of those whose names begin alike', async () => {
      const store = await open();
      const own = [await settle(store, 'T1', 'C1'), await settle(store, 'T1', 'c-2')];
      for (const other of ['T10', 'T1-x', 'T1 ', 't1', 'T', 'T2']) await settle(store, other, 'C1');
      expect((await store.communities.channels('slack/T1')).toSorted()).toEqual(own.toSorted());
    });

    test('are forgotten whole, and nothing of any other with them', async () => {
      const store = await open();
      await store.papers.put(heldPaper('p'));
      const gone = await settle(store, 'T1', 'C1');
      const others = ['T10', 'T1-x', 't1', 'T', 'T2'];
      const kept = [];
      for (const other of others) kept.push(await settle(store, other, 'C1'));
      await store.installations.put('slack/T1', 'sealed');
      await store.communities.lose('slack/T1', NOW);
      await store.communities.forget('slack/T1');
      expect(await store.channels.get(gone)).toBeUndefined();
      expect(await store.channels.subscriptions(gone)).toEqual([]);
      expect(await store.schedules.get(gone)).toBeUndefined();
      expect(await store.posts.get(gone, '1.1')).toBeUndefined();
      expect(await store.communities.lostBefore(NOW + 1)).toEqual([]);
      for (const channel of kept) {
        expect(await store.channels.get(channel), channel).toBeDefined();
        expect(await store.channels.subscriptions(channel), channel).toHaveLength(1);
        expect(await store.schedules.get(channel), channel).toBeDefined();
        expect(await store.posts.get(channel, '1.1'), channel).toBeDefined();
      }
      expect(idsOf(await store.papers.getAll(['p']))).toEqual(['p']);
    });
  });

  describe('installations', () => {
    test('are a community’s own, else its organisation’s', async () => {
      const { installations } = await open();
      expect(await installations.get('slack/T1')).toBeUndefined();
      await installations.put('slack/E1', 'of the organisation');
      expect(await installations.join('slack/T1', 'slack/E1')).toBe(true);
      expect(await installations.join('slack/T1', 'slack/E1')).toBe(false);
      expect(await installations.get('slack/T1')).toEqual({
        owner: 'slack/E1',
        sealed: 'of the organisation',
      });
      await installations.put('slack/T1', 'its own');
      expect(await installations.get('slack/T1')).toEqual({ owner: 'slack/T1', sealed: 'its own' });
      expect(await installations.join('slack/T1', 'slack/E1')).toBe(false);
    });

    test('go with all workspaces that had no other one', async () => {
      const { installations } = await open();
      await installations.put('slack/E1', 'sealed');
      await installations.join('slack/T1', 'slack/E1');
      await installations.put('slack/T2', 'its own');
      expect(await installations.remove('slack/E1')).toEqual(['slack/E1', 'slack/T1']);
      expect(await installations.get('slack/T1')).toBeUndefined();
      expect(await installations.get('slack/T2')).toEqual({ owner: 'slack/T2', sealed: 'its own' });
    });
  });
}
