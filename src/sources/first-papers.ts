import { setTimeout } from 'node:timers/promises';
import type { Store } from '../store/store.ts';
import type { RunningSources } from './run-sources.ts';
import type { Source } from './source.ts';

/** So long a newcomer waits for the first papers, in milliseconds. */
const FIRST_WAIT = 4_000;

/**
 * Waits a little for the first papers ever. Why there are none yet, a line for each source that has brought none; empty
 * where all have.
 */
export async function awaitFirstPapers(
  { begun }: RunningSources,
  store: Store,
  sources: readonly Source[],
): Promise<string[]> {
  const given = new AbortController();
  const enough = setTimeout(FIRST_WAIT, undefined, { signal: given.signal }).catch(() => {});
  await Promise.race([begun, enough]);
  given.abort();
  const states = new Map((await store.sources.all()).map((state) => [state.name, state]));
  return sources.flatMap(({ name }) => {
    const { lastSuccessAt, lastError } = states.get(name) ?? {};
    // Files have told of themselves when they were read.
    if (lastSuccessAt !== undefined || name.startsWith('file:')) return [];
    if (lastError === undefined) return [`${name} has not answered yet. Its papers come as soon as it does.`];
    return [`${name}: ${lastError} Paperboy goes on trying; \`/papers status\` tells how far it is.`];
  });
}
