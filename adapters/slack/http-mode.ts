import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { App, HTTPReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { UserError } from '../../src/command/user-error.ts';
import { channelKey } from '../../src/platform/platform.ts';
import type { Store } from '../../src/store/store.ts';
import { clientOptions } from './client-options.ts';
import { type SlackConnection, workspaceOf } from './connection.ts';
import { createInstallations } from './installations.ts';
import { channelRef } from './listening.ts';
import { type SlackLog, slackLogger } from './log.ts';
import { turnToItsWorkspace } from './own-workspace.ts';
import { BOT_SCOPES } from './scopes.ts';
import { createSeal, deriveKey } from './seal.ts';
import { askTogether, tokenFor } from './tokens.ts';

export interface HttpModeConfig {
  readonly mode: 'http';
  readonly signingSecret: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What installations are encrypted with. */
  readonly secret: string;
  /** 0 for any free one. */
  readonly port: number;
  /** The address listened at; all where not given. */
  readonly host?: string;
}

export interface HttpConnection extends SlackConnection {
  /** The port listened at, once it is open. */
  readonly port: () => number;
}

/** Seconds that Slack's clock may be ahead of ours. Bolt refuses what is as far behind, but nothing from the future. */
const MOST_AHEAD = 300;

/** Slack over HTTP, for any number of workspaces, which install the app at `/slack/install`. */
export function connectByHttp(
  { signingSecret, clientId, clientSecret, secret, port, host }: HttpModeConfig,
  apiUrl: string | undefined,
  {
    store,
    log,
    now,
    onInstalled,
  }: {
    readonly store: Store;
    readonly log: SlackLog;
    readonly now: () => number;
    readonly onInstalled: (community: string) => Promise<void>;
  },
): HttpConnection {
  const logger = slackLogger(log);
  const installations = createInstallations(store, createSeal(secret), onInstalled);
  const receiver = new HTTPReceiver({
    signingSecret,
    clientId,
    clientSecret,
    stateSecret: deriveKey(secret, 'paperboy oauth state').toString('hex'),
    scopes: [...BOT_SCOPES],
    installationStore: installations,
    logger,
    installerOptions: {
      directInstall: true,
      // A token that is renewed before a post must not hold that up for longer than a post may take.
      clientOptions: clientOptions(apiUrl),
      ...(apiUrl !== undefined && { authorizationUrl: new URL('/oauth/v2/authorize', apiUrl).href }),
    },
  });
  const { installer } = receiver;
  if (!installer) throw new TypeError('Bolt installs nothing');
  installer.authorize = askTogether(installer.authorize);
  const app = new App({
    receiver,
    logger,
    clientOptions: clientOptions(apiUrl),
    deferInitialization: true,
    extendedErrorHandler: true,
    convoStore: false,
  });
  const { isInstalled } = installations;
  turnToItsWorkspace(app, {
    isInstalled,
    async posted(workspace, { channel, ts }) {
      const post = await store.posts.get(channelKey(channelRef(workspace, channel)), ts);
      return post !== undefined && (await isInstalled(workspace));
    },
  });
  const server = createServer((request, response) => {
    if (isFromFuture(request, now())) return refuse(response, 401);
    try {
      receiver.requestListener(request, response);
    } catch {
      refuse(response, 404);
    }
  });

  return {
    app,
    communityOf: workspaceOf,
    ownWorkspace: () => undefined,
    async clientOf(community) {
      return new WebClient(await tokenFor(installer.authorize, community, now()), clientOptions(apiUrl));
    },
    async open() {
      await app.init();
      server.listen({ port, ...(host !== undefined && { host }) });
      await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
        const why =
          error.code === 'EADDRINUSE' ? 'is taken' : `cannot be had (${error.code ?? error.message})`;
        throw new UserError(`PORT: ${port} ${why}. Name another port.`, { cause: error });
      });
    },
    port() {
      const address = server.address();
      return typeof address === 'object' && address ? address.port : port;
    },
    async close() {
      if (!server.listening) return;
      server.close();
      server.closeIdleConnections();
      await once(server, 'close');
    },
  };
}

function isFromFuture({ headers }: IncomingMessage, now: number): boolean {
  const signedAt = headers['x-slack-request-timestamp'];
  return signedAt !== undefined && !(Number(signedAt) <= now / 1000 + MOST_AHEAD);
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' }).end();
}
