import type { RESTOptions } from 'discord.js';

/** A request that takes longer is given up, in milliseconds: less than half of the ledger's lease (DESIGN section 9). */
const REQUEST_TIMEOUT = 10_000;

/**
 * How requests are made: once, for posts are retried by the ledger alone, which also waits where a channel's rate is
 * limited. What answers people, and what the start needs, waits here.
 *
 * @param apiUrl where the API is, ending in `/api`; Discord's own where not given
 */
export function restOptions(apiUrl: string | undefined): Partial<RESTOptions> {
  return {
    ...(apiUrl !== undefined && { api: apiUrl.replace(/\/$/, '') }),
    retries: 0,
    timeout: REQUEST_TIMEOUT,
    // The ledger is told what Discord said, to the millisecond.
    offset: 0,
    rejectOnRateLimit: ({ route }) => route.startsWith('/channels/'),
    // 10,000 refused requests in 10 minutes and Discord bans the address.
    invalidRequestWarningInterval: 500,
  };
}

/** Ends a request in time even while it waits for its turn. */
export function inTime(): AbortSignal {
  return AbortSignal.timeout(REQUEST_TIMEOUT);
}
