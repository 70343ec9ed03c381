import Keyv from 'keyv';
import type { OpenedStore } from './opened-store.ts';

/** A room of the cache, in the store's database. Keeps only what can be had again. */
export function openKeyv({ openCache }: Pick<OpenedStore, 'openCache'>, namespace: string): Keyv {
  return new Keyv(openCache(), { namespace });
}
