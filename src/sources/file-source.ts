import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../command/user-error.ts';
import type { ParsedEdition } from '../paper/paper.ts';
import { addDays, dayAt } from '../time/plain-date.ts';
import type { BodyCache } from './fetching/fetcher.ts';
import { cannotRead, readSaved } from './read-saved.ts';
import type { Haul, Source } from './source.ts';

export interface FileSourceConfig {
  readonly name: string;
  /** A file, or a folder of files. */
  readonly path: string;
  /** Remembers which files were read, so that each is read again only when it has changed. */
  readonly cache: BodyCache;
  /** Reads a single file whether it has changed or not, and what is being written at this moment too. */
  readonly atStart?: boolean;
}

/** Short of the minute between two looks at what is due. */
const EVERY = 50_000;
const MOST_COMPLAINTS = 5;
/** What changed within so many milliseconds may still be being written. */
const SETTLED = 2_000;
const REMEMBERED = 400 * 24 * 3_600_000;

/** A saved page or API answer, or a folder of them that is watched: what comes into it is read within a minute. */
export function createFileSource({ name, path, cache, atStart = false }: FileSourceConfig): Source {
  return {
    name,
    every: EVERY,

    async *fetch({ now }) {
      const files = await filesIn(path);
      const isFolder = files.length !== 1 || files[0] !== path;
      if (files.length === 0) yield { papers: [], notes: ['the folder holds no files yet'] };
      for (const file of files) {
        const { mark, isSettled } = await lookAt(file, now);
        const key = `file:${file}`;
        const isKnown = (await cache.get(key)) === mark;
        if (atStart ? isFolder && isKnown : isKnown || !isSettled) continue;
        try {
          yield await readHaul(file);
        } catch (error) {
          if (!(error instanceof UserError) || !isFolder) throw error;
          yield { papers: [], notes: [error.message], isFile: true };
        }
        await cache.set(key, mark, REMEMBERED);
      }
    },
  };
}

/** The files that a path means: itself, or those in the folder, by name; hidden ones and folders in it are left out. */
async function filesIn(path: string): Promise<string[]> {
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
  if (!isFolder) return [path];
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) =>
    cannotRead(path, error),
  );
  return entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => join(path, name))
    .sort();
}

async function lookAt(file: string, now: number): Promise<{ mark: string; isSettled: boolean }> {
  const found = await stat(file).catch(() => undefined);
  return {
    // `ctime` moves where a file is made readable.
    mark: found ? `${found.mtimeMs}/${found.ctimeMs}/${found.size}` : 'missing',
    isSettled: !found || Math.abs(now - found.mtimeMs) > SETTLED,
  };
}

/** @throws UserError for a file that cannot be read or holds no papers */
async function readHaul(file: string): Promise<Haul> {
  const { edition, savedAt } = await readSaved(file);
  const complaints = complaintsOf(file, edition);
  if (edition.papers.length === 0) throw new UserError(complaints[0] ?? `${file} holds no papers.`);
  const countedAt = countedOn(edition.listedOn, savedAt);
  return { papers: edition.papers, notes: complaints, countedAt, isFile: true };
}

/** The counts in a saved page are those of its day, whenever the copy of the file was made. */
function countedOn(listedOn: string | undefined, savedAt: number): number {
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
