import { readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeDataFolder } from '../../src/data-folder.ts';

const MOST_LINES = 200;

/** The lines typed earlier, newest first. */
export async function readHistory(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean);
}

/** Keeps the newest lines. Where they cannot be kept the prompt goes on without. */
export async function writeHistory(file: string, lines: readonly string[]): Promise<void> {
  try {
    makeDataFolder(dirname(file));
    await writeFile(file, `${lines.slice(0, MOST_LINES).join('\n')}\n`, { mode: 0o600 });
  } catch {
    // A history is a convenience: nothing that anybody asked for has failed.
  }
}
