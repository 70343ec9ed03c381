import { expect, test } from 'vitest';
import { percolate } from '../../src/digest/percolate.ts';
import { planDue } from '../../src/digest/plan.ts';
import { newStepKey } from '../../src/digest/step-keys.ts';
import type { Store } from '../../src/store/store.ts';
import { addChannel, CHANNEL, digestWorld, MONDAY, publish } from './digest-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SLOT = MONDAY + HOUR;

/** What another process does that takes the next step for its own. */
async function takeAsAnother(store: Store, now: number): Promise<void> {
  const heldUntil = now + MINUTE;
  const taken = await store.ledger.take({
    ...{ platforms: ['fake'], owner: 'another', now, heldUntil, limit: 1, listsOnly: false },
  });
  expect(taken).toHaveLength(1);
}

test.for(['list', 'cards'] as const)(
  'what a process left unsent when it died is posted however long Paperboy was away (layout %s)',
  async (layout) => {
    const world = await digestWorld();
    await addChannel(world.store, ['network'], { layout });
    await publish(world.store, MONDAY, ['A network of rivers']);
    await percolate(world.store, SLOT);
    await planDue({ store: world.store, platforms: ['fake'], now: SLOT, newKey: newStepKey });
    await takeAsAnother(world.store, SLOT);
    await world.tick(SLOT + 3 * HOUR);
    expect(world.fake.inChannel(CHANNEL)).toHaveLength(1);
    expect(world.logged).toEqual([]);
    expect(await world.store.ledger.troubles(CHANNEL, 10)).toEqual([]);
  },
);

test('a computer that slept while a message was put together does not post what another one took', async () => {
  const world = await digestWorld();
  await addChannel(world.store, ['network']);
  await publish(world.store, MONDAY, ['A network of rivers']);
  const { votes } = world.store;
  const { countIn } = votes;
  let hasSlept = false;
  votes.countIn = async (communities, papers) => {
    // The plan of one paper needs no votes, its message does.
    if (!hasSlept && papers.length > 0) {
      hasSlept = true;
      // While a computer sleeps, the clock that never goes back may stand still.
      world.clock.set(SLOT + 5 * MINUTE);
      await takeAsAnother(world.store, world.clock.now());
    }
    return countIn(communities, papers);
  };
  await world.tick(SLOT);
  expect(hasSlept).toBe(true);
  expect(world.fake.calls.map(({ verb }) => verb)).toEqual(['find', 'post']);
  expect(world.fake.messages).toHaveLength(1);
});
