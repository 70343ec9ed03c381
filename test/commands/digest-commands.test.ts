import { expect, test } from 'vitest';
import { ingest } from '../../src/catalog/ingest.ts';
import { runDigest as dryRun } from '../../src/cli/digest.ts';
import { createClockwork } from '../../src/digest/clockwork.ts';
import { createDelivery } from '../../src/digest/deliver.ts';
import { newStepKey } from '../../src/digest/step-keys.ts';
import type { Message } from '../../src/message/message.ts';
import { paperId } from '../../src/paper/identity.ts';
import { createFakePlatform } from '../digest/fake-platform.ts';
import { createVirtualClock } from '../digest/virtual-clock.ts';
import { type ChannelWorld, channelWorld, NOW } from './channel-world.ts';

async function publish({ store }: ChannelWorld, titles: readonly string[], at = NOW): Promise<void> {
  const listedOn = new Date(at).toISOString().slice(0, 10);
  const papers = titles.map((title) => ({
    ...{ id: paperId({ title }), title, listedOn, url: 'https://example.org/', sources: ['file'] },
  }));
  await ingest(store, { source: 'file:page.txt', papers, seenAt: at, receivedAt: at });
}

/** Lets the clock reach the next slot, and posts what is due. */
async function runDigest(world: ChannelWorld): Promise<string[]> {
  const clock = createVirtualClock(Date.parse('2026-11-26T08:00:00Z'));
  const fake = createFakePlatform({ ...clock, platform: 'slack' });
  const shared = { store: world.store, log: { error: () => {} }, now: clock.now };
  const delivery = createDelivery({
    ...{
      ...shared,
      adapters: [fake],
      owner: 'one',
      elapsed: clock.now,
      sleep: clock.sleep,
      random: () => 0.5,
    },
  });
  const clockwork = createClockwork({ ...shared, platforms: ['slack'], delivery, newKey: newStepKey });
  await clock.run(clockwork.tick());
  world.now = Math.ceil(clock.now());
  return fake.messages.map(({ message }) => message.fallback);
}

const RIVERS = Array.from({ length: 12 }, (_, at) => `Graph networks for river number ${at + 1}`);

test('preview shows what the next digest would hold and when it comes, and posts and claims nothing', async () => {
  const world = await channelWorld();
  await world.say('subscribe graph network');
  await publish(world, ['Graph networks for rivers', 'Protein folding']);
  for (let time = 0; time < 2; time += 1) {
    const { audience, text } = await world.say('preview');
    expect(audience).toBe('asker');
    expect(text).toContain('1 paper matches the one subscription here; it comes on Nov 26, 2026, 09:00');
    expect(text).toContain('1. Graph networks for rivers [Graph networks]');
    expect(text).not.toContain('Protein');
  }
  expect(await runDigest(world)).toHaveLength(2);
});

test('preview says when the digest would be empty, and again once it was posted', async () => {
  const world = await channelWorld();
  await world.say('subscribe graph network');
  expect((await world.say('preview')).text).toContain('the next digest would be empty');
  await publish(world, ['Graph networks for rivers']);
  await runDigest(world);
  expect((await world.say('preview')).text).toContain('the next digest would be empty');
});

test('behind “Show all” are the papers of the digest that it passed over, for good', async () => {
  const world = await channelWorld();
  await world.say('subscribe graph network');
  await world.say('settings papers 3');
  await publish(world, RIVERS);
  const [list = ''] = await runDigest(world);
  expect(list).toContain('Daily digest, Nov 26, 2026');
  const { text } = await world.say('preview digest 1');
  expect(text).toContain('12 papers match');
  expect(text).toContain('Showing 1–10 of 12.');
  expect((await world.say('preview digest 1 page 2')).text).toContain('12. Graph networks'.slice(-14));
  expect((await world.say('preview')).text).toContain('would be empty');
});

test('another channel’s digest stays its own', async () => {
  const world = await channelWorld();
  await world.say('subscribe graph network');
  await publish(world, ['Graph networks for rivers']);
  await runDigest(world);
  const other = { platform: 'slack', community: 'T2', id: 'C9' };
  expect(await world.say('preview digest 1', undefined, other)).toMatchObject({ outcome: 'refused' });
});

