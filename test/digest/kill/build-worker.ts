import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'rolldown';

let building: Promise<string> | undefined;

/**
 * Gives the path of the worker's script with all that it imports: five hundred files, which to load one by one takes
 * longer than most workers live.
 */
export function buildWorker(): Promise<string> {
  building ??= buildAnew();
  return building;
}

async function buildAnew(): Promise<string> {
  const { output } = await build({
    ...{ input: join(import.meta.dirname, 'worker.ts'), platform: 'node', write: false, logLevel: 'warn' },
    output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs', sourcemap: 'inline' },
  });
  const files = output.flatMap((file) => (file.type === 'chunk' ? [file] : []));
  const hash = createHash('sha256');
  for (const { code } of files) hash.update(code);
  // What is the same has the same path, where node finds what it has compiled.
  const folder = join(tmpdir(), `paperboy-kill-${hash.digest('hex').slice(0, 20)}`);
  if (!existsSync(folder)) {
    const unfinished = mkdtempSync(`${folder}-`);
    for (const { fileName, code } of files) writeFileSync(join(unfinished, fileName), code);
    try {
      renameSync(unfinished, folder);
    } catch (error) {
      // Another process was faster.
      if (!existsSync(folder)) throw error;
      rmSync(unfinished, { recursive: true });
    }
  }
  return join(folder, 'worker.mjs');
}
