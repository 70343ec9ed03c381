import { expect, test } from 'vitest';
import { z } from 'zod';
import { slackManifest } from '../../../adapters/slack/manifest.ts';
import { runProgram } from '../../../src/cli/program.ts';

const https = z.url({ protocol: /^https$/ });

/** What Slack's types do not say of a manifest, such as lengths; strict, so that no unknown setting slips in. */
const Manifest = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.int() }),
  display_information: z.strictObject({
    name: z.string().max(35),
    description: z.string().max(140),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({
      display_name: z.string().regex(/^[A-Za-z0-9\-_. ]{1,80}$/),
      always_online: z.boolean(),
    }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/[a-z-]{1,31}$/),
          description: z.string().max(2000),
          usage_hint: z.string().max(1000),
          should_escape: z.boolean(),
          url: https.optional(),
        }),
      )
      .max(50),
  }),
  oauth_config: z.strictObject({
    redirect_urls: z.array(https).max(1000).optional(),
    scopes: z.strictObject({ bot: z.array(z.string().regex(/^[a-z_]+(:[a-z]+)?$/)).max(255) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: https.optional(),
      bot_events: z.array(z.string().regex(/^[a-z_.]+$/)).max(100),
    }),
    interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: https.optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

/** Which of its scopes each event needs. */
const NEEDED: Readonly<Record<string, string>> = {
  app_mention: 'app_mentions:read',
  'message.im': 'im:history',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  member_joined_channel: 'groups:read',
  channel_left: 'channels:read',
  channel_archive: 'channels:read',
  channel_unarchive: 'channels:read',
  channel_deleted: 'channels:read',
  channel_id_changed: 'groups:read',
  group_left: 'groups:read',
  group_archive: 'groups:read',
  group_unarchive: 'groups:read',
  group_deleted: 'groups:read',
};

const NEED_NONE = ['app_home_opened', 'app_uninstalled', 'tokens_revoked'];

test.each([[undefined], ['https://papers.example/']])(
  'Slack takes the manifest for the address %s',
  (address) => {
    const manifest = Manifest.parse(slackManifest(address));
    expect(manifest.settings.socket_mode_enabled).toBe(address === undefined);
    const addresses = JSON.stringify(manifest).match(/https:[^"]*/g) ?? [];
    expect(addresses).toEqual(
      address === undefined
        ? []
        : expect.arrayContaining([
            'https://papers.example/slack/events',
            'https://papers.example/slack/oauth_redirect',
          ]),
    );
    const scopes = new Set(manifest.oauth_config.scopes.bot);
    for (const event of manifest.settings.event_subscriptions.bot_events)
      expect(NEED_NONE.includes(event) || scopes.has(NEEDED[event] ?? ''), event).toBe(true);
  },
);

test('the app asks for these scopes and no other', () => {
  const known =
    'commands, chat:write, channels:join, reactions:read, users:read, channels:read, groups:read, im:read, im:write, ' +
    'im:history, mpim:read, mpim:history, app_mentions:read, channels:history, groups:history';
  expect([...slackManifest().oauth_config.scopes.bot].sort()).toEqual(known.split(', ').sort());
});

test('paperboy slack manifest hands on the address, and refuses one that Slack cannot reach', async () => {
  const asked: unknown[] = [];
  const unused = async () => 1;
  const actions = {
    ...{ start: unused, say: unused, parse: unused, digest: unused, match: unused },
    ...{ discordInvite: unused, exportAll: unused, importAll: unused, backfill: unused, doctor: unused },
    slackManifest: async (options: object) => {
      asked.push(options);
      return 0;
    },
  };
  const said: string[] = [];
  const streams = { out: () => {}, error: (text: string) => void said.push(text) };
  expect(await runProgram(['slack', 'manifest'], actions, streams)).toBe(0);
  expect(await runProgram(['slack', 'manifest', '--url', 'https://papers.example'], actions, streams)).toBe(
    0,
  );
  expect(await runProgram(['slack', 'manifest', '--url', 'http://localhost'], actions, streams)).toBe(1);
  expect(asked).toEqual([{}, { url: 'https://papers.example' }]);
  expect(said.join('')).toContain('https addresses alone');
});
