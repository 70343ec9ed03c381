import { expect, test } from 'vitest';
import { AdapterError } from '../../src/platform/adapter-error.ts';
import { addChannel, CHANNEL, type DigestWorld, digestWorld, MONDAY, publish } from './digest-world.ts';
import { titlesIn } from './read-digest.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function posted({ fake }: DigestWorld, channel = CHANNEL): string[] {
  return fake.inChannel(channel).flatMap(({ message }) => titlesIn(message));
}

/** Ticks at nine on each of the days, counted from Monday. */
async function days(world: DigestWorld, from: number, until: number): Promise<void> {
  for (let day = from; day <= until; day += 1) await world.tick(MONDAY + HOUR + day * DAY);
}

const RISING = { title: 'A network of rivers', listedOn: '2026-03-02', authorCount: 2 };

test('a paper comes when its upvotes rise to what was asked for, within seven days', async () => {
  const world = await digestWorld();
  await addChannel(world.store, ['network upvotes>=20']);
  await publish(world.store, MONDAY, [{ ...RISING, upvotes: 3 }]);
  await days(world, 0, 5);
  expect(posted(world)).toEqual([]);
  await publish(world.store, MONDAY + 6 * DAY, [{ ...RISING, upvotes: 21 }]);
  await days(world, 6, 8);
  expect(posted(world)).toEqual(['A network of rivers']);
});

test('one whose upvotes rise later does not', async () => {
  const world = await digestWorld();
  await addChannel(world.store, ['network upvotes>=20']);
  await publish(world.store, MONDAY, [{ ...RISING, upvotes: 3 }]);
  await days(world, 0, 7);
  await publish(world.store, MONDAY + 7 * DAY + 2 * HOUR, [{ ...RISING, upvotes: 21 }]);
  await days(world, 8, 9);
  expect(posted(world)).toEqual([]);
});

test('a paper that matches no more when the digest comes is not in it', async () => {
  const world = await digestWorld();
  await addChannel(world.store, ['network upvotes<20']);
  await publish(world.store, MONDAY, [{ ...RISING, upvotes: 3 }]);
  await world.tick(MONDAY);
  await publish(world.store, MONDAY + HOUR / 2, [{ ...RISING, upvotes: 30 }]);
  await days(world, 0, 1);
  expect(posted(world)).toEqual([]);
});

test('what was listed long ago is no news, and a backfill never is', async () => {
  const world = await digestWorld();
  const { store } = world;
  await addChannel(store, ['network']);
  await publish(store, MONDAY - 31 * DAY, ['Network of January']);
  await publish(store, MONDAY, ['Network of the archive', 'Network of today']);
  const [backfilled] = await store.papers.withTitle('network of the archive');
  if (!backfilled) throw new Error('The paper is not held');
  const { newsAt, ...never } = backfilled;
  await store.papers.put(never);
  await days(world, 0, 1);
  expect(posted(world)).toEqual(['Network of today']);
});

test('every one of hundreds of different subscriptions gets its papers', async () => {
  const world = await digestWorld();
  const words = Array.from({ length: 120 }, (_, at) => `w${at}x`);
  for (const word of words) await addChannel(world.store, [word], { channel: `fake/team/${word}` });
  await publish(
    world.store,
    MONDAY,
    words.map((word) => `The ${word} of rivers`),
  );
  await days(world, 0, 0);
  for (const word of words) expect(posted(world, `fake/team/${word}`)).toEqual([`The ${word} of rivers`]);
});

test('a paper that gets a better id is not posted again', async () => {
  const world = await digestWorld();
  await addChannel(world.store, ['network']);
  await publish(world.store, MONDAY, [RISING]);
  await days(world, 0, 0);
  await publish(world.store, MONDAY + DAY, [{ ...RISING, id: '2603.00001', abstract: 'All of it.' }]);
  expect((await world.store.papers.withTitle('a network of rivers')).map(({ id }) => id)).toEqual([
    '2603.00001',
  ]);
  await days(world, 1, 3);
  expect(posted(world)).toEqual(['A network of rivers']);
});

test('two papers that turn out to be one are posted once, also while their digest is under way', async () => {
  const world = await digestWorld();
  const { store, fake } = world;
  await addChannel(store, ['network'], { layout: 'cards' });
  // Nothing that agrees but the title, so two papers, until a third sighting shows that they are one.
  await publish(store, MONDAY, [
    { title: 'A network of rivers', authorCount: 2 },
    { title: 'A network of rivers', publishedOn: '2026-02-27', id: 'doi:10.1000/rivers' },
    { title: 'A network of roads', upvotes: 9 },
  ]);
  expect(await store.papers.count()).toBe(3);
  fake.fault = () => ({ error: new AdapterError('rate-limited', 'slow down', { retryAfter: 120_000 }) });
  await days(world, 0, 0);
  fake.fault = () => undefined;
  const seen = { title: 'A network of rivers', authorCount: 2, publishedOn: '2026-02-27', id: '2603.00001' };
  await publish(store, MONDAY + HOUR, [seen]);
  expect(await store.papers.count()).toBe(2);
  await world.tick(MONDAY + HOUR + 10 * 60_000);
  await days(world, 1, 2);
  expect(posted(world)).toEqual(['A network of roads', 'A network of rivers']);
  expect(world.logged).toEqual([]);
});
