import type { Store } from '../../src/store/store.ts';
import { NOW, recordMatches } from './store-digest-samples.ts';
import { CHANNEL, heldPaper, idsOf, subscription } from './store-samples.ts';

export async function news(
  store: Store,
  id: string,
  fields: Parameters<typeof heldPaper>[1] = {},
): Promise<void> {
  await store.papers.put(heldPaper(id, { newsAt: NOW, ...fields }));
}

export async function follow(store: Store, fields: Parameters<typeof subscription>[0]): Promise<void> {
  await store.channels.subscribe(subscription(fields));
}

export async function record(
  store: Store,
  canonical: string,
  through: number,
  wanted: readonly string[] = [],
): Promise<void> {
  await recordMatches(store, canonical, { through, wanted });
}

export async function waitingFor(store: Store, channel = CHANNEL, since = NOW): Promise<string[]> {
  return idsOf(byId((await store.matches.waiting([channel], since)).get(channel) ?? []));
}

/** They come in no promised order. */
export function byId<Item extends { readonly id: string }>(items: readonly Item[]): Item[] {
  return items.toSorted((left, right) => (left.id < right.id ? -1 : 1));
}
