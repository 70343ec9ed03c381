import type { Message } from '../message/message.ts';
import type { Digest, Step } from '../store/digest-store.ts';
import type { Store } from '../store/store.ts';
import { communityOf } from '../votes/voting.ts';
import { papersIn } from './digest-message.ts';

/** A step whose message is on the platform. */
export interface Landed {
  readonly step: Step;
  readonly digest: Digest;
  readonly messageId: string;
  readonly message?: Message | undefined;
}

export interface RecorderConfig {
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds between two messages of one channel. */
  readonly channelGap: number;
}

/** So many are written down together at the most. */
const MOST = 50;

/**
 * Writes down what landed: in one transaction each step is done, and reactions on its message find their papers. Whatever
 * lands while a transaction is under way goes into the next one together, as to begin one takes longer than to write a
 * few rows more. A record resolves when it is written.
 */
export function createRecorder(config: RecorderConfig): (landed: Landed) => Promise<void> {
  let waiting: { readonly landed: Landed; readonly written: PromiseWithResolvers<void> }[] = [];
  let isWriting = false;

  async function writeWaiting(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      const group = waiting.slice(0, MOST);
      waiting = waiting.slice(MOST);
      try {
        await write(
          config,
          group.map(({ landed }) => landed),
        );
        for (const { written } of group) written.resolve();
      } catch (error) {
        if (group.length === 1) group[0]?.written.reject(error);
        else await writeEach(group);
      }
    }
    isWriting = false;
  }

  /** What one of them made fail need not fail for the others. At once, as all wait where the database is away. */
  async function writeEach(group: typeof waiting): Promise<void> {
    await Promise.all(
      group.map(({ landed, written }) => write(config, [landed]).then(written.resolve, written.reject)),
    );
  }

  return (landed) => {
    const written = Promise.withResolvers<void>();
    waiting.push({ landed, written });
    if (!isWriting) void writeWaiting();
    return written.promise;
  };
}

async function write({ store, now, channelGap }: RecorderConfig, group: readonly Landed[]): Promise<void> {
  const at = now();
  await store.transaction(async (inside) => {
    const channels = await inside.ledger.sentAll(
      group.map(({ step, messageId }) => ({ key: step.key, messageId })),
      at + channelGap,
    );
    const posts = group.flatMap(({ step, digest, messageId, message }) => {
      const channel = channels.get(step.key);
      const papers = papersIn(step, digest);
      if (channel === undefined || papers.length === 0) return [];
      const community = communityOf(channel);
      return [{ ...{ community, channel, messageId, postedAt: at, papers }, stepKey: step.key, message }];
    });
    await inside.posts.recordAll(posts);
    await inside.posts.keepContent(
      ...posts.flatMap(({ channel, messageId, postedAt, stepKey, message }) =>
        message ? [{ channel, messageId, postedAt, stepKey, message }] : [],
      ),
    );
  });
}
