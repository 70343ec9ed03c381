import { setTimeout } from 'node:timers/promises';
import { type BodyKind, bodyText } from './body-text.ts';
import { type ExchangeLimits, LIMITS } from './exchange.ts';
import { FetchError } from './fetch-error.ts';
import { followRedirects, type Hop } from './redirects.ts';
import { createTurns, type Turn } from './turns.ts';
import { backoff, heldOffUntil } from './waiting.ts';

export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<unknown>;

/** Where validators and bodies are kept: a Keyv, or a Map. What they give may be a promise. */
export interface BodyCache {
  get(key: string): unknown;
  /** `ttl` in milliseconds. */
  set(key: string, value: unknown, ttl: number): unknown;
}

export interface FetcherConfig {
  readonly userAgent: string;
  readonly cache: BodyCache;
  readonly limits?: ExchangeLimits;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly sleep?: Sleep;
  /** From 0 to below 1. */
  readonly random?: () => number;
}

export interface FetchRequest {
  readonly due: BodyKind;
  readonly turn?: Turn;
  /** Sent to the address's own origin alone. */
  readonly token?: string | undefined;
  /** Whether private addresses may be asked. */
  readonly allowPrivate?: boolean;
  /** Whether the body is kept, so that the next request can be conditional. */
  readonly keep?: boolean;
  /** How often a request that fails is sent in all. */
  readonly attempts?: number | undefined;
  /** For how long a server that asks for it is waited for, in milliseconds. */
  readonly patience?: number | undefined;
  /** Told before each wait why, and until when in milliseconds since 1970. */
  readonly onWait?: ((why: string, until: number) => void) | undefined;
  /** Throws a `FetchError` where the text is not whole: it is asked for again, and not kept. */
  readonly check?: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface Fetched {
  readonly text: string;
  /** The address of the next page, where the answer names one. */
  readonly next?: string;
  /** Whether the server said that nothing changed since the last time. */
  readonly isUnchanged: boolean;
  readonly notes: readonly string[];
}

export interface Fetcher {
  /**
   * The text behind an http or https address. Sends conditional requests, waits as servers ask, and tries again what
   * may pass.
   *
   * @throws FetchError saying plainly what was wrong
   */
  get(address: string, request: FetchRequest): Promise<Fetched>;
}

interface Kept {
  readonly etag?: string;
  readonly lastModified?: string;
  readonly text: string;
  readonly next?: string;
}

const KEPT_FOR = 15 * 24 * 3_600_000;
const LARGEST_KEPT = 4 * 1024 * 1024;
const ATTEMPTS = 4;
const PATIENCE = 2 * 60_000;

const ACCEPTED: Readonly<Record<BodyKind, string>> = {
  JSON: 'application/json',
  XML: 'application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1',
  'a feed':
    'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1',
};

/** One for the whole process, so that pace and holds are shared by all who ask. */
export function createFetcher(config: FetcherConfig): Fetcher {
  const { userAgent, cache, limits = LIMITS, now = Date.now, random = Math.random } = config;
  const sleep = config.sleep ?? realSleep;
  const turns = createTurns(now, sleep);
  /** Until when a host takes no requests. */
  const held = new Map<string, number>();

  async function waitForHost(url: URL, { patience = PATIENCE, signal, onWait }: FetchRequest): Promise<void> {
    const until = held.get(url.host) ?? 0;
    const wait = until - now();
    if (wait <= 0) return;
    if (wait > patience) throw heldOff(url, until);
    onWait?.(heldOff(url, until).message, until);
    await sleep(wait, signal);
    signal?.throwIfAborted();
  }

  async function once(url: URL, request: FetchRequest): Promise<Fetched> {
    const kept = request.keep ? ((await cache.get(url.href)) as Kept | undefined) : undefined;
    const headers = {
      'user-agent': userAgent,
      accept: ACCEPTED[request.due],
      // Not deflate, for which servers send two formats.
      'accept-encoding': 'gzip, br',
      ...(request.token && { authorization: `Bearer ${request.token}` }),
      ...(kept?.etag && { 'if-none-match': kept.etag }),
      ...(kept?.lastModified && { 'if-modified-since': kept.lastModified }),
    };
    let hop: Hop | undefined;
    while (!hop) {
      await waitForHost(url, request);
      hop = await turns.take(request.turn, request.signal, async () => {
        // Another one in the queue may have been told to wait meanwhile.
        if ((held.get(url.host) ?? 0) > now()) return undefined;
        return followRedirects(url, {
          ...{ headers, limits, signal: request.signal },
          allowPrivate: request.allowPrivate ?? false,
        });
      });
    }
    const until = heldOffUntil(hop.status, hop.headers, now());
    if (until !== undefined) for (const host of [url.host, hop.url.host]) held.set(host, until);
    if (hop.status === 304 && kept)
      return { text: kept.text, isUnchanged: true, notes: [], ...(kept.next && { next: kept.next }) };
    if (hop.status !== 200) throw refusal(hop, until);
    return received(url, hop, request);
  }

  async function received(url: URL, hop: Hop, request: FetchRequest): Promise<Fetched> {
    const { host } = hop.url;
    const { text, notes } = bodyText(host, hop.body, hop.headers['content-type'] ?? '', request.due);
    request.check?.(text);
    const next = nextPage(hop);
    const { etag, 'last-modified': lastModified } = hop.headers;
    if (request.keep && (etag || lastModified) && text.length <= LARGEST_KEPT) {
      const kept: Kept = {
        text,
        ...(etag && { etag }),
        ...(lastModified && { lastModified }),
        ...(next && { next }),
      };
      await cache.set(url.href, kept, KEPT_FOR);
    }
    return { text, isUnchanged: false, notes, ...(next && { next }) };
  }

  return {
    async get(address, request) {
      const url = readAddress(address);
      const attempts = request.attempts ?? ATTEMPTS;
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await once(url, request);
        } catch (error) {
          const passes = error instanceof FetchError && error.passes;
          if (!passes || attempt >= attempts) throw error;
          // A server may name a time that is over.
          const wait = Math.max(backoff(attempt, random), (error.retryAt ?? 0) - now());
          if (wait > (request.patience ?? PATIENCE)) throw error;
          request.onWait?.(error.message, now() + wait);
          await sleep(wait, request.signal);
          request.signal?.throwIfAborted();
        }
      }
    },
  };
}

