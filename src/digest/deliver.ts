import type { HeldNotice } from '../channels/held-notice.ts';
import type { Log } from '../command/desk.ts';
import { canPost, type PlatformAdapter } from '../platform/platform.ts';
import type { Step } from '../store/digest-store.ts';
import type { Store } from '../store/store.ts';
import { createPace } from './pace.ts';
import { RULES } from './rules.ts';
import { createStepRunner, type PreparedStep } from './run-step.ts';

export interface DeliveryConfig {
  readonly store: Store;
  readonly adapters: readonly PlatformAdapter[];
  /** Names this process among those that share the database. */
  readonly owner: string;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds on a clock that never goes back, and does go on while the process is stopped. */
  readonly elapsed: () => number;
  /** Resolves after that time, or at once when the signal comes. */
  readonly sleep: Sleep;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Told of each channel that a failed post paused. */
  readonly onHeld?: HeldNotice;
}

export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<unknown>;

export interface Delivery {
  /**
   * Does every step that is due or becomes so within a minute; resolves when none is left. While `listsOnly` says so,
   * cards wait. A call while another one is still at work joins it.
   */
  deliver(listsOnly?: () => boolean): Promise<void>;
  /** Takes no further step; what `deliver` promised resolves once what is being sent has ended. */
  stop(): void;
}

/** Steps of one platform that may be under way at once: as many as its calls, if each took the ten seconds it may. */
const LONGEST_CALL_SECONDS = 10;
/** One transaction takes the steps of a fifth of a second, so that none waits long for its turn. */
const TAKES_PER_SECOND = 5;
/** For how long a lane stays for a step that becomes due; the next tick comes then anyway. Milliseconds. */
const LINGER = 60_000;
const SHORTEST_WAIT = 5;

/** Steps of a lane, and the time since then. */
interface Taken {
  readonly steps: readonly PreparedStep[];
  readonly sinceTaken: () => number;
}

/** Sends what the ledger holds, each platform at its own speed: a slow or failing channel holds up no other. */
export function createDelivery(config: DeliveryConfig): Delivery {
  const lanes = config.adapters.map((adapter) => createLane(adapter, config));
  return {
    async deliver(listsOnly = () => false) {
      await Promise.all(lanes.map((lane) => lane.deliver(listsOnly)));
    },
    stop() {
      for (const lane of lanes) lane.stop();
    },
  };
}

function createLane(adapter: PlatformAdapter, config: DeliveryConfig): Delivery {
  const { store, owner, log, now, elapsed } = config;
  const { callsPerSecond } = adapter.limits;
  const pace = createPace({ callsPerSecond, elapsed, sleep: config.sleep });
  const runner = createStepRunner({ ...config, adapter });
  const underWay = new Map<string, Promise<void>>();
  const most = callsPerSecond * LONGEST_CALL_SECONDS;
  const batch = Math.max(1, Math.floor(callsPerSecond / TAKES_PER_SECOND));
  let stopped = false;
  let woken = Promise.withResolvers<void>();
  let working: Promise<void> | undefined;

  async function take(listsOnly: boolean): Promise<Taken> {
    const at = now();
    const sinceTaken = stopwatch();
    const limit = Math.min(batch, most - underWay.size);
    if (isOver() || limit <= 0) return { steps: [], sinceTaken };
    const taking = { platforms: [adapter.platform], owner, now: at, heldUntil: at + RULES.lease };
    const steps = await store.ledger.take({ ...taking, limit, listsOnly });
    try {
      return { steps: steps.length === 0 ? [] : await runner.prepare(steps), sinceTaken };
    } catch (error) {
      await giveBack(steps);
      throw error;
    }
  }

  /** Where the platform takes nothing, steps stay as they are: trying them would use up their patience. */
  function isOver(): boolean {
    return stopped || !canPost(adapter);
  }

  /** The time that passes from now on. While the computer sleeps, a clock that never goes back may stand still. */
  function stopwatch(): () => number {
    const start = { elapsed: elapsed(), now: now() };
    return () => Math.max(elapsed() - start.elapsed, now() - start.now);
  }

  function begin(prepared: PreparedStep, sinceTaken: () => number): void {
    const { step } = prepared;
    // A clock that is set forwards ends a lease while its step is still being sent.
    if (underWay.has(step.key)) return;
    const isLate = () => sinceTaken() > RULES.latestSend;
    const running = runner
      .run(prepared, isLate)
      // It stays held until its lease ends, and is looked for then.
      .catch((error: unknown) => log.error({ error, key: step.key, channel: step.channel }, 'step failed'))
      .finally(() => underWay.delete(step.key));
    underWay.set(step.key, running);
  }

  async function work(listsOnly: () => boolean): Promise<void> {
    let ahead: Promise<Taken> | undefined;
    while (!stopped || underWay.size > 0 || ahead) {
      // Before the look into the ledger, so that no call in between is missed.
      const called = woken.promise;
      const { steps, sinceTaken } = await (ahead ?? take(listsOnly()));
      ahead = undefined;
      if (steps.length === 0 && !(await somethingHappens(called))) return;
      for (const [at, prepared] of steps.entries()) {
        const { step } = prepared;
        // Where there is more, the next steps are read while these have their turns, so that no turn is missed.
        if (at === steps.length >> 1 && steps.length === batch) {
          ahead = take(listsOnly());
          // Whether it failed is asked when its turn comes.
          ahead.catch(() => {});
        }
        // Where a thread needs no call to be opened, it takes no turn from those that do.
        if (step.kind !== 'thread' || adapter.openThread) await pace();
        if (isOver()) {
          await giveBack(steps.slice(at).map((left) => left.step));
          break;
        }
        begin(prepared, sinceTaken);
      }
    }
  }

  /** Steps that were taken and will not be sent. One that cannot be given back now is looked for when its lease ends. */
  async function giveBack(steps: readonly Step[]): Promise<void> {
    for (const result of await Promise.allSettled(steps.map(runner.giveBack))) {
      if (result.status === 'rejected') log.error({ error: result.reason }, 'a step could not be given back');
    }
  }

  /** Waits until a step ends or becomes due, or somebody planned more; false where nothing will happen soon. */
  async function somethingHappens(called: Promise<void>): Promise<boolean> {
    const next = isOver() ? undefined : await store.ledger.nextDueAt([adapter.platform]);
    const wait = Math.max(next === undefined ? Number.POSITIVE_INFINITY : next - now(), SHORTEST_WAIT);
    if (wait > LINGER && underWay.size === 0) return false;
    const events: Promise<unknown>[] = [...underWay.values(), called];
    const over = new AbortController();
    if (wait <= LINGER) events.push(config.sleep(wait, over.signal));
    await Promise.race(events);
    over.abort();
    return true;
  }

  function wake(): void {
    woken.resolve();
    woken = Promise.withResolvers<void>();
  }

  return {
    async deliver(listsOnly = () => false) {
      wake();
      working ??= work(listsOnly).finally(() => {
        working = undefined;
      });
      await working;
    },
    stop() {
      stopped = true;
      wake();
    },
  };
}
