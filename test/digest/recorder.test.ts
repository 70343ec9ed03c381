import { expect, test } from 'vitest';
import { createRecorder, type Landed } from '../../src/digest/recorder.ts';
import type { Digest, Step } from '../../src/store/digest-store.ts';
import type { Store } from '../../src/store/store.ts';
import { plannedDigest, taking } from '../conformance/store-digest-samples.ts';
import { openMemoryStore } from '../store/memory-store.ts';

const NOW = 1_800_000_000_000;

/** A store with digests of so many channels whose lists were taken, and what counts its transactions. */
async function taken(channels: number) {
  const store = await openMemoryStore();
  const names = Array.from({ length: channels }, (_, at) => `slack/T1/C${at}`);
  await store.ledger.plan(...names.map((channel) => plannedDigest('monday', { channel, layout: 'list' })));
  const steps = await store.ledger.take(taking());
  const digests = await store.ledger.getAll(steps.map(({ digest }) => digest));
  const landed = steps.map((step): Landed => {
    return { step, digest: digests.get(step.digest) as Digest, messageId: `message of ${step.key}` };
  });
  let transactions = 0;
  const counted: Store = {
    ...store,
    transaction(work) {
      transactions += 1;
      return store.transaction(work);
    },
  };
  return { store: counted, landed, transactions: () => transactions };
}

test('what lands while something is written down is written down together', async () => {
  const { store, landed, transactions } = await taken(20);
  const record = createRecorder({ store, now: () => NOW, channelGap: 0 });
  await Promise.all(landed.map(record));
  expect(transactions()).toBe(2);
  for (const { step, messageId } of landed) {
    expect((await store.ledger.newest(step.channel))?.listId).toBe(messageId);
    expect((await store.posts.get(step.channel, messageId))?.papers).toHaveLength(2);
  }
  expect(await store.ledger.nextDueAt(['slack'])).toBeUndefined();
});

test('what cannot be written down fails alone, and those that came with it are written', async () => {
  const { store, landed } = await taken(5);
  const record = createRecorder({ store, now: () => NOW, channelGap: 0 });
  const broken = landed.map((one, at) => (at === 3 ? { ...one, messageId: null as unknown as string } : one));
  // A message without an id breaks the rule of its table.
  const results = await Promise.allSettled(broken.map(record));
  expect(results.map(({ status }) => status)).toEqual([
    ...['fulfilled', 'fulfilled', 'fulfilled'],
    ...['rejected', 'fulfilled'],
  ]);
  const posted = (step: Step) => store.ledger.newest(step.channel);
  expect((await posted((landed[3] as Landed).step))?.listId).toBeUndefined();
  expect((await posted((landed[4] as Landed).step))?.listId).toBe(landed[4]?.messageId);
});