test('status tells of the last and the next digest, and of sources that fail', async () => {
  const world = await channelWorld();
  expect((await world.say('status')).text).toContain('This channel follows nothing');
  await world.say('subscribe graph network');
  expect((await world.say('status')).text).toContain('Last digest: none yet.');
  await publish(world, ['Graph networks for rivers']);
  await runDigest(world);
  await world.store.sources.failed('file:gone.txt', NOW, 'there is no such file');
  const { audience, text } = await world.say('status');
  expect(audience).toBe('asker');
  expect(text).toContain('Last digest: Nov 26, 2026, with one paper.');
  expect(text).toContain('Next digest: Nov 27, 2026, 09:00 (09:00 every day, Europe/Berlin time).');
  expect(text).toContain('file:page.txt: read Nov 25, 2026, 09:00.');
  expect(text).toContain('file:gone.txt: never read yet. Fails: there is no such file');
});

test('status tells of each source when it is asked next', async () => {
  const world = await channelWorld();
  const { sources } = world.store;
  await sources.succeeded('arxiv:cs.LG', NOW);
  await sources.plan('arxiv:cs.LG', NOW + 3_600_000);
  await sources.succeeded('file:pages', NOW);
  await sources.plan('file:pages', NOW - 1);
  const { text } = await world.say('status');
  expect(text).toContain('arxiv:cs.LG: read Nov 25, 2026, 09:00. Next fetch: Nov 25, 2026, 10:00.');
  expect(text).toContain('file:pages: read Nov 25, 2026, 09:00. Next fetch: within a minute.');
});

test('status tells what was odd at a source, when it is tried again, and which days it missed', async () => {
  const world = await channelWorld();
  const { sources } = world.store;
  await sources.succeeded('arxiv:cs.LG', NOW, 'the feed is empty on Nov 25, 2026, a weekday');
  await sources.succeeded('huggingface', NOW - 3_600_000);
  await sources.failed('huggingface', NOW, 'huggingface.co takes no connections.');
  await sources.plan('huggingface', NOW + 60_000);
  await sources.missed('huggingface', { from: '2026-05-01', to: '2026-07-01' });
  const { text } = await world.say('status');
  expect(text).toContain(
    'arxiv:cs.LG: read Nov 25, 2026, 09:00. Noted: the feed is empty on Nov 25, 2026, a weekday.',
  );
  expect(text).toContain(
    'huggingface: read Nov 25, 2026, 08:00. Fails since then: huggingface.co takes no connections. Next try: Nov 25, 2026, 09:01.',
  );
  expect(text).toContain('huggingface was not read for May 1, 2026 to Jul 1, 2026.');
  expect(text).toContain('npm run -s paperboy -- backfill --from 2026-05-01 --to 2026-07-01');
});

test('paperboy digest --dry-run shows what each channel would get, and why one gets nothing', async () => {
  const world = await channelWorld();
  const shown = async () => {
    const said: string[] = [];
    const show = (one: Message | string) => void said.push(typeof one === 'string' ? one : one.fallback);
    expect(await dryRun(world.store, { dryRun: true }, world.now, show)).toBe(0);
    return said;
  };
  expect(await shown()).toEqual(['No channel follows anything yet: `/papers subscribe` begins.']);
  await world.say('subscribe graph network');
  const head =
    'slack/T1/C1 · digests come at 09:00 every day, Europe/Berlin time; the next one comes on Nov 26, 2026, 09:00.';
  expect(await shown()).toEqual([head, 'Nothing new matches: no digest would be posted.']);
  await publish(world, ['Graph networks for rivers']);
  expect(await shown()).toEqual([head, 'Daily digest, Nov 26, 2026: Graph networks for rivers']);
  await world.say('unsubscribe all confirm');
  expect(await shown()).toEqual([expect.stringContaining('slack/T1/C1 · follows nothing any more')]);
});
