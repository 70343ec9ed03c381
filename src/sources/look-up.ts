import { ingest } from '../catalog/ingest.ts';
import { UserError } from '../command/user-error.ts';
import type { HeldPaper, Store } from '../store/store.ts';
import { type ArxivConfig, lookUpArxiv } from './arxiv/arxiv-api.ts';

/** Fetches a paper that is not held, by its arXiv id; undefined where there is none. Fails with a `UserError`. */
export type LookUp = (arxivId: string) => Promise<HeldPaper | undefined>;

/** Whoever asked waits no longer. */
const PATIENCE = 8_000;

/** Looks papers up on arXiv, and holds what it finds; that is no news. */
export function createLookUp(store: Store, arxiv: ArxivConfig, now: () => number): LookUp {
  return async (id) => {
    const signal = AbortSignal.timeout(PATIENCE);
    const paper = await lookUpArxiv(arxiv, id, { attempts: 1, signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
      throw new UserError(`arXiv did not answer within ${PATIENCE / 1000} seconds.`, { cause: error });
    });
    if (!paper) return undefined;
    const at = now();
    await ingest(store, {
      ...{ source: 'arxiv', papers: [paper], news: 'none', isPart: true, seenAt: at, receivedAt: at },
    });
    return store.papers.get(paper.id);
  };
}
