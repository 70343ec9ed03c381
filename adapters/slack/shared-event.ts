import type { ReceiverEvent } from '@slack/bolt';
import { z } from 'zod';

type Body = ReceiverEvent['body'];

/** An event of a channel that is shared with others. Slack tells it once, as to one of the installations that see it. */
const SharedEvent = z.object({
  is_ext_shared_channel: z.literal(true),
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  context_team_id: z.string().nullish(),
  context_enterprise_id: z.string().nullish(),
  authorizations: z
    .tuple([z.looseObject({ enterprise_id: z.string().nullish(), team_id: z.string().nullish() })])
    .rest(z.unknown()),
  /** With what somebody reacted to. */
  event: z.object({ item: z.object({ channel: z.string(), ts: z.string() }).optional() }),
});

type SharedEvent = z.infer<typeof SharedEvent>;

/** Whether Paperboy is in a workspace, and posted this message there. */
export type Posted = (workspace: string, message: { channel: string; ts: string }) => Promise<boolean>;

/** The event as the workspace sees it that it concerns; undefined for what is no event of a shared channel. */
export async function eventOfItsWorkspace(body: Body, posted: Posted): Promise<Body | undefined> {
  const shared = SharedEvent.safeParse(body).data;
  if (!shared) return undefined;
  const [told, ...others] = shared.authorizations;
  if (!told.team_id) return { ...body, team_id: workspaceOf(shared, told.enterprise_id) };
  const poster = await posterOf(shared, [told.team_id, shared.team_id, shared.context_team_id], posted);
  if (poster === undefined || poster === told.team_id) return body;
  return { ...body, authorizations: [{ ...told, team_id: poster, enterprise_id: null }, ...others] };
}

/** One of the organisation's own workspaces, or none: then it concerns the organisation. */
function workspaceOf(event: SharedEvent, organisation: string | null | undefined): string | undefined {
  if (event.context_enterprise_id === organisation && event.context_team_id) return event.context_team_id;
  return event.enterprise_id === organisation && event.team_id ? event.team_id : undefined;
}

/** Where several workspaces have Paperboy, each has its own messages in the channel. */
async function posterOf(
  { event: { item } }: SharedEvent,
  workspaces: readonly (string | null | undefined)[],
  posted: Posted,
): Promise<string | undefined> {
  if (!item) return undefined;
  for (const workspace of new Set(workspaces))
    if (workspace && (await posted(workspace, item))) return workspace;
  return undefined;
}
