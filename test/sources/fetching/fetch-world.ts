import Keyv from 'keyv';
import type { ExchangeLimits } from '../../../src/sources/fetching/exchange.ts';
import { type BodyCache, createFetcher, type FetchRequest } from '../../../src/sources/fetching/fetcher.ts';

/** A fetcher whose clock goes on only where it would wait, at once. */
export function fetchWorld({ start = Date.parse('2026-03-10T08:00:00Z'), limits }: WorldOptions = {}) {
  let now = start;
  const waits: number[] = [];
  const cache: BodyCache = new Keyv();
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      waits.push(milliseconds);
      now += milliseconds;
    },
    random: () => 0.5,
  };
  const fetcher = createFetcher({
    userAgent: 'Paperboy test',
    cache,
    ...clock,
    ...(limits && { limits }),
  });
  return {
    ...clock,
    fetcher,
    /** How long it waited, each time. */
    waits,
    pass(milliseconds: number) {
      now += milliseconds;
    },
    get: (address: string, request: Partial<FetchRequest> = {}) =>
      fetcher.get(address, { due: 'JSON', allowPrivate: true, ...request }),
  };
}

interface WorldOptions {
  readonly start?: number;
  readonly limits?: ExchangeLimits;
}
