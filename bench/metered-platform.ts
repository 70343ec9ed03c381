import { setTimeout } from 'node:timers/promises';
import { AdapterError } from '../src/platform/adapter-error.ts';
import type { PlatformAdapter } from '../src/platform/platform.ts';

export interface Metered {
  readonly accepted: number;
  /** Calls over the limit. */
  readonly refused: number;
  /** When the first card and the last list came, in milliseconds since the start. */
  readonly firstCard: number;
  readonly lastList: number;
  /** From the first to the last call, in milliseconds. */
  readonly span: number;
}

export interface MeteredPlatform extends PlatformAdapter {
  metered(): Metered;
}

/** A platform that takes so many calls in any `second` milliseconds, and answers each after `latency`. */
export function createMeteredPlatform(config: {
  readonly calls: number;
  readonly second: number;
  readonly latency: number;
}): MeteredPlatform {
  const { calls, second, latency } = config;
  const recent: number[] = [];
  let accepted = 0;
  let refused = 0;
  let firstCard = Number.POSITIVE_INFINITY;
  let lastList = 0;
  let first: number | undefined;
  let last = 0;
  return {
    platform: 'metered',
    limits: { callsPerSecond: (calls * 1000) / second, channelGap: 0 },
    async start() {},
    async stop() {},
    async edit() {},
    async post(_channel, message) {
      const now = performance.now();
      while (recent.length > 0 && now - (recent[0] ?? 0) >= second) recent.shift();
      if (recent.length >= calls) {
        refused += 1;
        throw new AdapterError('rate-limited', 'too many calls', { retryAfter: second });
      }
      recent.push(now);
      accepted += 1;
      first ??= now;
      last = now;
      if (message.parts.some((part) => part.kind === 'card')) firstCard = Math.min(firstCard, now);
      else lastList = Math.max(lastList, now);
      await setTimeout(latency);
      return [{ id: `m${accepted}`, parts: message.parts }];
    },
    metered: () => ({ accepted, refused, firstCard, lastList, span: last - (first ?? last) }),
  };
}
