import type { AdapterError } from '../platform/adapter-error.ts';
import type { Digest, Step } from '../store/digest-store.ts';
import { RULES } from './rules.ts';
import type { StepRunnerConfig } from './run-step.ts';

/** What a failed call means for its step, its digest and its channel (DESIGN section 9). */
export interface Failures {
  /** A message or thread could not be sent, or it is not known whether it was. */
  send(step: Step, digest: Digest, error: AdapterError): Promise<void>;
  /** A look for a message failed, so that nothing is known. */
  search(step: Step, digest: Digest, error: AdapterError): Promise<void>;
  /** The platform answers, but cannot tell whether the message is there. */
  unknown(step: Step, digest: Digest): Promise<void>;
  /** Nothing landed for an hour. */
  giveUp(step: Step, digest: Digest, problem: string): Promise<void>;
}

const DEFAULT_WAIT = 30_000;

export function createFailures(config: StepRunnerConfig): Failures {
  const { store, adapter, owner, log, now, random, onHeld } = config;
  const contextOf = (step: Step) => ({ platform: adapter.platform, channel: step.channel, key: step.key });

  /** Half as long again as it has been tried so far, so that waits grow; jitter keeps channels apart. */
  function retryAt(since: number | undefined, shortest: number): number {
    const wait = Math.min(Math.max((now() - (since ?? now())) / 2, shortest), RULES.longestRetry);
    return now() + Math.ceil(Math.max(shortest, wait * (0.75 + random() / 2)));
  }

  /** What may have landed before is `uncertain`; all else that was not sent comes after a resume. */
  async function pause(step: Step, error: AdapterError, mayBeThere: boolean): Promise<void> {
    log.error({ ...contextOf(step), error: error.message }, 'channel paused: it cannot be posted in');
    const isNew = await store.transaction(async (inside) => {
      if (mayBeThere) await inside.ledger.end(step.key, 'uncertain', error.message, now());
      const schedule = await inside.schedules.get(step.channel);
      if (schedule) {
        const { nextAt, nextSlot, pausedUntil, ...rest } = schedule;
        await inside.schedules.put({ ...rest, pauseReason: error.message });
      }
      await inside.ledger.releaseAll(step.channel, error.message);
      return schedule?.nextAt !== undefined;
    });
    if (isNew) await onHeld?.(step.channel, error.message, error.gone ? 'elsewhere' : 'mend');
  }

  async function refuse(step: Step, digest: Digest, error: AdapterError): Promise<void> {
    log.error({ ...contextOf(step), error: error.message }, 'content refused');
    if (step.kind === 'thread') await store.ledger.release(digest.id, error.message);
    else await store.ledger.end(step.key, 'refused', error.message, now());
  }

  /** Papers that nothing shows come with the next digest. */
  async function giveUp(step: Step, digest: Digest, problem: string): Promise<void> {
    log.error({ ...contextOf(step), problem }, 'given up after an hour');
    const isShownByList = step.kind === 'card' && digest.listId !== undefined;
    if (isShownByList) await store.ledger.end(step.key, 'dropped', problem, now());
    else await store.ledger.release(digest.id, problem);
  }

  async function doubt(step: Step, digest: Digest, problem: string): Promise<void> {
    log.error({ ...contextOf(step), problem }, 'it is uncertain whether a message was posted');
    await store.ledger.end(step.key, 'uncertain', problem, now());
    // Its thread is not known either: the cards would stand beside a list that shows the same papers.
    if (step.kind === 'list' && digest.layout === 'thread') await store.ledger.release(digest.id, problem);
  }

  const triedFor = (since: number | undefined) => now() - (since ?? now());

  return {
    giveUp,
    async send(step, digest, error) {
      switch (error.kind) {
        case 'rate-limited':
          return store.ledger.putBack(step.key, owner, now() + (error.retryAfter ?? DEFAULT_WAIT));
        case 'permanent':
          return pause(step, error, false);
        case 'refused':
          return refuse(step, digest, error);
        case 'transient':
          if (!error.unsent && step.kind !== 'thread') {
            // It may have landed: it is looked for once nobody can be sending it any more.
            return store.ledger.askAgain(step.key, owner, now() + Math.max(RULES.lease, RULES.landing));
          }
          if (triedFor(step.firstTriedAt) > RULES.patience) return giveUp(step, digest, error.message);
          return store.ledger.putBack(step.key, owner, retryAt(step.firstTriedAt, RULES.shortestRetry));
      }
    },
    async search(step, digest, error) {
      if (error.kind === 'permanent') return pause(step, error, true);
      if (triedFor(step.triedAt) > RULES.longestSearch) return doubt(step, digest, error.message);
      const wait = error.kind === 'rate-limited' ? (error.retryAfter ?? DEFAULT_WAIT) : 0;
      await store.ledger.askAgain(
        step.key,
        owner,
        Math.max(now() + Math.ceil(wait), retryAt(step.triedAt, RULES.landing)),
      );
    },
    async unknown(step, digest) {
      if (triedFor(step.triedAt) > RULES.patience)
        return doubt(step, digest, `${adapter.platform} cannot tell whether it was posted`);
      await store.ledger.askAgain(step.key, owner, retryAt(step.triedAt, RULES.landing));
    },
  };
}
