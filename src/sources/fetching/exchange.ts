import http from 'node:http';
import https from 'node:https';
import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { publicLookup } from './address-guard.ts';
import { FetchError, networkError } from './fetch-error.ts';

/** How far one request may go: times in milliseconds, sizes in bytes of the unpacked body. */
export interface ExchangeLimits {
  /** Without a byte. */
  readonly silence: number;
  /** From the first byte out to the last one in. */
  readonly whole: number;
  readonly size: number;
}

export const LIMITS: ExchangeLimits = { silence: 15_000, whole: 60_000, size: 32 * 1024 * 1024 };

export interface ExchangeOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly limits: ExchangeLimits;
  /** Whether private addresses may be asked. */
  readonly allowPrivate: boolean;
  readonly signal?: AbortSignal | undefined;
}

export interface Exchanged {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Uint8Array;
}

const anywhere = agents({});
const publicOnly = agents({ lookup: publicLookup });

function agents(options: https.AgentOptions) {
  const shared = { keepAlive: true, ...options };
  return { 'http:': new http.Agent(shared), 'https:': new https.Agent(shared) };
}

/**
 * Sends one GET and reads its whole answer, whatever its status; redirects are not followed.
 *
 * @throws FetchError where there is no whole answer within the limits
 */
export async function exchange(url: URL, options: ExchangeOptions): Promise<Exchanged> {
  const { limits, signal } = options;
  const tooLong = AbortSignal.timeout(limits.whole);
  const ended = signal ? AbortSignal.any([signal, tooLong]) : tooLong;
  try {
    const response = await send(url, options, ended);
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: await readBody(url, response, limits.size, ended),
    };
  } catch (error) {
    signal?.throwIfAborted();
    if (tooLong.aborted) throw slow(url, limits.whole, error);
    throw networkError(url.host, error);
  }
}

function send(url: URL, options: ExchangeOptions, signal: AbortSignal): Promise<http.IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>();
  const protocol = url.protocol as 'http:' | 'https:';
  const { request } = protocol === 'https:' ? https : http;
  const agent = (options.allowPrivate ? anywhere : publicOnly)[protocol];
  const sent = request(url, { headers: options.headers, signal, agent, timeout: options.limits.silence });
  let answer: http.IncomingMessage | undefined;
  sent.on('timeout', () => (answer ?? sent).destroy(slow(url, options.limits.silence)));
  sent.on('upgrade', (_, socket) => {
    socket.destroy();
    reject(new FetchError(`${url.host} does not give what is asked for (101).`, { passes: false }));
  });
  sent.on('response', (response) => {
    answer = response;
    // What ends the request after its answer began is the body's to tell.
    sent.off('error', failed).on('error', () => {});
    resolve(response);
  });
  // A server may have closed a connection that was kept, just as it was used again: that tells nothing of this request.
  const failed = (error: NodeJS.ErrnoException) => {
    const wasClosed = sent.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
    if (wasClosed) resolve(send(url, options, signal));
    else reject(error);
  };
  sent.on('error', failed);
  sent.end();
  return promise;
}

async function readBody(
  url: URL,
  response: http.IncomingMessage,
  most: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (Number(response.headers['content-length'] ?? 0) > most) {
    response.destroy();
    throw tooLarge(url, most);
  }
  const chunks: Uint8Array[] = [];
  const collect = async (source: AsyncIterable<Uint8Array>): Promise<void> => {
    let size = 0;
    for await (const chunk of source) {
      size += chunk.length;
      if (size > most) throw tooLarge(url, most);
      chunks.push(chunk);
    }
  };
  const unpack = unpacker(response.headers['content-encoding']);
  try {
    if (unpack) await pipeline(response, unpack, collect, { signal });
    else await pipeline(response as Readable, collect, { signal });
  } catch (error) {
    throw response.complete || signal.aborted || error instanceof FetchError ? error : cutOff(url, error);
  }
  return Buffer.concat(chunks);
}

function unpacker(encoding = ''): Transform | undefined {
  switch (encoding.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip();
    case 'deflate':
      return zlib.createInflate();
    case 'br':
      return zlib.createBrotliDecompress();
    default:
      return undefined;
  }
}

function slow({ host }: URL, limit: number, cause?: unknown): FetchError {
  return new FetchError(
    `${host} does not answer in time: nothing whole within ${Math.ceil(limit / 1000)} seconds.`,
    { passes: true },
    cause,
  );
}

function cutOff({ host }: URL, cause: unknown): FetchError {
  return new FetchError(`${host} ended its answer in the middle.`, { passes: true }, cause);
}

function tooLarge({ host }: URL, most: number): FetchError {
  const megabytes = Math.max(1, Math.round(most / 1024 / 1024));
  return new FetchError(`${host} sends more than ${megabytes} MB, which no list of papers needs.`, {
    passes: false,
  });
}
