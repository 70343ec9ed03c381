import { refusePrivateHost } from './address-guard.ts';
import { type Exchanged, type ExchangeOptions, exchange } from './exchange.ts';
import { FetchError } from './fetch-error.ts';

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** What another origin is not told. */
const OWN_HEADERS = new Set(['authorization', 'if-none-match', 'if-modified-since']);

/** An answer and the address that gave it. */
export interface Hop extends Exchanged {
  readonly url: URL;
}

/**
 * Sends a GET and follows where it is sent on, a few times; every address on the way is held to the same rules.
 *
 * @throws FetchError where the way does not end, leaves http, or leads into a private network
 */
export async function followRedirects(start: URL, options: ExchangeOptions): Promise<Hop> {
  let url = start;
  let { headers } = options;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    if (!options.allowPrivate) refusePrivateHost(url);
    const answer = await exchange(url, { ...options, headers });
    const { location } = answer.headers;
    if (!REDIRECTS.has(answer.status) || location === undefined) return { ...answer, url };
    const next = URL.parse(location, url);
    if (!next || !/^https?:$/.test(next.protocol)) {
      throw new FetchError(
        `${url.host} sends on to “${location.slice(0, 200)}”, which is no http or https address.`,
        {
          passes: false,
        },
      );
    }
    if (next.origin !== url.origin) {
      headers = Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name)));
    }
    url = next;
  }
  throw new FetchError(
    `${start.host} sends on and on, more than ${MOST_REDIRECTS} times: ${start.origin}${start.pathname}`,
    {
      passes: false,
    },
  );
}
