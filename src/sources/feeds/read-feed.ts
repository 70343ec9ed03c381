import { createRequire } from 'node:module';
import { rootAt } from '../xml-prolog.ts';
import type { Feed, FeedItem } from './feed-item.ts';

type Feedsmith = typeof import('feedsmith');
type Parsed = ReturnType<Feedsmith['parseFeed']>;
type Of<Format extends Parsed['format']> = Extract<Parsed, { format: Format }>['feed'];
type AtomEntry = NonNullable<Of<'atom'>['entries']>[number];
type RssItem = NonNullable<Of<'rss'>['items']>[number];
type RdfItem = NonNullable<Of<'rdf'>['items']>[number];
type JsonItem = NonNullable<Of<'json'>['items']>[number];

/** The closing tags of whole XML feeds. Servers put comments, scripts and warnings behind them. */
const END = /<\/(?:[\w-]+:)?(?:feed|rss|rdf)\s*>/i;
const LONGEST_REST = 10_000;

/**
 * Reads RSS 0.9 to 2.0, RDF, Atom and JSON Feed; undefined for what is no feed, or one that was cut off. `address` is where
 * it was read.
 */
export function readFeed(text: string, address?: string): Feed | undefined {
  const isJson = /^\s*\{/.test(text);
  if (!isJson && !END.test(text.slice(-LONGEST_REST))) return undefined;
  const parsed = parse(text);
  switch (parsed?.format) {
    case 'atom': {
      const { entries = [], opensearch, xml } = parsed.feed;
      const total = opensearch?.totalResults;
      const base = resolved(xml?.base, address);
      return {
        items: entries.map((entry) => fromAtom(entry, base)),
        ...(total !== undefined && { total }),
      };
    }
    case 'rss':
      return { items: (parsed.feed.items ?? []).map((item) => fromRss(item, address)) };
    case 'rdf':
      return { items: (parsed.feed.items ?? []).map((item) => fromRdf(item, address)) };
    case 'json':
      return { items: (parsed.feed.items ?? []).map((item) => fromJson(item, address)) };
    case undefined:
      return undefined;
  }
}

/** A document type that names entities elsewhere is left out: none is fetched, and those of HTML are known. */
function parse(text: string): Parsed | undefined {
  return parseWhole(text) ?? (/<!doctype/i.test(text) ? parseWhole(text.slice(rootAt(text))) : undefined);
}

function parseWhole(text: string): Parsed | undefined {
  try {
    return feedsmith().parseFeed(text);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** Loaded with the first feed: who has none would wait for its 190 files at each start. */
function feedsmith(): Feedsmith {
  return createRequire(import.meta.url)('feedsmith');
}

/** The whole address of a relative one; `base` where there is none. */
function resolved(link: string | undefined, base: string | undefined): string | undefined {
  const written = link?.trim().replace(/^(?=www\.)/i, 'https://');
  return URL.parse(written ?? '', base)?.href ?? link ?? base;
}

function fromAtom(entry: AtomEntry, base: string | undefined): FeedItem {
  const links = entry.links ?? [];
  const page = links.find(({ rel = 'alternate' }) => rel === 'alternate') ?? links[0];
  return {
    title: entry.title?.value,
    link: page ? resolved(page.href, resolved(entry.xml?.base, base)) : entry.id,
    ids: present([entry.id, ...links.map(({ href }) => href), ...(entry.dc?.identifiers ?? [])]),
    text: entry.summary?.value ?? entry.content?.value,
    authors: present([...(entry.authors ?? []).map(({ name }) => name), ...(entry.dc?.creators ?? [])]),
    date: firstText(entry.published, entry.dc?.dates?.[0], entry.updated),
    categories: present([
      entry.arxiv?.primaryCategory?.term,
      ...(entry.categories ?? []).map(({ term }) => term),
    ]),
    doi: entry.arxiv?.doi,
  };
}

function fromRss(item: RssItem, base: string | undefined): FeedItem {
  const { dc, prism } = item;
  const people = (item.authors ?? []).map(({ name }) => name);
  return {
    title: item.title ?? dc?.titles?.[0],
    link: item.link
      ? resolved(item.link, base)
      : item.guid?.isPermaLink === false
        ? undefined
        : item.guid?.value,
    ids: present([item.guid?.value, item.link, ...(dc?.identifiers ?? [])]),
    text: item.description ?? item.content?.encoded,
    authors: dc?.creators?.length ? dc.creators : present(people),
    date: firstText(item.pubDate, dc?.dates?.[0], prism?.publicationDates?.[0]),
    categories: present((item.categories ?? []).map(({ name }) => name)),
    doi: prism?.doi,
  };
}

function fromRdf(item: RdfItem, base: string | undefined): FeedItem {
  const { dc } = item;
  return {
    title: item.title ?? dc?.titles?.[0],
    link: item.link ? resolved(item.link, base) : item.rdf?.about,
    ids: present([item.rdf?.about, item.link, ...(dc?.identifiers ?? [])]),
    text: item.description ?? dc?.descriptions?.[0] ?? item.content?.encoded,
    authors: dc?.creators ?? [],
    date: firstText(dc?.dates?.[0]),
    categories: dc?.subjects ?? [],
  };
}

function fromJson(item: JsonItem, base: string | undefined): FeedItem {
  return {
    title: item.title,
    link: item.url ? resolved(item.url, base) : item.external_url,
    ids: present([item.id, item.url, item.external_url]),
    text: item.summary ?? item.content_text ?? item.content_html,
    authors: present((item.authors ?? []).map(({ name }) => name)),
    date: firstText(item.date_published, item.date_modified),
    categories: item.tags ?? [],
  };
}

function present(texts: readonly (string | undefined)[]): string[] {
  return texts.filter((text) => text !== undefined && text.trim() !== '') as string[];
}

function firstText(...values: readonly unknown[]): string | undefined {
  return values.find((value) => typeof value === 'string' && value.trim() !== '') as string | undefined;
}
