import { App, SocketModeReceiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { Inbound, PlatformAdapter } from '../../src/platform/platform.ts';
import { asAdapterError } from './errors.ts';
import { findMessage } from './find.ts';
import { PACE } from './limits.ts';
import { listen } from './listen.ts';
import { type SlackLog, slackLogger } from './log.ts';
import { createPeople } from './people.ts';
import { postMessage, updateMessage } from './post.ts';

export interface SlackAdapterConfig {
  /** `xoxb-…` of the one workspace where the app is installed. */
  readonly botToken: string;
  /** `xapp-…` with `connections:write`, for Socket Mode. */
  readonly appToken: string;
  /** Where the Web API is, ending in `/api/`; Slack's own where not given. */
  readonly apiUrl?: string;
  readonly log: SlackLog;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** A request that takes longer is given up, in milliseconds: less than half of the ledger's lease (DESIGN section 9). */
const REQUEST_TIMEOUT = 10_000;

/** Slack over Socket Mode, for one workspace. */
export function createSlackAdapter({
  botToken,
  appToken,
  apiUrl,
  log,
  now = Date.now,
}: SlackAdapterConfig): PlatformAdapter {
  const logger = slackLogger(log);
  const peer: WebClientOptions = { fetch: fetchInTime, ...(apiUrl !== undefined && { slackApiUrl: apiUrl }) };
  // The connection keeps its own options, which retry; posts are retried by the ledger alone (FACTS section 5).
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    installerOptions: { clientOptions: { ...peer } },
  });
  const app = new App({
    token: botToken,
    receiver,
    logger,
    clientOptions: { ...peer, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    deferInitialization: true,
    convoStore: false,
  });
  const { client } = app;
  const underWay = new Set<Promise<void>>();

  /** Work that `stop` waits for. */
  async function track(work: Promise<void>): Promise<void> {
    underWay.add(work);
    await work.finally(() => underWay.delete(work));
  }

  return {
    platform: 'slack',
    async start(inbound: Inbound) {
      listen({ app, inbound, findPerson: createPeople({ client, log, now }), log, track });
      try {
        await app.init();
        await app.start();
      } catch (error) {
        throw asAdapterError(error);
      }
    },
    limits: PACE,
    async post(channel, message, { key, thread }) {
      return postMessage(
        client,
        { channel: channel.id, ...(thread !== undefined && { thread }) },
        message,
        key,
      );
    },
    find: (channel, key, options) => findMessage(client, channel.id, key, options),
    async edit(channel, messageId, message, { key } = {}) {
      await updateMessage(client, channel.id, messageId, message, key);
    },
    async stop() {
      await receiver.client.disconnect();
      await Promise.allSettled(underWay);
    },
  };
}

const fetchInTime: typeof fetch = (input, init) =>
  fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(REQUEST_TIMEOUT) });
