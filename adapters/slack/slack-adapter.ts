import { setTimeout } from 'node:timers/promises';
import { UserError } from '../../src/command/user-error.ts';
import type { Inbound, PlatformAdapter } from '../../src/platform/platform.ts';
import type { Store } from '../../src/store/store.ts';
import { asAdapterError } from './errors.ts';
import { findMessage } from './find.ts';
import { connectByHttp, type HttpModeConfig } from './http-mode.ts';
import { PACE } from './limits.ts';
import { listen } from './listen.ts';
import type { SlackLog } from './log.ts';
import { createPeople } from './people.ts';
import { postMessage, updateMessage } from './post.ts';
import { createRefreshHome } from './refresh-home.ts';
import { type RereadConfig, rereadReactions } from './reread-reactions.ts';
import { connectBySocket, type SocketModeConfig } from './socket-mode.ts';

export type SlackAdapterConfig = (SocketModeConfig | HttpModeConfig) & {
  /** Where the Web API is, ending in `/api/`; Slack's own where not given. */
  readonly apiUrl?: string;
  /** Who may manage channels; full members where not given. */
  readonly managers?: 'members' | 'admins' | 'everyone';
  readonly store: Store;
  readonly log: SlackLog;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly sleep?: RereadConfig['sleep'];
};

export interface SlackAdapter extends PlatformAdapter {
  /** The port of HTTP mode, once started. */
  port(): number | undefined;
}

/** Slack over Socket Mode for one workspace, or over HTTP for many. */
export function createSlackAdapter(config: SlackAdapterConfig): SlackAdapter {
  const { apiUrl, store, log, now = Date.now, sleep = sleepQuietly } = config;
  let hears: Inbound | undefined;
  const onInstalled = async (community: string) => hears?.communityRegained({ platform: 'slack', community });
  const http =
    config.mode === 'http' ? connectByHttp(config, apiUrl, { store, log, now, onInstalled }) : undefined;
  const connection = config.mode === 'socket' ? connectBySocket(config, apiUrl, log) : http;
  if (!connection) throw new TypeError('Slack runs in Socket Mode or over HTTP');
  const { app, clientOf, communityOf } = connection;
  const findPerson = createPeople({ managers: config.managers, log, now });
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();

  /** Work that `stop` waits for. */
  async function track(work: Promise<void>): Promise<void> {
    underWay.add(work);
    await work.finally(() => underWay.delete(work));
  }

  return {
    platform: 'slack',
    async start(inbound: Inbound) {
      hears = inbound;
      const { signal } = stopping;
      const refreshHome = createRefreshHome({ inbound, findPerson, log, track, sleep, signal });
      listen({ app, communityOf, inbound, store, findPerson, refreshHome, log, now, track });
      try {
        await connection.open();
      } catch (error) {
        throw error instanceof UserError ? error : asAdapterError(error);
      }
      // A token that works says that the app is installed, whatever was heard before.
      const own = connection.ownWorkspace();
      if (own !== undefined) await onInstalled(own);
      const reading = rereadReactions({ clientOf, inbound, store, findPerson, log, now, sleep, signal });
      track(reading).catch((error: unknown) =>
        log.error({ platform: 'slack', error }, 'reading reactions again failed'),
      );
    },
    limits: PACE,
    async post(channel, message, { key, thread }) {
      const client = await clientOf(channel.community);
      const place = { channel: channel.id, ...(thread !== undefined && { thread }) };
      return postMessage(client, place, message, key);
    },
    async find(channel, key, options) {
      return findMessage(await clientOf(channel.community), channel.id, key, options);
    },
    async edit(channel, messageId, message, { key } = {}) {
      await updateMessage(await clientOf(channel.community), channel.id, messageId, message, key);
    },
    async tell({ community, id }, personId, message) {
      const link = `https://slack.com/app_redirect?team=${community}&channel=${id}`;
      const parts = [...message.parts, { kind: 'text', text: [{ text: 'Open the channel', link }] } as const];
      // What is posted to a person arrives in the app's own conversation with them.
      await postMessage(await clientOf(community), { channel: personId }, { ...message, parts });
    },
    port: () => http?.port(),
    async stop() {
      stopping.abort();
      await connection.close();
      await Promise.allSettled(underWay);
    },
  };
}

const sleepQuietly: RereadConfig['sleep'] = (milliseconds, signal) =>
  setTimeout(milliseconds, undefined, { signal, ref: false }).catch(() => {});
