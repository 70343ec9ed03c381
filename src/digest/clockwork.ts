import type { Arrivals } from '../catalog/ingest.ts';
import type { Log } from '../command/desk.ts';
import type { Store } from '../store/store.ts';
import type { Delivery } from './deliver.ts';
import { percolate } from './percolate.ts';
import { createPercolation } from './percolation.ts';
import { planDue } from './plan.ts';
import { RULES } from './rules.ts';
import { nextSlot } from './slots.ts';

export interface ClockworkConfig {
  readonly store: Store;
  readonly platforms: readonly string[];
  /** Whether a platform takes messages. The digests of one that does not are planned once it does. */
  readonly takes?: (platform: string) => boolean;
  readonly delivery: Delivery;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newKey: () => string;
  readonly arrivals?: Arrivals;
}

export interface Clockwork {
  /** What is due at this minute: matches news, plans digests and sends them. Resolves when all that is done. */
  tick(): Promise<void>;
  /** Ends what is being sent and begins nothing more. */
  stop(): Promise<void>;
}

/** A clock that is this much behind its last tick was set back. */
const SET_BACK = 90_000;
/** No slot lies further ahead than a week and a clock change. */
const FURTHEST_SLOT = 9 * 24 * 3_600_000;
const BATCH = 100;
/** It reads much and changes little. Milliseconds. */
const FORGET_EVERY = 3_600_000;

/** Digests by the clock. A tick that comes while another one is planning waits for it and plans again. */
export function createClockwork(config: ClockworkConfig): Clockwork {
  const { store, delivery, log, now, newKey, arrivals = createPercolation(), takes = () => true } = config;
  // What the process before this one saw on the clock is not known: the first tick takes it for set back.
  let lastTick = Number.POSITIVE_INFINITY;
  let lastForgot = Number.NEGATIVE_INFINITY;
  let planning: Promise<void> = Promise.resolve();
  let plansRunning = 0;
  let stopped = false;

  async function plan(): Promise<void> {
    const at = now();
    if (at < lastTick - SET_BACK) {
      await bringSlotsBack(store, at);
      await store.ledger.dueBy(at + RULES.patience);
    }
    lastTick = at;
    await percolate(store, at, arrivals);
    const platforms = config.platforms.filter(takes);
    if (platforms.length > 0) await planDue({ store, platforms, now: at, newKey });
    if (Math.abs(at - lastForgot) < FORGET_EVERY) return;
    lastForgot = at;
    await store.matches.forget(at - RULES.newsWindow);
    await store.posts.forgetContents(at - RULES.countsFollow);
  }

  /** One tick's failure, such as a database that is away, is the next one's work. */
  function guarded(work: () => Promise<void>, what: string): Promise<void> {
    return work().catch((error: unknown) => log.error({ error }, what));
  }

  return {
    async tick() {
      if (stopped) return;
      plansRunning += 1;
      planning = planning
        .then(() => guarded(plan, 'planning digests failed'))
        .finally(() => {
          plansRunning -= 1;
        });
      // Lists go out while the last digests are still being planned; cards wait for all lists.
      const sending = guarded(() => delivery.deliver(() => plansRunning > 0), 'sending digests failed');
      await planning;
      await guarded(() => delivery.deliver(() => plansRunning > 0), 'sending digests failed');
      await sending;
    },
    async stop() {
      stopped = true;
      delivery.stop();
      await planning;
      await delivery.deliver();
    },
  };
}

/** After a clock that was wrong is set right, no slot may lie further ahead than the next one. */
async function bringSlotsBack(store: Store, at: number): Promise<void> {
  for (let after = ''; ; ) {
    const later = await store.schedules.laterThan(at, after, BATCH);
    await store.transaction(async (inside) => {
      for (const { channel } of later) {
        const schedule = await inside.schedules.get(channel);
        if (!schedule?.nextAt || schedule.nextAt <= at) continue;
        const pausedUntil = schedule.pausedUntil ?? 0;
        if (schedule.nextAt < at + FURTHEST_SLOT && pausedUntil > at) continue;
        // A slot of this very minute is one of them.
        const next = nextSlot(schedule, Math.max(at - 1, pausedUntil));
        if (next.at === schedule.nextAt) continue;
        await inside.schedules.put({ ...schedule, nextAt: next.at, nextSlot: next.slot });
      }
    });
    const last = later.at(-1);
    if (!last || later.length < BATCH) return;
    after = last.channel;
  }
}
