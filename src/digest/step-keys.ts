import { randomBytes } from 'node:crypto';

/** A new key of a step: 22 characters, of which 100 bits are chance, so that it is unique for all time. */
export function newStepKey(): string {
  return `pb${BigInt(`0x${randomBytes(13).toString('hex')}`)
    .toString(36)
    .padStart(21, '0')
    .slice(-20)}`;
}
