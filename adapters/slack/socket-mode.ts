import { App, SocketModeReceiver } from '@slack/bolt';
import { refusedToken } from './check.ts';
import { clientOptions, peerOptions } from './client-options.ts';
import { type SlackConnection, workspaceOf } from './connection.ts';
import { slackCode } from './errors.ts';
import { type SlackLog, slackLogger } from './log.ts';
import { turnToItsWorkspace } from './own-workspace.ts';

export interface SocketModeConfig {
  readonly mode: 'socket';
  /** `xoxb-…` of the one workspace, or organisation, where the app is installed. */
  readonly botToken: string;
  /** `xapp-…` with `connections:write`. */
  readonly appToken: string;
}

/** Slack over a connection that the app opens, for one installation. */
export function connectBySocket(
  { botToken, appToken }: SocketModeConfig,
  apiUrl: string | undefined,
  log: SlackLog,
): SlackConnection {
  const logger = slackLogger(log);
  // The connection keeps its own options, which retry.
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    installerOptions: { clientOptions: peerOptions(apiUrl) },
  });
  const app = new App({
    token: botToken,
    receiver,
    logger,
    clientOptions: clientOptions(apiUrl),
    deferInitialization: true,
    extendedErrorHandler: true,
    convoStore: false,
  });
  // An organisation's token serves all of its workspaces, which begin with T.
  turnToItsWorkspace(app, {
    isInstalled: async (community) => community.startsWith('T'),
    posted: async () => false,
  });
  let ownWorkspace: string | undefined;

  return {
    app,
    clientOf: async () => app.client,
    // Whoever acts from another workspace, in a Slack Connect channel, acts in ours.
    communityOf: (context) => ownWorkspace ?? workspaceOf(context),
    ownWorkspace: () => ownWorkspace,
    async open() {
      const { team_id, is_enterprise_install } = await app.client.auth.test().catch(told('SLACK_BOT_TOKEN'));
      if (!is_enterprise_install) ownWorkspace = team_id;
      await app.init();
      await app.start().catch(told('SLACK_APP_TOKEN'));
    },
    close: () => receiver.client.disconnect(),
  };
}

/** What Slack says of itself, not of the token. */
const PASSING: ReadonlySet<string> = new Set([
  ...['ratelimited', 'rate_limited', 'internal_error', 'fatal_error'],
  ...['service_unavailable', 'request_timeout', 'team_added_to_org'],
]);

/** Whoever runs Paperboy mends a token that is refused; all other failures are passed on. */
function told(name: Parameters<typeof refusedToken>[0]): (error: unknown) => never {
  return (error) => {
    const code = slackCode(error);
    throw code === undefined || PASSING.has(code) ? error : refusedToken(name, code);
  };
}
