import { ingest, SAMPLE } from '../catalog/ingest.ts';
import { UserError } from '../command/user-error.ts';
import type { Store } from '../store/store.ts';
import type { FilePlace } from './configured.ts';
import type { BodyCache } from './fetching/fetcher.ts';
import { createFileSource } from './file-source.ts';
import { readSaved } from './read-saved.ts';
import { takeIn } from './take-in.ts';

/** What became of one source. */
export interface Loaded {
  readonly source: FilePlace;
  readonly papers: number;
  /** What could not be read, in words for people. */
  readonly complaints: readonly string[];
}

/** Reads saved pages and API answers into the catalog. A file that cannot be read is told of; the others still load. */
export async function loadFiles(
  store: Store,
  sources: readonly FilePlace[],
  now: number,
  cache: BodyCache = new Map(),
): Promise<Loaded[]> {
  const loaded: Loaded[] = [];
  for (const source of sources) loaded.push(await loadFile(store, source, now, cache));
  return loaded;
}

async function loadFile(store: Store, source: FilePlace, now: number, cache: BodyCache): Promise<Loaded> {
  try {
    const files = createFileSource({ ...source, cache, atStart: true });
    const { papers, notes } = await takeIn({ store, now: () => now }, files);
    return { source, papers, complaints: notes };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await store.sources.failed(source.name, now, error.message);
    return { source, papers: 0, complaints: [error.message] };
  }
}

/** The sample that comes with Paperboy, for as long as no other source has delivered. */
export async function loadSample(store: Store, path: string, now: number): Promise<void> {
  const { edition } = await readSaved(path);
  await ingest(store, { source: SAMPLE, papers: edition.papers, seenAt: now, receivedAt: now });
}
