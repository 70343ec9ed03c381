import { randomUUID } from 'node:crypto';
import { schedule } from 'node-cron';
import type { Arrivals } from '../catalog/ingest.ts';
import { forgetLost } from '../channels/forget-lost.ts';
import type { HeldNotice } from '../channels/held-notice.ts';
import type { Log } from '../command/desk.ts';
import { canPost, type PlatformAdapter } from '../platform/platform.ts';
import type { Store } from '../store/store.ts';
import { sleepAside } from '../time/sleep-aside.ts';
import { createClockwork } from './clockwork.ts';
import { createDelivery } from './deliver.ts';
import { newStepKey } from './step-keys.ts';

export interface RunningClockwork {
  /** Does what is due now, without waiting for the minute: a platform has come to work. */
  look(): void;
  /** Ends what is being sent and begins nothing more. */
  stop(): Promise<void>;
}

/** Runs digests on these platforms by the machine's clock: what is due now, and then each minute. */
export function runClockwork(
  store: Store,
  adapters: readonly PlatformAdapter[],
  log: Log,
  arrivals: Arrivals,
  onHeld: HeldNotice,
): RunningClockwork {
  const delivery = createDelivery({
    ...{ store, adapters, log, now: Date.now, random: Math.random },
    owner: randomUUID(),
    onHeld,
    elapsed: () => performance.now(),
    sleep: sleepAside,
  });
  const platforms = adapters.map(({ platform }) => platform);
  const clockwork = createClockwork({
    ...{ store, platforms, delivery, log, arrivals },
    takes: (platform) => adapters.some((adapter) => adapter.platform === platform && canPost(adapter)),
    now: Date.now,
    newKey: newStepKey,
  });
  // Slots are computed by ourselves: node-cron leaves out a run that a clock change skips.
  const cron = schedule('* * * * *', () => clockwork.tick(), { timezone: 'UTC' });
  void clockwork.tick();
  const upkeep = async () => {
    await forgetLost(store, Date.now()).catch((error: unknown) => log.error({ error }, 'forgetting failed'));
    await store.papers
      .tidySearch()
      .catch((error: unknown) => log.error({ error }, 'tidying the search index failed'));
  };
  const daily = schedule('17 3 * * *', upkeep, { timezone: 'UTC' });
  return {
    look: () => void clockwork.tick(),
    async stop() {
      await cron.stop();
      await daily.stop();
      await clockwork.stop();
    },
  };
}
