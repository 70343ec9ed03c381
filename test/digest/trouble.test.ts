import { expect, test } from 'vitest';
import { AdapterError } from '../../src/platform/adapter-error.ts';
import type { Trouble } from '../../src/platform/platform.ts';
import { addChannel, CHANNEL, digestWorld, MONDAY, publish } from './digest-world.ts';

const HOUR = 3_600_000;
const NINE = MONDAY + HOUR;

/** A digest of a list and two cards that is due at nine. */
async function worldInTrouble() {
  const world = await digestWorld();
  const state: { trouble?: Trouble } = {};
  Object.assign(world.fake, { trouble: () => state.trouble });
  await addChannel(world.store, ['network'], { layout: 'thread' });
  await publish(world.store, MONDAY, ['A network of rivers', 'A network of lakes']);
  return { world, state };
}

test('a platform that takes nothing is asked for nothing, and gets everything once it does', async () => {
  const { world, state } = await worldInTrouble();
  state.trouble = { problem: 'Unknown token.', canPost: false };
  await world.tick(NINE);
  await world.tick(NINE + 2 * HOUR);
  expect(world.fake.calls).toEqual([]);
  delete state.trouble;
  await world.tick(NINE + 3 * HOUR);
  expect(world.fake.inChannel(CHANNEL)).toHaveLength(3);
});

test('a digest that a platform stops taking half-way is tried no further, and goes on where it was', async () => {
  const { world, state } = await worldInTrouble();
  world.fake.fault = ({ verb }) => {
    if (verb !== 'post' || world.fake.messages.length === 0) return undefined;
    state.trouble = { problem: 'Unknown token.', canPost: false };
    return { error: new AdapterError('transient', 'Unauthorized', { unsent: true }) };
  };
  await world.tick(NINE);
  await world.tick(NINE + 2 * HOUR);
  expect(world.fake.calls.filter(({ verb }) => verb === 'post')).toHaveLength(2);
  delete state.trouble;
  world.fake.fault = () => undefined;
  await world.tick(NINE + 3 * HOUR);
  expect(world.fake.inChannel(CHANNEL)).toHaveLength(3);
});

test('one that cannot hear goes on getting its digests', async () => {
  const { world, state } = await worldInTrouble();
  state.trouble = { problem: 'The connection is closed.', canPost: true };
  await world.tick(NINE);
  expect(world.fake.inChannel(CHANNEL)).toHaveLength(3);
});
