import { once } from 'node:events';
import type { Sleep } from './fetcher.ts';

/** Requests of one group follow each other, each so long after the one before began. */
export interface Turn {
  readonly group: string;
  /** Milliseconds. */
  readonly interval: number;
}

export interface Turns {
  /** Runs `work` when the group's turn has come; without a turn at once. */
  take<T>(turn: Turn | undefined, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T>;
}

/** Keeps groups of requests in their pace, whoever sends them. */
export function createTurns(now: () => number, sleep: Sleep): Turns {
  const last = new Map<string, { ended: Promise<unknown>; startedAt: number }>();

  async function after(turn: Turn, signal: AbortSignal | undefined, before: Promise<unknown>): Promise<void> {
    await endOf(before, signal);
    signal?.throwIfAborted();
    const wait = (last.get(turn.group)?.startedAt ?? Number.NEGATIVE_INFINITY) + turn.interval - now();
    if (wait > 0) await sleep(wait, signal);
    signal?.throwIfAborted();
  }

  return {
    async take(turn, signal, work) {
      if (!turn) return work();
      const state = last.get(turn.group) ?? { ended: Promise.resolve(), startedAt: Number.NEGATIVE_INFINITY };
      last.set(turn.group, state);
      const before = state.ended;
      const mine = after(turn, signal, before).then(() => {
        state.startedAt = now();
        return work();
      });
      // One that leaves the queue lets nobody go ahead of those before it.
      state.ended = Promise.allSettled([before, mine]);
      return mine;
    },
  };
}

/** Resolves when the work is over, or nobody waits for it any more. */
async function endOf(work: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return void (await work);
  if (signal.aborted) return;
  const over = new AbortController();
  const calledOff = once(signal, 'abort', { signal: over.signal }).catch(() => {});
  await Promise.race([work, calledOff]);
  over.abort();
}
