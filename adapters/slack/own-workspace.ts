import type { App, ReceiverEvent } from '@slack/bolt';
import { z } from 'zod';

type Body = ReceiverEvent['body'];

/** An interaction, in so far as it says whose it is. */
const Interaction = z.object({
  /** A view names where the app is installed that opened it. */
  view: z.object({ app_installed_team_id: z.string().nullish() }).nullish(),
  /** A message of ours is its workspace's. */
  message: z.object({ team: z.string().nullish() }).nullish(),
  team: z.object({ id: z.string() }).nullish(),
});

/** An event of a channel that is shared with others, told to an organisation's installation. */
const SharedEvent = z.object({
  is_ext_shared_channel: z.literal(true),
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  context_team_id: z.string().nullish(),
  context_enterprise_id: z.string().nullish(),
  authorizations: z.tuple([z.object({ enterprise_id: z.string(), team_id: z.null() })]).rest(z.unknown()),
});

type IsInstalled = (workspace: string) => Promise<boolean>;

/**
 * Shows the app each payload as the workspace sees it whose installation it concerns. In a channel that is shared by Slack
 * Connect, Slack may name the workspace of whoever acts, which has nothing to do with what Paperboy does there.
 */
export function turnToItsWorkspace(app: App, isInstalled: IsInstalled): void {
  const processEvent = app.processEvent.bind(app);
  app.processEvent = async (event) =>
    processEvent({ ...event, body: await asItsWorkspaceSees(event.body, isInstalled) });
}

async function asItsWorkspaceSees(body: Body, isInstalled: IsInstalled): Promise<Body> {
  const event = SharedEvent.safeParse(body).data;
  if (event) return { ...body, team_id: workspaceOfEvent(event) };
  const interaction = Interaction.safeParse(body).data;
  const { view, message, team } = interaction ?? {};
  for (const workspace of [view?.app_installed_team_id, message?.team]) {
    if (!workspace || workspace === team?.id || !(await isInstalled(workspace))) continue;
    return { ...body, team: { id: workspace }, enterprise: null };
  }
  return body;
}

/** One of the organisation's own, or none: then it concerns the organisation. */
function workspaceOfEvent(event: z.infer<typeof SharedEvent>): string | undefined {
  const [{ enterprise_id: organisation }] = event.authorizations;
  if (event.context_enterprise_id === organisation && event.context_team_id) return event.context_team_id;
  return event.enterprise_id === organisation && event.team_id ? event.team_id : undefined;
}
