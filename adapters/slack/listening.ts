import type { AllMiddlewareArgs, App, Context, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { ChannelRef, Inbound } from '../../src/platform/platform.ts';
import type { Store } from '../../src/store/store.ts';
import type { SlackConnection } from './connection.ts';
import type { SlackLog } from './log.ts';
import type { FindPerson } from './people.ts';
import type { RefreshHome } from './refresh-home.ts';

/** What everything that hears from Slack shares. */
export interface Listening {
  readonly app: App;
  readonly communityOf: SlackConnection['communityOf'];
  readonly inbound: Inbound;
  readonly store: Store;
  readonly findPerson: FindPerson;
  readonly refreshHome: RefreshHome;
  readonly log: SlackLog;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Awaits the work and lets it be finished before the adapter stops. */
  readonly track: (work: Promise<void>) => Promise<void>;
}

/** Where something happened, and who acts there. */
export interface Scene {
  readonly client: WebClient;
  readonly community: string;
  readonly context: Context;
}

type EventOf<Name extends string> = SlackEventMiddlewareArgs<Name>['event'];

/** Handles each event once: Slack sends one again whose acknowledgement it missed. */
export function onEvent<Name extends string>(
  { app, store, communityOf, now, track }: Listening,
  name: Name,
  handle: (event: EventOf<Name>, scene: Scene) => Promise<void>,
): void {
  const listener = async (args: SlackEventMiddlewareArgs<string> & AllMiddlewareArgs) => {
    const { event, body, client, context } = args;
    const work = async () => {
      if (!(await store.events.isNew(`slack/${body.event_id}`, now()))) return;
      await handle(event as EventOf<Name>, { client, community: communityOf(context), context });
    };
    await track(work());
  };
  app.event(name as string, listener);
}

export function channelRef(community: string, id: string): ChannelRef {
  return { platform: 'slack', community, id };
}

export function threadOf(thread: unknown): { thread?: string } {
  return typeof thread === 'string' ? { thread } : {};
}
