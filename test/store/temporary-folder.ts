import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder that goes away after the file's tests. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-store-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Paths in such a folder, a new one each time. */
export function temporaryFiles(): () => string {
  const folder = temporaryFolder();
  let files = 0;
  return () => {
    files += 1;
    return join(folder, `${files}.db`);
  };
}
