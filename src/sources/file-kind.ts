import { rootAt } from './xml-prolog.ts';

/** Files that people take for a saved page, by how they start. */
const BY_BYTES: readonly (readonly [start: readonly number[], name: string])[] = [
  [[0x25, 0x50, 0x44, 0x46], 'a PDF file'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG image'],
  [[0xff, 0xd8, 0xff], 'a JPEG image'],
  [[0x47, 0x49, 0x46, 0x38], 'a GIF image'],
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive or an Office document'],
  [[0x1f, 0x8b], 'a file compressed with gzip'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a file compressed with zstd'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 'a SQLite database'],
];

/** What a file is whose bytes are no text, such as `a PDF file`; undefined where the first bytes do not tell. */
export function binaryKind(content: Uint8Array): string | undefined {
  return BY_BYTES.find(([start]) => start.every((byte, at) => content[at] === byte))?.[1];
}

/** What markup is that is no web page: `a feed (Atom)`; undefined for any other text. */
export function feedKind(text: string): string | undefined {
  const [, root = ''] = /^<(?:[\w-]+:)?([\w-]+)/.exec(text.slice(rootAt(text)).slice(0, 200)) ?? [];
  return FEEDS[root.toLowerCase()];
}

const FEEDS: Readonly<Record<string, string>> = {
  feed: 'a feed (Atom)',
  rss: 'a feed (RSS)',
  rdf: 'a feed (RSS)',
  'oai-pmh': 'an answer of an OAI-PMH server',
  record: 'an OAI-PMH record',
};
