import { communityKey } from '../../src/votes/voting.ts';
import { channelRef, type Listening, onEvent } from './listening.ts';

/** What takes a channel away, and how `status` says it. A rename changes nothing: channels are known by id alone. */
const LOST = {
  channel_archive: 'the channel is archived',
  group_archive: 'the channel is archived',
  channel_deleted: 'the channel is deleted',
  group_deleted: 'the channel is deleted',
  channel_left: 'I was removed from the channel; /invite @Paperboy brings me back',
  group_left: 'I was removed from the channel; /invite @Paperboy brings me back',
} as const;

/** Tells the core what Paperboy can reach (DESIGN sections 9 and 10). */
export function listenForPresence(listening: Listening): void {
  const { inbound, store } = listening;

  for (const [name, reason] of Object.entries(LOST) as [keyof typeof LOST, string][]) {
    onEvent(listening, name, async ({ channel }, { community }) =>
      inbound.channelLost(channelRef(community, channel), reason),
    );
  }
  for (const name of ['channel_unarchive', 'group_unarchive'] as const) {
    onEvent(listening, name, async ({ channel }, { community }) =>
      inbound.channelRegained(channelRef(community, channel)),
    );
  }
  onEvent(listening, 'member_joined_channel', async ({ user, channel }, { community, context }) => {
    if (user === context.botUserId) await inbound.channelRegained(channelRef(community, channel));
  });

  // A private channel that is shared by Slack Connect gets a new id.
  onEvent(listening, 'channel_id_changed', async ({ old_channel_id, new_channel_id }, { community }) =>
    inbound.channelMoved(channelRef(community, old_channel_id), new_channel_id),
  );

  async function lose(owner: string): Promise<void> {
    const platform = 'slack';
    const workspaces = await store.installations.remove(communityKey({ platform, community: owner, id: '' }));
    for (const workspace of workspaces) {
      const community = decodeURIComponent(workspace.split('/')[1] ?? '');
      await inbound.communityLost({ platform, community });
    }
  }
  onEvent(listening, 'app_uninstalled', async (_, { community }) => lose(community));
  onEvent(listening, 'tokens_revoked', async ({ tokens }, { community }) => {
    if (tokens.bot?.length) await lose(community);
  });
}
