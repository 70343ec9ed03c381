import { type Arrivals, SAMPLE } from '../catalog/ingest.ts';
import type { IngestTurn } from '../store/ingest-turn.ts';
import type { Store } from '../store/store.ts';
import { aborted } from '../told-to-stop.ts';
import { awaitFirstPapers } from './first-papers.ts';
import { type RunningSources, runSources } from './run-sources.ts';
import type { RunnerLog } from './runner.ts';
import type { Source } from './source.ts';

export interface Fetching {
  readonly store: Store;
  readonly sources: readonly Source[];
  readonly ingestTurn: IngestTurn;
  readonly log: RunnerLog;
  readonly arrivals: Arrivals;
  readonly isTerminal: boolean;
  readonly stop: AbortSignal;
}

/**
 * Begins to ask the sources, if there are any. In the terminal the first papers ever are waited for a little; lines from a
 * pipe are answered from what is held.
 */
export async function startFetching(config: Fetching): Promise<RunningSources | undefined> {
  const { store, sources, ingestTurn, log, arrivals, isTerminal, stop } = config;
  const isFirst = !(await store.sources.anySucceeded([SAMPLE]));
  const isPipe = isTerminal && process.stdin.isTTY !== true;
  if (sources.length === 0 || (isPipe && !isFirst)) return undefined;
  const fetching = runSources({ store, sources, log, arrivals, isFirst, isMine: ingestTurn.isMine });
  if (!isFirst || !isTerminal) return fetching;
  const troubles = await Promise.race([awaitFirstPapers(fetching, store, sources), aborted(stop)]);
  for (const trouble of troubles ?? []) process.stderr.write(`${trouble}\n`);
  return fetching;
}
