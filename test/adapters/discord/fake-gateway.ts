import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { GatewayDispatchEvents, GatewayOpcodes } from 'discord.js';
import { type WebSocket, WebSocketServer } from 'ws';
import { createMailbox, type Mailbox } from '../mailbox.ts';
import { requestComplaints } from './api-spec.ts';

/** A Discord whose gateway keeps sessions, which the twin does not: for sockets that break. */
export interface FakeGateway {
  /** For `createDiscordAdapter({ ...config, … })`. */
  readonly config: { readonly token: string; readonly apiUrl: string };
  /** How each connection began. */
  readonly beginnings: Mailbox<'identified' | 'resumed'>;
  /** Something happens on Discord; whoever is away hears it after resuming. */
  tell(event: string, data: object): void;
  /** Breaks the socket; `session` says whether what happened since is kept for whoever comes back. */
  drop(session: 'kept' | 'lost'): void;
  /** What GET on these paths answers; all else is not found. */
  readonly answers: Map<string, unknown>;
  /** What Discord would have complained of. */
  readonly refused: readonly string[];
  stop(): Promise<void>;
}

const NOT_FOUND = { code: 0, message: 'Not Found' };
const BOT = { id: '10', username: 'paperboy', discriminator: '0', avatar: null, bot: true };
/** What is posted or edited comes back as this. */
const MESSAGE = {
  ...{ id: '77', author: BOT, content: '', timestamp: '2026-01-01T00:00:00Z', edited_timestamp: null },
  ...{ tts: false, mention_everyone: false, mentions: [], mention_roles: [], attachments: [], embeds: [] },
  ...{ pinned: false, type: 0, components: [] },
};

/** A server with one text channel, and Paperboy in it. */
export async function startFakeGateway(place: {
  readonly guild: string;
  readonly channel: string;
}): Promise<FakeGateway> {
  const guild = guildOf(place);
  const answers = new Map<string, unknown>();
  const beginnings = createMailbox<'identified' | 'resumed'>();
  const refused: string[] = [];
  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => response.destroy(error as Error));
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '' } = request;
    const path = url.replace(/^\/api\/v10/, '');
    if (method === 'GET') {
      const known = decodeURI(path.replace(/\?.*/, ''));
      const found = known === '/gateway/bot' ? gatewayInformation(port()) : answers.get(known);
      return found === undefined ? reply(response, NOT_FOUND, 404) : reply(response, found);
    }
    const body: unknown = JSON.parse((await text(request)) || 'null');
    refused.push(...requestComplaints({ method, path, body }));
    reply(response, method === 'PUT' ? [] : { ...MESSAGE, channel_id: place.channel });
  }

  const sockets = new WebSocketServer({ server, path: '/gateway' });
  let connected: WebSocket | undefined;
  let sent: { readonly s: number; readonly packet: string }[] = [];
  let sequence = 0;
  let sessions = 0;
  let isLost = false;

  function tell(event: string, data: object): void {
    sequence += 1;
    const packet = JSON.stringify({ op: GatewayOpcodes.Dispatch, t: event, s: sequence, d: data });
    sent.push({ s: sequence, packet });
    connected?.send(packet);
  }

  function identify(): void {
    sent = [];
    sequence = 0;
    sessions += 1;
    tell(GatewayDispatchEvents.Ready, {
      ...{ v: 10, user: BOT, guilds: [{ id: guild.id, unavailable: true }] },
      ...{ session_id: `session-${sessions}`, resume_gateway_url: `ws://127.0.0.1:${port()}/gateway` },
      application: { id: BOT.id, flags: 0 },
    });
    tell(GatewayDispatchEvents.GuildCreate, { ...guild, unavailable: false });
    beginnings.put('identified');
  }

  /** What was missed comes first. */
  function resume(socket: WebSocket, seen: number): void {
    for (const { s, packet } of sent) if (s > seen) socket.send(packet);
    tell(GatewayDispatchEvents.Resumed, {});
    beginnings.put('resumed');
  }

  sockets.on('connection', (socket) => {
    socket.send(JSON.stringify({ op: GatewayOpcodes.Hello, d: { heartbeat_interval: 45_000 } }));
    socket.on('message', (data) => {
      const { op, d } = JSON.parse(String(data)) as { op: number; d: { seq: number } };
      if (op === GatewayOpcodes.Heartbeat) socket.send(JSON.stringify({ op: GatewayOpcodes.HeartbeatAck }));
      if (op !== GatewayOpcodes.Identify && op !== GatewayOpcodes.Resume) return;
      if (op === GatewayOpcodes.Resume && isLost)
        return socket.send(JSON.stringify({ op: GatewayOpcodes.InvalidSession, d: false }));
      if (op === GatewayOpcodes.Resume) resume(socket, d.seq);
      connected = socket;
      if (op === GatewayOpcodes.Identify) identify();
    });
    socket.on('close', () => {
      if (connected === socket) connected = undefined;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  function port(): number {
    const bound = server.address();
    if (typeof bound !== 'object' || bound === null) throw new Error('no port');
    return bound.port;
  }

  return {
    config: { token: 'invented', apiUrl: `http://127.0.0.1:${port()}/api` },
    beginnings,
    answers,
    refused,
    tell,
    drop(session) {
      isLost = session === 'lost';
      const socket = connected;
      connected = undefined;
      socket?.close(4000);
    },
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function reply(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function gatewayInformation(port: number): object {
  const limit = { total: 1000, remaining: 999, reset_after: 1, max_concurrency: 1 };
  return { url: `ws://127.0.0.1:${port}/gateway`, shards: 1, session_start_limit: limit };
}

function guildOf({ guild, channel }: { readonly guild: string; readonly channel: string }) {
  return {
    ...{ id: guild, name: 'Invented', owner_id: '1', roles: [], emojis: [], features: [], members: [] },
    channels: [{ id: channel, type: 0, name: 'papers', position: 0, permission_overwrites: [] }],
    ...{ threads: [], stickers: [], presences: [], voice_states: [], stage_instances: [], large: false },
    ...{ guild_scheduled_events: [], joined_at: '2026-01-01T00:00:00Z', member_count: 2 },
  };
}
