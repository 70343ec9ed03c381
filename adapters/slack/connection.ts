import type { App, Context } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';

/** One of the two ways in which the app hears from Slack. */
export interface SlackConnection {
  readonly app: App;
  /** Acts in a workspace; rejects with an `AdapterError` where the app is not installed. */
  clientOf(community: string): Promise<WebClient>;
  /** The workspace whose data an event concerns. */
  communityOf(context: Context): string;
  /** The one workspace that it is for; undefined where there may be many, or before it is open. */
  ownWorkspace(): string | undefined;
  /** Resolves once events flow. */
  open(): Promise<void>;
  /** No event comes any more. */
  close(): Promise<void>;
}

/** The workspace, or the organisation where Slack names no workspace. */
export function workspaceOf({ teamId, enterpriseId }: Context): string {
  const community = teamId ?? enterpriseId;
  if (community === undefined) throw new TypeError('Slack named neither workspace nor organisation');
  return community;
}
