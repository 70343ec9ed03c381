import { AsyncLocalStorage } from 'node:async_hooks';
import type { KyselyPlugin, TransactionBuilder } from 'kysely';
import type { ClaimWork } from './claim-work.ts';
import type { Listed } from './listed.ts';
import type { Database, Schema } from './schema.ts';
import type { SearchText } from './search-text.ts';
import type { TellFollowed } from './tell-followed.ts';

/** What a part of the store runs its queries on: the whole database, or one open transaction. */
export interface Session {
  readonly db: Database;
  readonly claimWork: ClaimWork;
  readonly searchText: SearchText;
  readonly listed: Listed;
  readonly tellFollowed: TellFollowed;
  /** Runs `work` in the open transaction, or in one of its own. */
  atomically<T>(work: (db: Database) => Promise<T>): Promise<T>;
  /**
   * The same where what is written depends on what others have written: a transaction of its own is then as strict as one
   * that a caller opens, and runs its work again where another one was in the way.
   */
  serially<T>(work: (db: Database) => Promise<T>): Promise<T>;
}

/** What each engine does in its own way. */
export interface Engine extends Pick<Session, 'claimWork' | 'searchText' | 'listed' | 'tellFollowed'> {
  /** How transactions that read and then write keep out of each other's way; absent where they never run at once. */
  readonly conflicts?: {
    readonly isolation: 'serializable';
    /** Whether it failed because of another one, and is run again. */
    isOne(error: unknown): boolean;
    /** Waits that many milliseconds before that. */
    sleep(milliseconds: number): Promise<unknown>;
  };
}

export interface Sessions {
  /** For everything outside of transactions. */
  readonly root: Session;
  /** Runs `work` in a writing transaction; its session is of no use afterwards. */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** Resolves once all transactions that were asked for have ended, those too that wait to be run again. */
  ended(): Promise<void>;
}

/**
 * Keeps callers out of each other's transactions. Kysely makes all others wait while one is open, so work in a
 * transaction that used the root session would wait for itself; it is told so instead.
 */
export function createSessions(db: Database, { conflicts, ...engine }: Engine): Sessions {
  const inside = new AsyncLocalStorage<{ open: boolean }>();
  const refuseFromInside = () => {
    if (!inside.getStore()?.open) return;
    throw new Error(
      'Inside a transaction only the store that it gives can be used, and transactions do not nest',
    );
  };
  const running = new Set<Promise<unknown>>();
  const counted = <T>(work: Promise<T>): Promise<T> => {
    const over = () => running.delete(work);
    running.add(work);
    work.then(over, over);
    return work;
  };
  return {
    root: {
      db: db.withPlugin(beforeEachQuery(refuseFromInside)),
      ...engine,
      async atomically(work) {
        refuseFromInside();
        return counted(db.transaction().execute(work));
      },
      serially: (work) => transaction((session) => work(session.db)),
    },
    transaction,
    ended: async () => void (await Promise.allSettled(running)),
  };

  async function transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    refuseFromInside();
    return counted(repeated(work));
  }

  async function repeated<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const begin = () =>
      conflicts ? db.transaction().setIsolationLevel(conflicts.isolation) : db.transaction();
    for (let tries = 1; ; tries += 1) {
      try {
        return await once(begin(), work);
      } catch (error) {
        if (!conflicts?.isOne(error) || tries === MOST_TRIES) throw error;
        await conflicts.sleep(Math.random() * LONGEST_PAUSE);
      }
    }
  }

  async function once<T>(
    begin: TransactionBuilder<Schema>,
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    return begin.execute(async (transaction) => {
      const state = { open: true };
      const guarded = transaction.withPlugin(
        beforeEachQuery(() => {
          if (!state.open)
            throw new Error('This transaction has ended: wait for all of its work inside of it');
        }),
      );
      try {
        const here = async <Result>(steps: (db: Database) => Promise<Result>) => steps(guarded);
        return await inside.run(state, () =>
          work({ ...engine, db: guarded, atomically: here, serially: here }),
        );
      } finally {
        state.open = false;
      }
    });
  }
}

/** A transaction that others are in the way of is run again so often, after up to so many milliseconds. */
const MOST_TRIES = 60;
const LONGEST_PAUSE = 30;

/** Kysely hands every query to its plugins in the caller's own context, before it waits for the connection. */
function beforeEachQuery(check: () => void): KyselyPlugin {
  return {
    transformQuery({ node }) {
      check();
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}
