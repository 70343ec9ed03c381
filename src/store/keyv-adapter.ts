import type { EventEmitter } from 'node:events';
import { type KeyvStorageAdapter, type KeyvStorageEntry, keyvStorageCapability } from 'keyv';
import { inChunks } from './chunks.ts';
import type { CacheTable } from './schema.ts';
import type { Session } from './session.ts';

/** Keyv's storage port without its events, which Keyv does not need: this one has none to tell. */
export type CacheAdapter = Omit<KeyvStorageAdapter, keyof EventEmitter>;

export interface CacheAdapterConfig {
  readonly session: Session;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** How many entries `iterator` reads at once. */
const BATCH = 100;

/**
 * Keyv's storage in the `cache` table. An adapter without a namespace has a room of its own, it does not see into the
 * others. An entry is gone as soon as its time has come, and each write sweeps out all that are.
 *
 * Every failure rejects. Keyv passes a rejection on as long as nobody listens to its `error` event, and swallows it
 * as soon as someone does: attach no such listener.
 */
export function createCacheAdapter(config: CacheAdapterConfig): CacheAdapter {
  return new TableCacheAdapter(config);
}

class TableCacheAdapter implements CacheAdapter {
  namespace?: string | undefined;
  readonly #session: Session;
  readonly #now: () => number;

  constructor({ session, now }: CacheAdapterConfig) {
    this.#session = session;
    this.#now = now;
  }

  /** Among them: expiry comes as an absolute time. */
  get capabilities() {
    return keyvStorageCapability(this);
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.getMany([key]))[0];
  }

  async getMany(keys: string[]): Promise<Array<string | undefined>> {
    const values = await this.#live(keys);
    return keys.map((key) => values.get(key));
  }

  async has(key: string): Promise<boolean> {
    return (await this.#live([key])).has(key);
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    const values = await this.#live(keys);
    return keys.map((key) => values.has(key));
  }

  async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    await this.setMany([{ key, value, ...(expires !== undefined && { expires }) }]);
    return true;
  }

  async setMany<Value>(entries: KeyvStorageEntry<Value>[]): Promise<boolean[]> {
    const namespace = this.#room();
    // Of one key given twice the last value counts; a statement may touch a row once.
    const rows = new Map(entries.map((entry) => [entry.key, cacheRow(namespace, entry)]));
    await this.#session.atomically(async (db) => {
      await db.deleteFrom('cache').where('expiresAt', '<=', this.#now()).execute();
      await inChunks([...rows.values()], async (chunk) => {
        await db
          .insertInto('cache')
          .values(chunk)
          .onConflict((conflict) =>
            conflict.columns(['namespace', 'key']).doUpdateSet((set) => ({
              value: set.ref('excluded.value'),
              expiresAt: set.ref('excluded.expiresAt'),
            })),
          )
          .execute();
        return [];
      });
    });
    return entries.map(() => true);
  }

  async delete(key: string): Promise<boolean> {
    return (await this.deleteMany([key]))[0] ?? false;
  }

  /** For each key whether there was something to delete. */
  async deleteMany(keys: string[]): Promise<boolean[]> {
    const namespace = this.#room();
    const now = this.#now();
    const deleted = await this.#session.atomically((db) =>
      inChunks(keys, (chunk) =>
        db
          .deleteFrom('cache')
          .where('namespace', '=', namespace)
          .where('key', 'in', chunk)
          .returning(['key', 'expiresAt'])
          .execute(),
      ),
    );
    const live = new Set(deleted.filter((row) => isLive(row, now)).map((row) => row.key));
    return keys.map((key) => live.has(key));
  }

  async clear(): Promise<void> {
    await this.#session.db.deleteFrom('cache').where('namespace', '=', this.#room()).execute();
  }

  /** By key. Entries that come and go meanwhile may be missed, the others are not. */
  async *iterator<Value>(): AsyncGenerator<Array<string | Awaited<Value> | undefined>, void> {
    const namespace = this.#room();
    let after: string | undefined;
    do {
      const last = after;
      const rows: CacheTable[] = await this.#session.db
        .selectFrom('cache')
        .selectAll()
        .where('namespace', '=', namespace)
        .$if(last !== undefined, (query) => query.where('key', '>', last as string))
        .orderBy('key')
        .limit(BATCH)
        .execute();
      for (const row of rows) if (isLive(row, this.#now())) yield [row.key, row.value];
      after = rows.at(-1)?.key;
    } while (after !== undefined);
  }

  /** Leaves the database open: it belongs to the store. */
  async disconnect(): Promise<void> {}

  #room(): string {
    return this.namespace ?? '';
  }

  async #live(keys: readonly string[]): Promise<Map<string, string>> {
    const namespace = this.#room();
    const now = this.#now();
    const rows = await inChunks(keys, (chunk) =>
      this.#session.db
        .selectFrom('cache')
        .selectAll()
        .where('namespace', '=', namespace)
        .where('key', 'in', chunk)
        .execute(),
    );
    return new Map(rows.filter((row) => isLive(row, now)).map((row) => [row.key, row.value]));
  }
}

function isLive({ expiresAt }: Pick<CacheTable, 'expiresAt'>, now: number): boolean {
  return expiresAt === null || Number(expiresAt) > now;
}

function cacheRow(namespace: string, { key, value, expires }: KeyvStorageEntry<unknown>): CacheTable {
  if (typeof value !== 'string') {
    throw new TypeError(
      `The cache holds text, not ${typeof value} (key ${key}): leave Keyv's serialization on`,
    );
  }
  const expiresAt = expires !== undefined && Number.isFinite(expires) ? Math.ceil(expires) : null;
  return { namespace, key, value, expiresAt };
}
