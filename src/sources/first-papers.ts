import type { Store } from '../store/store.ts';
import type { Source } from './source.ts';

/** Why there are no papers at the very first start, a line for each source to ask that has brought none yet. */
export async function firstTroubles(store: Store, sources: readonly Source[]): Promise<string[]> {
  const states = new Map((await store.sources.all()).map((state) => [state.name, state]));
  return sources.flatMap(({ name }) => {
    const { lastSuccessAt, lastError } = states.get(name) ?? {};
    // Files have told of themselves when they were read.
    if (lastSuccessAt !== undefined || name.startsWith('file:')) return [];
    if (lastError === undefined) return [`${name} has not answered yet. Its papers come as soon as it does.`];
    return [`${name}: ${lastError} Paperboy goes on trying; \`/papers status\` tells how far it is.`];
  });
}
