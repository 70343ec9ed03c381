import { readFile, stat } from 'node:fs/promises';
import { type Ingested, ingest, SAMPLE } from '../catalog/ingest.ts';
import { UserError } from '../command/user-error.ts';
import type { ParsedEdition } from '../paper/paper.ts';
import type { Store } from '../store/store.ts';
import { addDays, dayAt } from '../time/plain-date.ts';
import type { ConfiguredSource } from './configured.ts';
import { parseSaved, type SavedOptions } from './parse-saved.ts';

/** What became of one source. */
export interface Loaded {
  readonly source: ConfiguredSource;
  readonly papers: number;
  readonly ingested?: Ingested;
  /** What could not be read, in words for people. */
  readonly complaints: readonly string[];
}

const MOST_COMPLAINTS = 5;

/** Reads saved pages and API answers into the catalog. A file that cannot be read is told of; the others still load. */
export async function loadFiles(
  store: Store,
  sources: readonly ConfiguredSource[],
  now: number,
): Promise<Loaded[]> {
  const loaded: Loaded[] = [];
  for (const source of sources) loaded.push(await loadFile(store, source, now));
  return loaded;
}

async function loadFile(store: Store, source: ConfiguredSource, now: number): Promise<Loaded> {
  try {
    const { edition, savedAt } = await readSaved(source.path);
    const complaints = complaintsOf(source.path, edition);
    if (edition.papers.length === 0) {
      await store.sources.failed(source.name, now, complaints[0] ?? 'no papers');
      return {
        source,
        papers: 0,
        complaints: complaints.length > 0 ? complaints : [`${source.path} holds no papers.`],
      };
    }
    const ingested = await ingest(store, {
      source: source.name,
      papers: edition.papers,
      seenAt: countedAt(edition.listedOn, savedAt),
      receivedAt: now,
    });
    return { source, papers: edition.papers.length, ingested, complaints };
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

/**
 * Reads one file; `stated` is what the caller knows about it.
 *
 * @throws UserError naming the file where it cannot be read
 */
export async function readSaved(
  path: string,
  stated: SavedOptions = {},
): Promise<{ edition: ParsedEdition; savedAt: number }> {
  const { content, savedAt } = await readContent(path);
  return { edition: parseSaved(content, { fileName: path, savedAt, ...stated }), savedAt };
}

async function readContent(path: string): Promise<{ content: Uint8Array; savedAt: number }> {
  try {
    const { mtimeMs } = await stat(path);
    return { content: await readFile(path), savedAt: Math.floor(mtimeMs) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new UserError(`${path} cannot be read: ${REASONS[code] ?? String(error)}.`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file. Check the path',
  EISDIR: 'it is a folder. Name a file in it',
  EACCES: 'permission is denied. Make it readable for this user',
};

/** The counts in a saved page are those of its day, whenever the copy of the file was made. */
function countedAt(listedOn: string | undefined, savedAt: number): number {
  if (listedOn === undefined) return savedAt;
  const endOfDay = Date.parse(`${addDays(listedOn, 1)}T00:00:00Z`) - 1;
  return dayAt(savedAt, 'UTC') < listedOn ? savedAt : Math.min(savedAt, endOfDay);
}

function complaintsOf(path: string, { problems }: ParsedEdition): string[] {
  const lines = problems
    .slice(0, MOST_COMPLAINTS)
    .map(({ line, message }) => `${path}, line ${line}: ${message}`);
  const more = problems.length - lines.length;
  return more > 0
    ? [...lines, `${path}: and ${more} more problems; \`paperboy parse\` shows them all.`]
    : lines;
}
