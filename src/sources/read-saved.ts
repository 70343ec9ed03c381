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
