import { Socket } from 'node:net';
import pg from 'pg';
import { sleepAside } from '../time/sleep-aside.ts';
import { endSoon } from './postgres-connections.ts';
import { FOLLOWED_CHANNEL } from './tell-followed.ts';

export interface FollowedListenerConfig {
  readonly url: string;
  /** Told why a connection broke, or was not made. */
  readonly onBroken: (error: Error) => void;
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

export interface FollowedListener {
  /**
   * Calls `listener` soon after what is followed changed, in whatever process, and after a time in which it could not be
   * told. The first call opens the connection. Returns what ends it.
   */
  onFollowed(listener: () => void): () => void;
  /** Ends the connection. */
  end(): Promise<void>;
}

/** Milliseconds before it connects again: doubled with each try in vain. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;
const TIMEOUT = 10_000;
/** A connection on which hardly anything comes is asked whether it is still there after so many milliseconds. */
const KEEP_ALIVE_AFTER = 60_000;

/**
 * Listens on a connection of its own: those of the pool change hands. It keeps no process alive, and what breaks it is
 * told and mended, never thrown.
 */
export function createFollowedListener(config: FollowedListenerConfig): FollowedListener {
  const { url, onBroken, sleep = sleepAside } = config;
  const listeners = new Set<() => void>();
  const ending = new AbortController();
  const { signal } = ending;
  let running: Promise<void> | undefined;

  function tell(): void {
    for (const listener of listeners) listener();
  }

  async function run(): Promise<void> {
    let pause = FIRST_PAUSE;
    for (let isFirst = true; !signal.aborted; isFirst = false) {
      const onListening = () => {
        pause = FIRST_PAUSE;
        // What was told before is lost.
        if (!isFirst) tell();
      };
      await listenOnce(onListening).catch(report);
      await sleep(pause, signal);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  }

  /** Until the connection breaks or is ended; rejects where it could not be made. */
  async function listenOnce(onListening: () => void): Promise<void> {
    const socket = new Socket().unref();
    const client = new pg.Client({
      ...{ connectionString: url, application_name: 'paperboy listen', stream: () => socket },
      ...{ connectionTimeoutMillis: TIMEOUT, query_timeout: TIMEOUT },
      ...{ keepAlive: true, keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER },
    });
    const over = Promise.withResolvers<void>();
    client.on('error', (error) => {
      report(error);
      over.resolve();
    });
    client.on('end', () => over.resolve());
    client.on('notification', tell);
    // Who ends while it connects does not wait for a server that may not answer.
    let stop: () => void = () => socket.destroy();
    const onEnding = () => stop();
    signal.addEventListener('abort', onEnding);
    try {
      await client.connect();
      await client.query(`listen ${FOLLOWED_CHANNEL}`);
      stop = () => over.resolve();
      onListening();
      await over.promise;
    } finally {
      signal.removeEventListener('abort', onEnding);
      // Somebody waits for it now.
      socket.ref();
      await endSoon(client, socket);
    }
  }

  function report(error: Error): void {
    if (!signal.aborted) onBroken(error);
  }

  return {
    onFollowed(listener) {
      listeners.add(listener);
      running ??= run();
      return () => void listeners.delete(listener);
    },
    async end() {
      ending.abort();
      await running;
    },
  };
}
