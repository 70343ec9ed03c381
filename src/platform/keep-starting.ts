import { UserError } from '../command/user-error.ts';
import { aborted } from '../told-to-stop.ts';
import { AdapterError } from './adapter-error.ts';
import type { Inbound, PlatformAdapter, Trouble } from './platform.ts';

export interface KeepStartingConfig {
  /** Makes an adapter; called again for each further try, for one whose start failed is not started again. */
  readonly create: () => PlatformAdapter;
  readonly log: { warn(context: Record<string, unknown>, message: string): void };
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<unknown>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: () => number;
}

/** Milliseconds after the first try; they double up to the longest pause. */
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 300_000;
/** A connection that is just being made is not waited for any longer when it is ended, in milliseconds. */
const LAST_WORD = 2_000;

/**
 * A platform whose start is tried until it works, with growing pauses; until then it takes no digests, and says why. Its
 * `start` resolves once events flow or it is stopped.
 *
 * @throws UserError from `start` where trying again is of no use, such as for a token that is refused
 */
export function keepStarting({ create, log, sleep, now, random }: KeepStartingConfig): PlatformAdapter {
  let current = create();
  const { platform, limits, find, openThread, tell } = current;
  const stopping = new AbortController();
  const { signal } = stopping;
  const stopped = aborted(signal);
  let waits: Trouble | undefined = { problem: 'It is not connected yet.', canPost: false };

  /** Whether it works now; how long to wait before the next try where it does not. */
  async function attempt(inbound: Inbound, tried: number): Promise<'works' | number> {
    const adapter = current;
    try {
      const starting = adapter.start(inbound);
      // What comes up after the stop has nobody left to serve.
      starting.then(() => (signal.aborted ? adapter.stop() : undefined)).catch(() => {});
      await Promise.race([starting, stopped]);
      return 'works';
    } catch (error) {
      const passing = error instanceof AdapterError && PASSES.has(error.kind);
      if (!passing) throw refused(error);
      const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** tried) * (0.75 + random() / 2);
      const wait = Math.ceil(Math.max(pause, error.retryAfter ?? 0));
      sayWaiting(error, wait);
      return wait;
    }
  }

  function sayWaiting(error: AdapterError, wait: number): void {
    const why = withCause(error);
    const nextTry = new Date(now() + wait).toISOString();
    waits = { problem: `It cannot be reached (${why}). The next try is at ${nextTry}.`, canPost: false };
    const seconds = Math.round(wait / 1000);
    log.warn({ platform, error: why, nextTry }, `${platform} cannot be reached; tried again in ${seconds} s`);
  }

  function refused(error: unknown): unknown {
    const why = error instanceof AdapterError ? new UserError(sayRefused(error), { cause: error }) : error;
    if (why instanceof Error) waits = { problem: why.message, canPost: false };
    return why;
  }

  return {
    platform,
    limits,
    async start(inbound) {
      for (let tried = 0; !signal.aborted; tried += 1) {
        const outcome = await attempt(inbound, tried);
        if (signal.aborted) return;
        if (outcome === 'works') {
          waits = undefined;
          return;
        }
        // What did not start need not end well either.
        await current.stop().catch(() => {});
        await sleep(outcome, signal);
        if (!signal.aborted) current = create();
      }
    },
    post: (...call) => current.post(...call),
    edit: (...call) => current.edit(...call),
    // Each adapter of a platform can do the same.
    ...(find && { find: (...call) => (current.find ?? find)(...call) }),
    ...(openThread && { openThread: (...call) => (current.openThread ?? openThread)(...call) }),
    ...(tell && { tell: (...call) => (current.tell ?? tell)(...call) }),
    trouble: () => waits ?? current.trouble?.(),
    async stop() {
      const isWorking = waits === undefined;
      stopping.abort();
      const enough = new AbortController();
      const ending = current.stop().finally(() => enough.abort());
      await (isWorking ? ending : Promise.race([ending, sleep(LAST_WORD, enough.signal)]));
    },
  };
}

const PASSES: ReadonlySet<AdapterError['kind']> = new Set(['transient', 'rate-limited']);

function sayRefused({ message }: AdapterError): string {
  return `${message}. That does not pass by itself: \`paperboy doctor\` tells what to mend. Then start Paperboy again.`;
}

/** Libraries say no more than that a request failed; what they name as its cause says why. */
function withCause(error: Error): string {
  let root = error;
  for (let depth = 0; root.cause instanceof Error && depth < 10; depth += 1) root = root.cause;
  const why = root.message || ('code' in root ? String(root.code) : '');
  return error.message.includes(why) ? error.message : `${error.message}: ${why}`;
}
