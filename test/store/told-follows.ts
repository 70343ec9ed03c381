import { expect, test } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { CHANNEL, heldPaper, subscription } from '../conformance/store-samples.ts';

export interface Listening {
  readonly store: Store;
  /** What was told so far, up to what was told by a transaction that ended just now. */
  told(): Promise<readonly string[]>;
}

/** What PostgreSQL tells everybody of changes to what is followed. `open` gives an empty store each time. */
export function describeTelling(open: () => Promise<Listening>): void {
  test('each change to what is followed is told with its number, and nothing else is', async () => {
    const { store, told } = await open();
    await store.papers.put(heldPaper('p1'));
    await store.channels.subscribe(subscription());
    expect(await told()).toEqual(['1']);
    await store.channels.unsubscribe(CHANNEL, [1], 5);
    await store.channels.restore(CHANNEL, [1]);
    await store.channels.restore(CHANNEL, [1]);
    await store.papers.put(heldPaper('p2'));
    expect(await told()).toEqual(['1', '2', '3']);
    expect(await store.matches.followedRevision()).toBe(3);
  });

  test('what a transaction follows is told once it is kept, and never where it is not', async () => {
    const { store, told } = await open();
    const undone = store.transaction(async (inside) => {
      await inside.channels.subscribe(subscription({ query: 'undone' }));
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await told()).toEqual([]);
    await store.transaction(async (inside) => {
      await inside.channels.subscribe(subscription({ query: 'a' }));
      await inside.channels.subscribe(subscription({ query: 'b' }));
    });
    expect(await told()).toEqual(['1', '2']);
  });
}
