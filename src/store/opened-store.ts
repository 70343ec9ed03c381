import type { IngestTurn } from './ingest-turn.ts';
import type { CacheAdapter } from './keyv-adapter.ts';
import type { Store } from './store.ts';
import type { Transfer } from './transfer.ts';

/** A store over either engine, with room for Keyv beside it. */
export interface OpenedStore {
  readonly store: Store;
  /**
   * Room for `new Keyv(openCache(), { namespace })` in the same database. Keyv sets its namespace on the adapter, so
   * each Keyv needs one of its own. The store's `close` closes them all.
   */
  openCache(): CacheAdapter;
  readonly transfer: Transfer;
  /** Gives what went wrong in the database as a `UserError` where people can mend it, else the error as it is. */
  explain(error: unknown): unknown;
  /** Is ended apart from the store. */
  readonly ingestTurn: IngestTurn;
  /**
   * Calls `listener` soon after what is followed changed, in whatever process; absent where the engine cannot tell. A
   * hint: a call may be lost, and one may come for nothing. Returns what ends it; the store's `close` ends all.
   */
  readonly onFollowed?: (listener: () => void) => () => void;
}
