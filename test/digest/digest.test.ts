import { expect, test } from 'vitest';
import { textOf } from '../../src/message/message.ts';
import { addChannel, CHANNEL, digestWorld, MONDAY, publish } from './digest-world.ts';
import type { FakeMessage } from './fake-platform.ts';

function titles({ message }: FakeMessage): string[] {
  return message.parts.flatMap((part) => (part.kind === 'row' ? [textOf(part.row.title)] : []));
}

test('what matches is posted at the slot, once, and nothing else', async () => {
  const world = await digestWorld();
  await addChannel(world.store, ['graph network']);
  await publish(world.store, MONDAY, ['Graph networks for rivers', 'Protein folding by hand']);
  await world.tick('2026-03-02T08:59:00Z');
  expect(world.fake.messages).toEqual([]);
  await world.tick('2026-03-02T09:00:00Z');
  await world.tick('2026-03-02T09:01:00Z');
  await world.tick('2026-03-03T09:00:00Z');
  const posted = world.fake.inChannel(CHANNEL);
  expect(posted.map(titles)).toEqual([['Graph networks for rivers']]);
  expect(world.logged).toEqual([]);
});

test('where a thread opens by itself, it takes no turn from the messages', async () => {
  const first = await digestWorld({ limits: { callsPerSecond: 10, channelGap: 0 } });
  const { openThread: _, ...adapter } = first.fake;
  const world = await digestWorld({ after: first, adapter });
  for (let at = 0; at < 10; at += 1)
    await addChannel(world.store, ['network'], { channel: `fake/team/t${at}`, layout: 'thread' });
  await publish(world.store, MONDAY, ['A network of rivers']);
  await world.tick('2026-03-02T09:00Z');
  const times = world.fake.messages.map(({ at }) => at);
  expect(times).toHaveLength(20);
  // Nineteen distances of a tenth of a second; ten more would be a second more.
  expect(Math.max(...times) - Math.min(...times)).toBeLessThan(2_400);
});

test('in layout thread each paper has a card in the thread of its list', async () => {
  const world = await digestWorld();
  await addChannel(world.store, ['network'], { layout: 'thread' });
  await publish(world.store, MONDAY, ['A network of rivers', 'The network of roads']);
  await world.tick('2026-03-02T09:00:00Z');
  const [list, ...cards] = world.fake.inChannel(CHANNEL);
  expect(titles(list as FakeMessage)).toHaveLength(2);
  expect(cards.map(({ thread }) => thread)).toEqual([`t-${list?.id}`, `t-${list?.id}`]);
});

test('a message that landed although its call failed is found and not posted again', async () => {
  const world = await digestWorld();
  await addChannel(world.store, ['network']);
  await publish(world.store, MONDAY, ['A network of rivers']);
  const { AdapterError } = await import('../../src/platform/adapter-error.ts');
  let failed = false;
  world.fake.fault = ({ verb }) => {
    if (failed || verb !== 'post') return undefined;
    failed = true;
    return { error: new AdapterError('transient', 'timeout'), lands: true };
  };
  for (let minute = 0; minute < 10; minute += 1) await world.tick(MONDAY + 3_600_000 + minute * 60_000);
  expect(world.fake.messages).toHaveLength(1);
  expect(world.fake.calls.map(({ verb }) => verb)).toEqual(['post', 'find']);
  expect(await world.store.ledger.nextDueAt(['fake'])).toBeUndefined();
});
