import { type LookupAddress, lookup as resolveName } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { FetchError } from './fetch-error.ts';

/** Whether an address is one of the public internet: not of this machine, a local network or a special use. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  // NAT64: the last four bytes are the IPv4 address that is reached.
  if (range === 'rfc6052') return isPublicAddress(parsed.toByteArray().slice(-4).join('.'));
  return range === 'unicast';
}

/** @throws FetchError for a host that is written as a private address; one that is a name is checked by `publicLookup` */
export function refusePrivateHost({ hostname }: URL): void {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw refused(host, host);
}

/**
 * Resolves names as usual and fails for one with an address that is not public. The connection is made to an address
 * that was checked here, so that a name which resolves otherwise a moment later gains nothing.
 */
export const publicLookup: LookupFunction = (hostname, options, done) => {
  resolveName(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, [], undefined);
    const hidden = addresses.find(({ address }) => !isPublicAddress(address));
    if (hidden) return done(refused(hostname, hidden.address), [], undefined);
    if (options.all) return done(null, addresses, undefined);
    const [first] = addresses as [LookupAddress];
    done(null, first.address, first.family);
  });
};

function refused(host: string, address: string): FetchError {
  const what = host === address ? `${host} is` : `${host} resolves to ${address},`;
  return new FetchError(
    `${what} an address of a private network. PAPERBOY_PRIVATE_FEEDS=yes lets feeds be read from there.`,
    { passes: false },
  );
}
