import type { HeldNotice } from '../../src/channels/held-notice.ts';
import { type Clockwork, createClockwork } from '../../src/digest/clockwork.ts';
import { createDelivery } from '../../src/digest/deliver.ts';
import { newStepKey } from '../../src/digest/step-keys.ts';
import { canPost, type PlatformAdapter } from '../../src/platform/platform.ts';
import type { Layout } from '../../src/store/digest-store.ts';
import type { Store } from '../../src/store/store.ts';
import { addChannel, publish } from '../digest/digest-world.ts';
import type { PatientClock } from './patient-clock.ts';

const MINUTE = 60_000;

export interface DueDigest {
  readonly store: Store;
  readonly adapter: PlatformAdapter;
  readonly clock: PatientClock;
  readonly channel: string;
  /** What the channel follows, and what both titles hold. */
  readonly words: string;
  readonly layout?: Layout;
  readonly onHeld?: HeldNotice;
  /** Those that follow the same and are due as well. */
  readonly otherChannels?: readonly string[];
  /** Those of the same process. */
  readonly beside?: readonly PlatformAdapter[];
  /** Those of other processes, which do the same at the same time on the same database. */
  readonly otherAdapters?: readonly PlatformAdapter[];
}

/** Posts a digest of two papers, `First … paper` and `Second … paper`, that is due now. */
export async function runDueDigest(due: DueDigest): Promise<void> {
  const { store, clock, channel, words, layout = 'thread' } = due;
  const { now } = clock;
  const time = new Date(now() - 10 * MINUTE).toISOString().slice(11, 16);
  for (const each of [channel, ...(due.otherChannels ?? [])])
    await addChannel(store, [words], { channel: each, time, layout }, now() - 30 * MINUTE);
  await publish(store, now() - 20 * MINUTE, [`First ${words} paper`, `Second ${words} paper`]);
  const adapters = [due.adapter, ...(due.otherAdapters ?? [])];
  await Promise.all(
    adapters.map((adapter, at) => processOf(due, [adapter, ...(due.beside ?? [])], `process ${at}`).tick()),
  );
}

/** A process that has these adapters; `owner` names it. */
export function processOf(
  { store, clock, onHeld }: Pick<DueDigest, 'store' | 'clock' | 'onHeld'>,
  running: readonly PlatformAdapter[],
  owner: string,
): Clockwork {
  const { now, sleep, underWay } = clock;
  const adapters = running.map(
    ({ post, find, ...rest }): PlatformAdapter => ({
      ...rest,
      post: (...asked) => underWay(post(...asked)),
      find: async (...asked) => underWay(find?.(...asked) ?? Promise.resolve({ state: 'unknown' as const })),
    }),
  );
  const log = { error: () => {} };
  const delivery = createDelivery({
    ...{ store, adapters, owner, log, now, sleep },
    elapsed: now,
    random: () => 0.5,
    ...(onHeld && { onHeld }),
  });
  return createClockwork({
    ...{ store, platforms: adapters.map(({ platform }) => platform), delivery, log, now },
    takes: (platform) => adapters.some((adapter) => adapter.platform === platform && canPost(adapter)),
    newKey: newStepKey,
  });
}
