import type { Arrivals } from '../catalog/ingest.ts';
import { UserError } from '../command/user-error.ts';
import type { Store } from '../store/store.ts';
import { FetchError } from './fetching/fetch-error.ts';
import { LONGEST_HOLD } from './fetching/waiting.ts';
import type { Source } from './source.ts';
import { takeIn } from './take-in.ts';

/** Where the runner tells what it did. */
export interface RunnerLog {
  info(context: Record<string, unknown>, message: string): void;
  warn(context: Record<string, unknown>, message: string): void;
  error(context: Record<string, unknown>, message: string): void;
}

export interface RunnerConfig {
  readonly store: Store;
  readonly sources: readonly Source[];
  readonly log: RunnerLog;
  /** Who is told of papers as they come in. */
  readonly arrivals?: Arrivals;
  /** Whether it is for this process to ask, among several on one database; always where not given. */
  readonly isMine?: () => Promise<boolean>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
}

export interface Runner {
  /** Asks every source whose time has come, all at once; resolves when they have answered. Never rejects. */
  tick(): Promise<void>;
  /** As the first tick, but each source is asked with a single request at a time and no patience: it ends soon. */
  begin(): Promise<void>;
  /** Breaks off what is being fetched, and asks nothing more. */
  stop(): Promise<void>;
}

const SHORTEST_RETRY = 60_000;
/** For how much of its interval a source may come later than planned, so that many do not come at once. */
const SPREAD = 0.1;

/**
 * Asks each source again and again, each on its own: one that fails stops no other. When it is asked next is kept in the
 * store, so that a restart asks nobody earlier, except those that failed.
 */
export function createRunner(config: RunnerConfig): Runner {
  const { store, sources, log, arrivals, isMine = async () => true, now, random } = config;
  const stopping = new AbortController();
  const running = new Map<string, Promise<void>>();
  const failures = new Map<string, number>();
  let isFirst = true;

  /** When each source is due; one that is planned too far ahead, by a clock that was wrong, is due now. */
  async function dueTimes(): Promise<Map<string, number>> {
    const states = new Map((await store.sources.all()).map((state) => [state.name, state]));
    const due = sources.map(({ name, every }): [string, number] => {
      const { nextAt = 0, lastSuccessAt = 0, lastErrorAt = 0 } = states.get(name) ?? {};
      const failed = lastErrorAt > lastSuccessAt;
      // A server may ask for a longer wait than the source's own.
      const asked = failed && lastErrorAt <= now() ? lastErrorAt + LONGEST_HOLD - now() : 0;
      const longest = Math.max(every * (1 + SPREAD), SHORTEST_RETRY * 60, asked);
      return [name, nextAt <= now() + longest && !(isFirst && failed) ? nextAt : 0];
    });
    isFirst = false;
    return new Map(due);
  }

  async function run(source: Source, attempts: number | undefined): Promise<void> {
    const { name, every } = source;
    try {
      const { signal } = stopping;
      const taken = await takeIn({ store, arrivals, now }, source, { signal, attempts });
      failures.delete(name);
      const { added, changed, notes } = taken;
      if (added + changed > 0 || notes.length > 0)
        log.info({ source: name, added, changed, notes }, 'fetched');
      await store.sources.plan(name, Math.round(now() + every * (1 + SPREAD * random())));
    } catch (error) {
      if (stopping.signal.aborted) return;
      await fail(source, error);
    }
  }

  async function fail({ name, every }: Source, error: unknown): Promise<void> {
    const count = (failures.get(name) ?? 0) + 1;
    failures.set(name, count);
    const wait =
      Math.min(Math.max(every, SHORTEST_RETRY), SHORTEST_RETRY * 2 ** (count - 1)) * (1 + SPREAD * random());
    const asked = error instanceof FetchError ? (error.retryAt ?? 0) : 0;
    const nextAt = Math.round(Math.max(now() + wait, asked));
    if (error instanceof UserError)
      log.warn({ source: name, reason: error.message, nextAt }, 'source failed');
    else log.error({ source: name, error, nextAt }, 'source failed');
    const reason =
      error instanceof UserError ? error.message : 'it failed in a way that only the log can tell.';
    await store.sources.failed(name, now(), reason);
    await store.sources.plan(name, nextAt);
  }

  /** A failure here, such as a database that is away, is the next tick's work. */
  async function ask(attempts?: number): Promise<void> {
    try {
      if (!(await isMine())) return;
      const due = await dueTimes();
      for (const source of sources) {
        if (stopping.signal.aborted || running.has(source.name)) continue;
        if ((due.get(source.name) ?? 0) > now()) continue;
        const work = run(source, attempts)
          .catch((error: unknown) => log.error({ source: source.name, error }, 'source failed'))
          .finally(() => running.delete(source.name));
        running.set(source.name, work);
      }
    } catch (error) {
      log.error({ error }, 'asking the sources failed');
    }
    await Promise.all(running.values());
  }

  return {
    tick: () => ask(),
    begin: () => ask(1),
    async stop() {
      stopping.abort();
      await Promise.all(running.values());
    },
  };
}