/** @throws FetchError for what is no http or https address */
export function readAddress(address: string): URL {
  const url = URL.parse(address);
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new FetchError(`“${address.slice(0, 200)}” is no http or https address.`, { passes: false });
}

function refusal({ status, url }: Hop, until: number | undefined): FetchError {
  if (status === 429) {
    return new FetchError(`${url.host} asks for fewer requests (429).`, { passes: true, retryAt: until });
  }
  if (status >= 500)
    return new FetchError(`${url.host} has trouble of its own (${status}).`, {
      passes: true,
      retryAt: until,
    });
  const why = REFUSALS[status] ?? 'does not give what is asked for';
  return new FetchError(`${url.host} ${why} (${status}): ${url.origin}${url.pathname}`, {
    ...{ passes: status === 408, status },
  });
}

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'does not understand the request',
  401: 'wants a token, or does not know the one it got',
  403: 'forbids this',
  404: 'has nothing at this address',
  410: 'has nothing at this address any more',
};

function heldOff({ host }: URL, until: number): FetchError {
  const time = new Date(until).toISOString().slice(11, 16);
  return new FetchError(`${host} asks to be left alone until ${time} UTC.`, { passes: true, retryAt: until });
}

function nextPage({ headers, url }: Hop): string | undefined {
  const links = [headers.link ?? []].flat().join(', ');
  const target = /<([^>]*)>\s*;[^,]*\brel\s*=\s*"?next\b/i.exec(links)?.[1];
  const next = target === undefined ? null : URL.parse(target, url);
  return next?.origin === url.origin ? next.href : undefined;
}

const realSleep: Sleep = (milliseconds, signal) =>
  setTimeout(milliseconds, undefined, { ...(signal && { signal }) }).catch(() => {});
