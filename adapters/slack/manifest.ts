import type { AppsManifestValidateArguments } from '@slack/web-api';
import { BOT_EVENTS, BOT_SCOPES } from './scopes.ts';

/** The schema that Slack publishes as a package: it knows every setting, scope and event by name. */
type Manifest = AppsManifestValidateArguments['manifest'];

/** Where HTTP mode hears of everything, below the address at which Slack reaches Paperboy. */
const EVENTS_PATH = '/slack/events';
const REDIRECT_PATH = '/slack/oauth_redirect';

/**
 * The app as an admin pastes it at api.slack.com/apps: for Socket Mode, or, with the address at which Slack reaches
 * Paperboy, for HTTP.
 *
 * @see https://docs.slack.dev/reference/app-manifest
 */
export function slackManifest(address?: string) {
  const events = address === undefined ? undefined : urlOf(address, EVENTS_PATH);
  const requests = events === undefined ? {} : { request_url: events };
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Paperboy',
      description: 'The day’s research papers that match what each channel follows',
      background_color: '#1f3a5f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Paperboy', always_online: true },
      slash_commands: [
        {
          command: '/papers',
          description: 'Research papers: today, search, subscribe, …',
          usage_hint: 'help',
          should_escape: false,
          ...(events !== undefined && { url: events }),
        },
      ],
    },
    oauth_config: {
      ...(address !== undefined && { redirect_urls: [urlOf(address, REDIRECT_PATH)] }),
      scopes: { bot: [...BOT_SCOPES] },
    },
    settings: {
      event_subscriptions: { ...requests, bot_events: [...BOT_EVENTS] },
      interactivity: { is_enabled: true, ...requests },
      org_deploy_enabled: true,
      socket_mode_enabled: events === undefined,
      token_rotation_enabled: false,
    },
  } satisfies Manifest;
}

function urlOf(address: string, path: string): string {
  return address.replace(/\/+$/, '') + path;
}
