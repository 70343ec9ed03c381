import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UserError } from './command/user-error.ts';

/**
 * Makes the folder of PAPERBOY_DATA, and those above it, where they are missing. One after the other: Node's own
 * `recursive` goes round for ever below a place such as `/proc`, which says that there is no such folder to make one in.
 *
 * @throws UserError naming the folder where it cannot be made
 */
export function makeDataFolder(folder: string): void {
  try {
    for (const missing of missingFolders(resolve(folder))) mkdirSync(missing);
  } catch (error) {
    // Another process may have been faster.
    if (!isFolder(folder)) throw cannotBeMade(folder, codeOf(error), error);
  }
  if (!isFolder(folder)) throw cannotBeMade(folder, 'EEXIST');
}

/** The folder and those above it that are not there, the highest first. */
function missingFolders(folder: string): string[] {
  return existsSync(folder) ? [] : [...missingFolders(dirname(folder)), folder];
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EEXIST: 'a file of that name is in its place',
  ENOENT: 'no folder can be made there',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file is in its way',
  EROFS: 'the disk can only be read',
};

function cannotBeMade(folder: string, code: string, cause?: unknown): UserError {
  return new UserError(
    `The folder “${folder}” for the database cannot be made: ${REASONS[code] ?? code}. ` +
      'Set PAPERBOY_DATA to a folder that this user may write.',
    { cause },
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
