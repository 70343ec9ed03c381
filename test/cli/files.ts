import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../store/temporary-folder.ts';

/** Writes files that go away after the tests; gives their paths. */
export function temporaryWriter(): (name: string, content: string | Uint8Array) => string {
  const folder = temporaryFolder();
  return (name, content) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
}

/** Where a command writes, and what it wrote. */
export function recorder(width = 100) {
  const written: string[] = [];
  return { width, write: (text: string) => void written.push(text), text: () => written.join('') };
}
