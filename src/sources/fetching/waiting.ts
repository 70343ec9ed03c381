import type { IncomingHttpHeaders } from 'node:http';

/** No server is left alone for longer, whatever it asks for: in milliseconds. */
export const LONGEST_HOLD = 24 * 3_600_000;

/**
 * When the server takes the next request, in milliseconds since 1970, within a day: as `Retry-After` or, with nothing
 * left of the limit, the `RateLimit` headers tell. Undefined where they tell nothing.
 */
export function heldOffUntil(status: number, headers: IncomingHttpHeaders, now: number): number | undefined {
  const until = toldBy(status, headers, now);
  return until === undefined ? undefined : Math.min(until, now + LONGEST_HOLD);
}

function toldBy(status: number, headers: IncomingHttpHeaders, now: number): number | undefined {
  const retryAfter =
    status === 429 || status >= 500 ? readRetryAfter(headers['retry-after'], now) : undefined;
  if (retryAfter !== undefined) return retryAfter;
  const { left, seconds } = rateLimit(headers);
  if (seconds === undefined) return undefined;
  return status === 429 || left === 0 ? now + seconds * 1000 : undefined;
}

/** The wait before an attempt (the second is 1), in milliseconds: doubling from one second, and half of it by chance. */
export function backoff(attempt: number, random: () => number): number {
  return Math.min(60_000, 500 * 2 ** attempt) * (0.5 + random());
}

/** Seconds, or a date. */
function readRetryAfter(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\s*\d+(?:\.\d+)?\s*$/.test(text)) return now + Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(at, now);
}

/** `RateLimit: "api";r=0;t=120`, or the three headers that came before it. */
function rateLimit(headers: IncomingHttpHeaders): { left?: number; seconds?: number } {
  const text = String(headers.ratelimit ?? '');
  const left = number(/[;,\s]r(?:emaining)?=(\d+)/.exec(` ${text}`)?.[1] ?? headers['ratelimit-remaining']);
  const seconds = number(/[;,\s](?:t|reset)=(\d+)/.exec(` ${text}`)?.[1] ?? headers['ratelimit-reset']);
  return { ...(left !== undefined && { left }), ...(seconds !== undefined && { seconds }) };
}

function number(text: string | string[] | undefined): number | undefined {
  return typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : undefined;
}
