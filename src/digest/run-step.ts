import type { HeldNotice } from '../channels/held-notice.ts';
import type { Log } from '../command/desk.ts';
import { AdapterError } from '../platform/adapter-error.ts';
import { channelOfKey, type Found, type PlatformAdapter } from '../platform/platform.ts';
import type { Digest, Step } from '../store/digest-store.ts';
import type { Store } from '../store/store.ts';
import { digestTitle, papersIn, stepMessage } from './digest-message.ts';
import { type DigestPapers, readDigestPapers } from './digest-papers.ts';
import { createFailures } from './failures.ts';
import { createRecorder } from './recorder.ts';
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

/** A step with all that its message is made of. */
export interface PreparedStep {
  readonly step: Step;
  readonly digest: Digest;
  readonly papers: DigestPapers;
}

export interface StepRunner {
  /** Reads what steps that were just taken need, for all of them together. */
  prepare(steps: readonly Step[]): Promise<PreparedStep[]>;
  /** Does a step and records what became of it. `isLate` tells when it must not be sent any more. */
  run(prepared: PreparedStep, isLate: () => boolean): Promise<void>;
  /** Leaves a taken step to whoever comes next, as it was. */
  giveBack(step: Step): Promise<void>;
}

/** Sends new steps, and looks for those that were begun and may have landed. */
export function createStepRunner(config: StepRunnerConfig): StepRunner {
  const { store, adapter, owner, now } = config;
  const failures = createFailures(config);
  const record = createRecorder({ store, now, channelGap: adapter.limits.channelGap });

  async function giveBack(step: Step): Promise<void> {
    if (step.state === 'pending') await store.ledger.untake(step.key, owner, now());
    else await store.ledger.askAgain(step.key, owner, now());
  }

  async function prepare(steps: readonly Step[]): Promise<PreparedStep[]> {
    const digests = await store.ledger.getAll(steps.map(({ digest }) => digest));
    const known = steps.flatMap((step) => {
      const digest = digests.get(step.digest);
      // Its channel was forgotten just now, and with it all of its steps.
      return digest ? [{ step, digest }] : [];
    });
    const wanted = new Map<string, string[]>();
    for (const { step, digest } of known) {
      const ids = papersIn(step, digest).map(({ paperId }) => paperId);
      wanted.set(digest.channel, [...(wanted.get(digest.channel) ?? []), ...ids]);
    }
    const papers = await readDigestPapers(store, wanted);
    return known.map((one) => ({ ...one, papers }));
  }

  async function send({ step, digest, papers }: PreparedStep, isLate: () => boolean): Promise<void> {
    const message = stepMessage(digest, step, papers);
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
    await record({ step, digest, messageId: first.id, message });
  }

  /** A thread can be opened again, so it needs no looking for. */
  async function openThread({ step, digest }: PreparedStep, isLate: () => boolean): Promise<void> {
    if (digest.listId === undefined) {
      // Without its list, the cards stand in the channel.
      await store.ledger.end(step.key, 'dropped', 'its list was not posted', now());
      return;
    }
    if (isLate()) return giveBack(step);
    const channel = channelOfKey(step.channel);
    const messageId = adapter.openThread
      ? await adapter.openThread(channel, digest.listId, digestTitle(digest.slot))
      : digest.listId;
    await record({ step, digest, messageId });
  }

  async function look(step: Step, digest: Digest): Promise<Found> {
    const options = { sentAt: step.triedAt ?? now(), ...threadOf(step, digest) };
    return adapter.find ? adapter.find(channelOfKey(step.channel), step.key, options) : { state: 'unknown' };
  }

  async function reconcile({ step, digest, papers }: PreparedStep): Promise<void> {
    const found = await look(step, digest);
    if (found.state === 'found') {
      const message = stepMessage(digest, step, papers);
      return record({ step, digest, messageId: found.messageId, message });
    }
    const at = now();
    if (found.state === 'unknown') return failures.unknown(step, digest);
    // Hours in which nobody tried do not count: what a process left when it died has its second try first.
    if (step.tries > 1 && at - (step.firstTriedAt ?? at) > RULES.patience)
      return failures.giveUp(step, digest, 'nothing landed');
    await store.ledger.putBack(step.key, owner, at);
  }

  return {
    prepare,
    giveBack,
    async run(prepared, isLate) {
      const { step, digest } = prepared;
      const isSearch = step.state === 'sending' && step.kind !== 'thread';
      try {
        if (isSearch) await reconcile(prepared);
        else if (step.kind === 'thread') await openThread(prepared, isLate);
        else await send(prepared, isLate);
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
