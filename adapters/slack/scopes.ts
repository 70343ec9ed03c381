/** What the app asks a workspace for; the two history scopes let the ledger find a message that may have landed. */
export const BOT_SCOPES = [
  'commands',
  'chat:write',
  'channels:join',
  'reactions:read',
  'users:read',
  'channels:read',
  'groups:read',
  'im:read',
  'im:write',
  'im:history',
  'mpim:read',
  'mpim:history',
  'app_mentions:read',
  'channels:history',
  'groups:history',
] as const;

/** What Slack tells the app of. */
export const BOT_EVENTS = [
  'app_mention',
  'message.im',
  'reaction_added',
  'reaction_removed',
  'app_home_opened',
  'member_joined_channel',
  'channel_left',
  'channel_archive',
  'channel_unarchive',
  'channel_deleted',
  'channel_id_changed',
  'group_left',
  'group_archive',
  'group_unarchive',
  'group_deleted',
  'app_uninstalled',
  'tokens_revoked',
] as const;
