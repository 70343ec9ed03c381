import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createClockwork } from '../../src/digest/clockwork.ts';
import { createDelivery } from '../../src/digest/deliver.ts';
import { newStepKey } from '../../src/digest/step-keys.ts';
import { openPostgres } from '../../src/store/open-postgres.ts';
import { ADA, CHANNEL_KEY, channelWorld, NOW } from '../commands/channel-world.ts';
import { publish } from '../commands/publish.ts';
import { createFakePlatform } from '../digest/fake-platform.ts';
import { titlesIn } from '../digest/read-digest.ts';
import { createGate } from './gate.ts';
import { NEEDS_POSTGRES, TEST_POSTGRES_URL, useTestDatabase } from './test-postgres.ts';

const DAY = 86_400_000;

test.skipIf(!TEST_POSTGRES_URL)(
  `a database that goes away and comes back: commands apologise, nothing acknowledged is lost, digests come once${NEEDS_POSTGRES}`,
  async () => {
    const { url } = await useTestDatabase();
    const gate = await createGate(url);
    const { store } = await openPostgres({ url: gate.url });
    onTestFinished(async () => {
      await store.close();
      await gate.shut();
    });
    const logged: string[] = [];
    const log = { error: (_context: unknown, message: string) => void logged.push(message) };
    const world = await channelWorld({ store, log });
    await publish(world, '2026-11-25', ['A network of rivers']);
    await world.say('subscribe network');
    await world.say('schedule 09:30 UTC');
    await publish(world, '2026-11-26', ['A network of roads']);

    let now = NOW;
    const sleep = (_: number, signal?: AbortSignal) =>
      setTimeout(1, undefined, signal && { signal }).catch(() => {});
    const fake = createFakePlatform({ platform: 'slack', now: () => now, sleep });
    const shared = { store, log, now: () => now };
    const delivery = createDelivery({
      ...{ ...shared, adapters: [fake], owner: 'one', elapsed: () => performance.now(), sleep },
      random: () => 0.5,
    });
    const clockwork = createClockwork({ ...shared, platforms: ['slack'], delivery, newKey: newStepKey });
    await clockwork.tick();
    expect(fake.messages).toEqual([]);

    await gate.shut();
    for (const line of ['today', 'subscriptions', 'subscribe graph']) {
      const { outcome, text } = await world.say(line, ADA);
      expect(outcome, line).toBe('failed');
      expect(text, line).toMatch(
        /^Something went wrong on our side; it is logged as \w+\. Please try again\.$/,
      );
    }
    now += DAY + 2 * 3_600_000;
    await clockwork.tick();
    expect(fake.messages).toEqual([]);
    expect(logged).toContain('planning digests failed');

    await gate.open();
    logged.length = 0;
    const { text } = await world.say('subscriptions');
    expect(text).toContain('network');
    expect(text).not.toContain('graph');
    await clockwork.tick();
    await clockwork.tick();
    // The list, and a card for each of its papers.
    expect(fake.inChannel(CHANNEL_KEY).map(({ message }) => titlesIn(message))).toEqual([
      ['A network of roads', 'A network of rivers'],
      ['A network of roads'],
      ['A network of rivers'],
    ]);
    expect(logged).toEqual([]);
  },
);
