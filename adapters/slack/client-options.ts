import type { WebClientOptions } from '@slack/web-api';

/** A request that takes longer is given up, in milliseconds: less than half of the ledger's lease (DESIGN section 9). */
const REQUEST_TIMEOUT = 10_000;

const fetchInTime: typeof fetch = (input, init) =>
  fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(REQUEST_TIMEOUT) });

/** Where the Web API is, and how long it may take. */
export function peerOptions(apiUrl: string | undefined): WebClientOptions {
  return { fetch: fetchInTime, ...(apiUrl !== undefined && { slackApiUrl: apiUrl }) };
}

/** As `peerOptions`, for posting: the ledger alone retries (FACTS section 5). */
export function clientOptions(apiUrl: string | undefined): WebClientOptions {
  return { ...peerOptions(apiUrl), retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
}
