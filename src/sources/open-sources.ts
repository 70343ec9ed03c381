import type { SourcesConfig } from '../sources-config.ts';
import { createArxivSource } from './arxiv/arxiv-source.ts';
import type { ConfiguredSource } from './configured.ts';
import { createFeedSource } from './feeds/feed-source.ts';
import type { BodyCache, Fetcher } from './fetching/fetcher.ts';
import { createFileSource } from './file-source.ts';
import { createHuggingFaceSource } from './hugging-face-source.ts';
import type { Source } from './source.ts';

/** What all sources share. */
export interface Opening {
  readonly config: SourcesConfig;
  readonly fetcher: Fetcher;
  /** Remembers which files were read. */
  readonly files: BodyCache;
}

/** The configured places, ready to be asked. */
export function openSources(configured: readonly ConfiguredSource[], opening: Opening): Source[] {
  return configured.map((source) => openSource(source, opening));
}

function openSource(source: ConfiguredSource, { config, fetcher, files }: Opening): Source {
  switch (source.kind) {
    case 'file':
      return createFileSource({ ...source, cache: files });
    case 'huggingface':
      return createHuggingFaceSource({ fetcher, ...config.huggingFace });
    case 'arxiv':
      return createArxivSource({ fetcher, ...config.arxiv, ...source });
    case 'feed':
      return createFeedSource({ fetcher, ...source, allowPrivate: config.privateFeeds });
  }
}
