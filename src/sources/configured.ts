import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { nearest } from '../command/nearest.ts';
import { UserError } from '../command/user-error.ts';

/** A place that papers come from, as `PAPERBOY_SOURCES` names it. `name` is the one in the catalog and in `status`. */
export type ConfiguredSource =
  | (FilePlace & { readonly kind: 'file' })
  | { readonly kind: 'huggingface'; readonly name: string }
  | { readonly kind: 'arxiv'; readonly name: string; readonly categories: readonly string[] }
  | { readonly kind: 'feed'; readonly name: string; readonly url: string };

/** A saved page or API answer, or a folder of them. */
export interface FilePlace {
  /** Such as `file:page.txt`. */
  readonly name: string;
  readonly path: string;
}

/** Where papers come from unless something else is said. */
export const DEFAULT_SOURCES: readonly string[] = ['huggingface'];

/** An entry that names nothing to ask: the bundled sample alone is shown. */
const SAMPLE_ALONE = 'sample';

/**
 * The sources that a configuration names: `huggingface`, `arxiv:cs.LG+stat.ML`, `feed:https://…`, `file:PATH` or a bare
 * path, relative to the first of `folders` that has it. Without entries the default ones.
 *
 * @throws UserError naming every entry that is none
 */
export function configuredSources(
  entries: readonly string[],
  folders: readonly string[],
): ConfiguredSource[] {
  const read = (entries.length > 0 ? entries : DEFAULT_SOURCES)
    .filter((entry) => entry.toLowerCase() !== SAMPLE_ALONE)
    .map((entry) => readEntry(entry, folders));
  const mistakes = read.filter((entry) => typeof entry === 'string');
  if (mistakes.length > 0) {
    throw new UserError(
      `PAPERBOY_SOURCES has ${mistakes.length === 1 ? 'a mistake' : 'mistakes'}:\n${mistakes.map((mistake) => `- ${mistake}`).join('\n')}\n${FORMS}`,
    );
  }
  const sources = read.filter((entry) => typeof entry !== 'string');
  return toldApart([...new Map(sources.map((source) => [placeOf(source), source])).values()]);
}

function placeOf(source: ConfiguredSource): string {
  if (source.kind === 'file') return source.path;
  return source.kind === 'feed' ? source.url : source.name;
}

/** Each is looked after by its name: of two places with the same one, the later gets another. */
function toldApart(sources: readonly ConfiguredSource[]): ConfiguredSource[] {
  const taken = new Set<string>();
  return sources.map((source) => {
    let { name } = source;
    if (taken.has(name) && source.kind === 'file') name = `file:${source.path}`;
    for (let number = 2; taken.has(name); number += 1) name = `${source.name} (${number})`;
    taken.add(name);
    return { ...source, name };
  });
}

/** The source, or what is wrong with the entry. */
function readEntry(entry: string, folders: readonly string[]): ConfiguredSource | string {
  if (entry.toLowerCase() === 'huggingface') return { kind: 'huggingface', name: 'huggingface' };
  const [, kind = 'file', rest = entry] = /^([a-z][a-z0-9+.-]+):(.*)$/is.exec(entry) ?? [];
  switch (kind.toLowerCase()) {
    case 'arxiv':
      return readArxiv(entry, rest);
    case 'feed':
      return readFeedEntry(entry, rest);
    case 'http':
    case 'https':
      return `“${entry}” is an address. Is it a feed? Write \`feed:${entry}\`.`;
    case 'file':
      return readFile(entry, rest.trim(), folders);
    default:
      return `“${entry}” names nothing that papers can be read from.`;
  }
}

const FORMS =
  'Write `huggingface`, `arxiv:cs.LG+stat.ML`, `feed:https://…`, `file:PATH` or a path, with commas between.';
const CATEGORY = /^[a-z-]+(?:\.[a-z-]{2,})?$/i;

/** As arXiv writes it: `cs.LG`, but `physics.ao-ph`. */
function asArxivWrites(category: string): string {
  const [archive = '', subject] = category.toLowerCase().split('.');
  if (subject === undefined) return archive;
  return `${archive}.${subject.length === 2 ? subject.toUpperCase() : subject}`;
}

function readArxiv(entry: string, rest: string): ConfiguredSource | string {
  const written = rest.split('+').map((category) => category.trim());
  if (!written.every((category) => CATEGORY.test(category)))
    return `“${entry}” names no categories of arXiv, such as \`arxiv:cs.LG\` or \`arxiv:cs.LG+stat.ML\`.`;
  const categories = [...new Set(written.map(asArxivWrites))];
  return { kind: 'arxiv', name: `arxiv:${categories.join('+')}`, categories };
}

function readFeedEntry(entry: string, rest: string): ConfiguredSource | string {
  const url = URL.parse(rest.trim());
  if (!url || !/^https?:$/.test(url.protocol))
    return `“${entry}” has no http or https address behind \`feed:\`, such as \`feed:https://lab.example/rss\`.`;
  if (url.username || url.password)
    return `The feed at ${url.host} has a name and password in its address, which \`status\` would show. Leave them out.`;
  return { kind: 'feed', name: `feed:${shownAddress(url)}`, url: url.href };
}

/** The address as everybody may see it: values that look like secrets are left out. */
function shownAddress(url: URL): string {
  const shown = new URL(url);
  for (const [name, value] of url.searchParams) {
    if (/key|token|secret|pass|auth|sig/i.test(name) || value.length > 30) shown.searchParams.set(name, '…');
  }
  try {
    return decodeURI(shown.href);
  } catch {
    // Bytes that are no UTF-8 stay as they are written.
    return shown.href;
  }
}

function readFile(entry: string, rest: string, folders: readonly string[]): ConfiguredSource | string {
  const path = rest.replace(/^\/\/(?=\/)/, '');
  if (path === '') return `“${entry}” names no file or folder.`;
  const places = folders.map((folder) => resolve(folder, path));
  const place = places.find((candidate) => existsSync(candidate));
  if (place === undefined && entry === rest && /^\w+$/.test(entry)) {
    const meant = entry === 'arxiv' ? 'arxiv:cs.LG' : nearest(entry, ['huggingface', 'sample']);
    if (meant !== undefined) return `“${entry}” is no file here. Did you mean \`${meant}\`?`;
  }
  return { kind: 'file', name: `file:${basename(path)}`, path: place ?? (places[0] as string) };
}
