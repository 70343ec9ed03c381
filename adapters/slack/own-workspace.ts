import type { App, ReceiverEvent } from '@slack/bolt';
import { z } from 'zod';
import { eventOfItsWorkspace, type Posted } from './shared-event.ts';

type Body = ReceiverEvent['body'];

/** An interaction, in so far as it says whose it is. */
const Interaction = z.object({
  /** A view names where the app is installed that opened it. */
  view: z.object({ app_installed_team_id: z.string().nullish() }).nullish(),
  /** A message of ours is its workspace's. */
  message: z.object({ team: z.string().nullish() }).nullish(),
  team: z.object({ id: z.string() }).nullish(),
});

/** What is known of workspaces that a payload names. */
export interface KnownWorkspaces {
  isInstalled(workspace: string): Promise<boolean>;
  readonly posted: Posted;
}

/**
 * Shows the app each payload as the workspace sees it whose installation it concerns. In a channel that is shared by Slack
 * Connect, Slack may name the workspace of whoever acts, which has nothing to do with what Paperboy does there.
 */
export function turnToItsWorkspace(app: App, known: KnownWorkspaces): void {
  const processEvent = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    const { body } = event;
    const turned = (await eventOfItsWorkspace(body, known.posted)) ?? (await interactionOf(body, known));
    return processEvent({ ...event, body: turned });
  };
}

async function interactionOf(body: Body, { isInstalled }: KnownWorkspaces): Promise<Body> {
  const interaction = Interaction.safeParse(body).data;
  const { view, message, team } = interaction ?? {};
  for (const workspace of [view?.app_installed_team_id, message?.team]) {
    if (!workspace || workspace === team?.id || !(await isInstalled(workspace))) continue;
    return { ...body, team: { id: workspace }, enterprise: null };
  }
  return body;
}
