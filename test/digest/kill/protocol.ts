import type { Message } from '../../../src/message/message.ts';
import type { FailureKind } from '../../../src/platform/adapter-error.ts';
import type { ChannelRef, Found } from '../../../src/platform/platform.ts';

/** The one platform of these tests, whose messages outlive the processes that post them. */
export const PLATFORM = 'fake';

/** Where a worker's life ends, or is held up. */
export type Point =
  /** At its nth call to the platform: before it is made, once it is on its way, or once it is answered. */
  | { readonly on: 'call'; readonly nth: number; readonly when: 'before' | 'during' | 'after' }
  /** At its nth call of the store, or of the named method of it. */
  | {
      readonly on: 'store';
      readonly nth: number;
      readonly when: 'before' | 'after';
      readonly method?: string;
    }
  /** Some turns of the platform's event loop after the worker's nth word to it, whatever the worker does then. */
  | { readonly on: 'word'; readonly nth: number; readonly turns: number };

export interface WorkerPlan {
  /** Names the process among those that share the database. */
  readonly name: string;
  /** A SQLite file, or the address of a PostgreSQL database. */
  readonly database: string;
  readonly clockFile: string;
  readonly seed: number;
  readonly kill?: Point;
  readonly stop?: Point;
}

export type Request =
  | {
      readonly verb: 'post';
      readonly channel: ChannelRef;
      readonly message: Message;
      readonly key: string;
      readonly thread?: string;
    }
  | { readonly verb: 'find'; readonly channel: ChannelRef; readonly key: string }
  | { readonly verb: 'openThread'; readonly channel: ChannelRef; readonly messageId: string };

export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
  readonly retryAfter?: number;
  readonly unsent?: boolean;
}

/** What becomes of a request, and when the caller hears of it. */
export interface Reply {
  readonly answerAt: number;
  readonly outcome: { readonly id: string } | { readonly found: Found } | { readonly failure: Failure };
}

/** What a worker says to the test process. */
export type Word =
  /** All that it does waits for the clock. */
  | { readonly say: 'idle'; readonly until: number }
  | {
      readonly say: 'request';
      readonly number: number;
      readonly request: Request;
      /** The caller dies while it is under way. */
      readonly isFatal: boolean;
    }
  /** It does nothing more before the clock has gone on. */
  | { readonly say: 'stopped' }
  /** Nothing is left to do. What it logged comes along. */
  | { readonly say: 'done'; readonly logged: readonly string[] };

/** What the test process says to a worker. */
export type Answer =
  | { readonly say: 'awake' }
  | { readonly say: 'reply'; readonly number: number; readonly reply: Reply };
