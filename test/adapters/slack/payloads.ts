/** What Slack sends over Socket Mode, in the shape of recorded payloads. */

interface Where {
  readonly team: string;
  readonly channel: string;
  readonly person: string;
  /** The response URL. */
  readonly url: string;
}

let triggers = 0;
const trigger = () => `trigger-${++triggers}`;

export function commandPayload({ team, channel, person, url, line }: Where & { readonly line: string }) {
  return {
    token: 'invented',
    team_id: team,
    team_domain: 'emulate',
    channel_id: channel,
    channel_name: 'papers',
    user_id: person,
    user_name: 'ada',
    command: '/papers',
    text: line,
    api_app_id: 'A00PAPERBOY',
    is_enterprise_install: 'false',
    response_url: url,
    trigger_id: trigger(),
  };
}

/** A button of a posted message; of an ephemeral one Slack sends no message. */
export interface PressedButton {
  readonly action_id: string;
  readonly value: string;
  readonly message?: {
    readonly ts: string;
    readonly thread_ts?: string;
    readonly text?: string;
    readonly blocks?: unknown;
  };
}

export function actionPayload({
  team,
  channel,
  person,
  url,
  button,
}: Where & { readonly button: PressedButton }) {
  const { action_id, value, message } = button;
  return {
    type: 'block_actions',
    user: { id: person, username: 'ada', name: 'ada', team_id: team },
    api_app_id: 'A00PAPERBOY',
    token: 'invented',
    container: { type: 'message', channel_id: channel, is_ephemeral: message === undefined },
    trigger_id: trigger(),
    team: { id: team, domain: 'emulate' },
    channel: { id: channel, name: 'papers' },
    ...(message && { message: { type: 'message', user: 'U00PAPERBOY', ...message } }),
    actions: [
      {
        type: 'button',
        block_id: 'b1',
        action_id,
        value,
        text: { type: 'plain_text', text: 'Button', emoji: true },
        action_ts: '1767326130.289415',
      },
    ],
    response_url: url,
  };
}

interface Happened {
  readonly team: string;
  readonly bot: string;
  readonly eventId: string;
  readonly event: object;
}

export function eventPayload({ team, bot, eventId, event }: Happened) {
  return {
    token: 'invented',
    team_id: team,
    api_app_id: 'A00PAPERBOY',
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: 1767326140,
    authorizations: [
      { enterprise_id: null, team_id: team, user_id: bot, is_bot: true, is_enterprise_install: false },
    ],
  };
}
