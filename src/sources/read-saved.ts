import { readFile, stat } from 'node:fs/promises';
import { UserError } from '../command/user-error.ts';
import type { ParsedEdition } from '../paper/paper.ts';
import { parseSaved, type SavedOptions } from './parse-saved.ts';

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
  const found = await stat(path).catch((error: unknown) => cannotRead(path, error));
  // A pipe or a device may have no end.
  if (!found.isFile() && !found.isDirectory()) throw new UserError(`${path} cannot be read: it is no file.`);
  if (found.size > LARGEST)
    throw new UserError(
      `${path} is larger than ${LARGEST / 1024 / 1024} MB, which no list of papers needs. Split it.`,
    );
  const content = await readFile(path).catch((error: unknown) => cannotRead(path, error));
  return { content, savedAt: Math.floor(found.mtimeMs) };
}

/** @throws UserError with the file system's reason in words */
export function cannotRead(path: string, error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  throw new UserError(`${path} cannot be read: ${REASONS[code] ?? String(error)}.`);
}

/** In bytes: as text it has to fit into memory, and below what a string can hold. */
const LARGEST = 128 * 1024 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file. Check the path',
  EISDIR: 'it is a folder. Name a file in it',
  EACCES: 'permission is denied. Make it readable for this user',
  ELOOP: 'its links lead round in a circle. Remove them',
};
