import type { HeldNotice } from '../channels/held-notice.ts';
import type { Log } from '../command/desk.ts';
import type { Message } from '../message/message.ts';
import { AdapterError } from '../platform/adapter-error.ts';
import { channelOfKey, type Found, type PlatformAdapter } from '../platform/platform.ts';
import type { Digest, Step } from '../store/digest-store.ts';
import type { Store } from '../store/store.ts';
import { communityKey } from '../votes/voting.ts';
import { digestTitle, stepMessage } from './digest-message.ts';
import { createFailures } from './failures.ts';
import { RULES } from './rules.ts';

export interface StepRunnerConfig {
  readonly store: Store;
  readonly adapter: PlatformAdapter;
  readonly owner: string;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Told of each channel that a failed post paused. */
  readonly onHeld?: HeldNotice;
}

export interface StepRunner {
  /** Does a step that was just taken and records what became of it. `isLate` tells when it must not be sent any more. */
  run(step: Step, isLate: () => boolean): Promise<void>;
  /** Leaves a taken step to whoever comes next, as it was. */
  giveBack(step: Step): Promise<void>;
}

/** Sends new steps, and looks for those that were begun and may have landed. */
export function createStepRunner(config: StepRunnerConfig): StepRunner {
  const { store, adapter, owner, now } = config;
  const failures = createFailures(config);

  async function giveBack(step: Step): Promise<void> {
    if (step.state === 'pending') await store.ledger.putBack(step.key, owner, now());
    else await store.ledger.askAgain(step.key, owner, now());
  }

  async function send(step: Step, digest: Digest, isLate: () => boolean): Promise<void> {
    const message = await stepMessage(store, digest, step);
    if (!message) {
      await store.ledger.end(step.key, 'dropped', 'its paper is not held any more', now());
      return;
    }
    if (isLate()) return giveBack(step);
    const posted = await adapter.post(channelOfKey(step.channel), message, {
      key: step.key,
      ...threadOf(step, digest),
    });
    const [first] = posted;
    if (!first) throw new AdapterError('refused', `${adapter.platform} posted nothing`);
    await record(step, first.id, message);
  }

  /** A thread can be opened again, so it needs no looking for. */
  async function openThread(step: Step, digest: Digest, isLate: () => boolean): Promise<void> {
    if (digest.listId === undefined) {
      // Without its list, the cards stand in the channel.
      await store.ledger.end(step.key, 'dropped', 'its list was not posted', now());
      return;
    }
    if (isLate()) return giveBack(step);
    const channel = channelOfKey(step.channel);
    const thread = adapter.openThread
      ? await adapter.openThread(channel, digest.listId, digestTitle(digest.slot))
      : digest.listId;
    await record(step, thread);
  }

  async function look(step: Step, digest: Digest): Promise<Found> {
    const options = { sentAt: step.triedAt ?? now(), ...threadOf(step, digest) };
    return adapter.find ? adapter.find(channelOfKey(step.channel), step.key, options) : { state: 'unknown' };
  }

  async function reconcile(step: Step, digest: Digest): Promise<void> {
    const found = await look(step, digest);
    if (found.state === 'found') return record(step, found.messageId, await stepMessage(store, digest, step));
    const at = now();
    if (found.state === 'unknown') return failures.unknown(step, digest);
    // Hours in which nobody tried do not count: what a process left when it died has its second try first.
    if (step.tries > 1 && at - (step.firstTriedAt ?? at) > RULES.patience)
      return failures.giveUp(step, digest, 'nothing landed');
    await store.ledger.putBack(step.key, owner, at);
  }

  /** In one transaction the step is done, and reactions on its message find their papers. */
  async function record(step: Step, messageId: string, message?: Message): Promise<void> {
    const at = now();
    await store.transaction(async (inside) => {
      const channel = await inside.ledger.sent(step.key, messageId, at + adapter.limits.channelGap);
      const papers = channel === undefined ? [] : await inside.ledger.papersOf(step);
      if (channel === undefined || papers.length === 0) return;
      const post = { channel, messageId, postedAt: at, papers };
      await inside.posts.record(communityKey(channelOfKey(channel)), post);
      if (message)
        await inside.posts.keepContent({ channel, messageId, postedAt: at, stepKey: step.key, message });
    });
  }

  return {
    giveBack,
    async run(step, isLate) {
      const digest = await store.ledger.get(step.digest);
      if (!digest) throw new Error(`The digest ${step.digest} of the step ${step.key} is gone`);
      const isSearch = step.state === 'sending' && step.kind !== 'thread';
      try {
        if (isSearch) await reconcile(step, digest);
        else if (step.kind === 'thread') await openThread(step, digest, isLate);
        else await send(step, digest, isLate);
      } catch (error) {
        if (!(error instanceof AdapterError)) throw error;
        if (isSearch) await failures.search(step, digest, error);
        else await failures.send(step, digest, error);
      }
    },
  };
}

function threadOf(step: Step, digest: Digest): { thread?: string } {
  const inThread = step.kind === 'card' && digest.threadId !== undefined;
  return inThread ? { thread: digest.threadId } : {};
}
