import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

const FILE = new URL('../../../shared/data/corpus/hf-daily-2024-05_2026-05.ndjson.gz', import.meta.url);

/** Two years of Daily Papers are too many to keep with the code; they stand beside the checkout where there are any. */
export const corpusMissing = !existsSync(FILE);

/** For the name of a test that is skipped without them. */
export const NEEDS_CORPUS = corpusMissing ? ' [skipped: ../shared/data/corpus is not here]' : '';

const row = z.object({ title: z.string(), summary: z.string().nullish() });

export function readCorpus(): readonly z.infer<typeof row>[] {
  const lines = gunzipSync(readFileSync(FILE)).toString().trim().split('\n');
  return lines.map((line) => row.parse(JSON.parse(line)));
}
