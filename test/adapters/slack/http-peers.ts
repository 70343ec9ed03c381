import { createHmac } from 'node:crypto';
import type { HttpModeConfig } from '../../../adapters/slack/http-mode.ts';
import type { Store } from '../../../src/store/store.ts';
import { openMemoryStore } from '../../store/memory-store.ts';
import { type Door, startDoor } from './door.ts';
import { startEmulatedSlack } from './emulated-slack.ts';

/** A Slack that calls the adapter over HTTP: `createSlackAdapter({ ...peers.config, log })`. */
export interface HttpPeers {
  readonly config: HttpModeConfig & { readonly apiUrl: string; readonly store: Store };
  readonly door: Door;
  /** Behind the door, where people's browsers go. */
  readonly slackUrl: string;
  stop(): Promise<void>;
}

/** What `send` changes of a request that Slack would make. */
export interface Tampering {
  readonly secret?: string;
  /** Seconds since now. */
  readonly skew?: number;
}

/** An installation as `oauth.v2.access` tells it. */
export interface Installed {
  readonly team?: string;
  readonly enterprise?: string;
  readonly token: string;
  readonly bot: string;
  /** Where tokens rotate. */
  readonly refresh?: { readonly token: string; readonly expiresIn: number };
}

const SIGNING_SECRET = 'invented-signing-secret';
const BOT = { id: 'U00PAPERBOY', token: 'xoxb-invented' };

export async function startHttpPeers(): Promise<HttpPeers> {
  const slack = await startEmulatedSlack({
    bot: BOT,
    people: [{ name: 'ada', token: 'xoxp-ada' }],
    channels: [{ name: 'papers' }],
  });
  const door = await startDoor({ slackUrl: slack.url, appToken: 'xapp-unused' });
  const store = await openMemoryStore();
  return {
    config: {
      mode: 'http',
      signingSecret: SIGNING_SECRET,
      clientId: '1.2',
      clientSecret: 'invented',
      secret: 'an invented secret of some length',
      port: 0,
      host: '127.0.0.1',
      apiUrl: `${door.url}/api/`,
      store,
    },
    door,
    slackUrl: slack.url,
    async stop() {
      await door.stop();
      await slack.stop();
      await store.close();
    },
  };
}

/** Sends what Slack would send; resolves to the status. */
export async function send(port: number, payload: object, tampering: Tampering = {}): Promise<number> {
  return (await request(port, bodyOf(payload), tampering)).status;
}

function request(port: number, { body, type }: Body, { secret = SIGNING_SECRET, skew = 0 }: Tampering) {
  const at = Math.floor(Date.now() / 1000) + skew;
  const signature = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  });
}

interface Body {
  readonly body: string;
  readonly type: string;
}

/** Events come as JSON, interactions as JSON in a form, commands as a form. */
function bodyOf(payload: object): Body {
  const form = 'application/x-www-form-urlencoded';
  if ('command' in payload) {
    const fields = Object.entries(payload).map(([name, value]) => [name, String(value)]);
    return { body: new URLSearchParams(fields).toString(), type: form };
  }
  if ('event' in payload) return { body: JSON.stringify(payload), type: 'application/json' };
  return { body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), type: form };
}

/** Goes through the installation in a browser; `installed` is what Slack answers, else the emulator does. */
export async function install(peers: HttpPeers, port: number, installed?: Installed): Promise<Response> {
  const begun = await fetch(`http://127.0.0.1:${port}/slack/install`, { redirect: 'manual' });
  const asked = new URL(begun.headers.get('location') ?? '');
  const cookie = (begun.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const state = asked.searchParams.get('state') ?? '';
  if (installed) {
    peers.door.answerOnce('oauth.v2.access', { body: accessOf(installed) });
    const { team, enterprise, bot } = installed;
    const identity = { ok: true, team_id: team ?? enterprise, user_id: bot, bot_id: `B${bot}` };
    peers.door.answerOnce('auth.test', {
      body: { ...identity, is_enterprise_install: team === undefined, url: 'https://invented.example/' },
    });
  }
  const code = installed
    ? 'invented'
    : await emulatedCode(new URL(asked.pathname + asked.search, peers.slackUrl), port);
  const callback = new URL(`http://127.0.0.1:${port}/slack/oauth_redirect`);
  callback.search = new URLSearchParams({ code, state }).toString();
  return fetch(callback, { headers: { cookie } });
}

/** Whoever is asked says yes, on the emulator's own page. */
async function emulatedCode(asked: URL, port: number): Promise<string> {
  const page = await (await fetch(asked)).text();
  const person = /name="user_id" value="([^"]*)"/.exec(page)?.[1] ?? '';
  const agreed = await fetch(new URL('/oauth/v2/authorize/callback', asked), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      user_id: person,
      redirect_uri: `http://127.0.0.1:${port}/slack/oauth_redirect`,
      scope: asked.searchParams.get('scope') ?? '',
      state: asked.searchParams.get('state') ?? '',
      client_id: asked.searchParams.get('client_id') ?? '',
    }),
  });
  return new URL(agreed.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

/** What `oauth.v2.access` answers, to a code and to a refresh token alike. */
export function accessOf({ team, enterprise, token, bot, refresh }: Installed): object {
  return {
    ok: true,
    access_token: token,
    token_type: 'bot',
    scope: 'commands,chat:write',
    bot_user_id: bot,
    app_id: 'A00PAPERBOY',
    team: team === undefined ? null : { id: team, name: 'Invented' },
    enterprise: enterprise === undefined ? null : { id: enterprise, name: 'Invented' },
    is_enterprise_install: team === undefined,
    authed_user: { id: 'U0ADA' },
    ...(refresh && { refresh_token: refresh.token, expires_in: refresh.expiresIn }),
  };
}
