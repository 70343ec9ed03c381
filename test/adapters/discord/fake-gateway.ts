import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { GatewayCloseCodes, GatewayDispatchEvents, GatewayOpcodes } from 'discord.js';
import { type WebSocket, WebSocketServer } from 'ws';
import { createMailbox, type Mailbox } from '../mailbox.ts';
import { type Request, requestComplaints } from './api-spec.ts';

/** A Discord whose gateway keeps sessions, which the twin does not: for sockets that break, and for several shards. */
export interface FakeGateway {
  /** For `createDiscordAdapter({ ...config, … })`. */
  readonly config: { readonly token: string; readonly apiUrl: string };
  /** How each connection began. */
  readonly beginnings: Mailbox<'identified' | 'resumed'>;
  /** Something happens on Discord; each shard of its server hears it, after resuming where it is away. */
  tell(event: string, data: object): void;
  /** Breaks the sockets; `session` says whether what happened since is kept for whoever comes back. */
  drop(session: 'kept' | 'lost'): void;
  /** Ends all connections with a code, and lets nobody in any more; with 4004 the token is of no use at all. */
  shut(code: number): void;
  /** Lets everybody in again. */
  reopen(): void;
  /** Takes the token of so many requests for a wrong one. */
  refuseRequests(count: number): void;
  /** What GET on these paths answers; all else is not found, the messages of channels aside. */
  readonly answers: Map<string, unknown>;
  /** Requests other than GET. */
  readonly calls: Mailbox<Request>;
  /** What was posted, in order. */
  readonly posted: readonly { readonly channel_id: string; readonly components: unknown }[];
  /** Hangs up on the next message that is posted instead of telling that it landed. */
  loseNextAnswer(): void;
  /** What Discord would have complained of. */
  readonly refused: readonly string[];
  stop(): Promise<void>;
}

/** What one shard's connection is told, and what it would have to hear after it broke. */
interface Session {
  readonly shard: number;
  readonly count: number;
  socket: WebSocket | undefined;
  sent: { readonly s: number; readonly packet: string }[];
}

interface FakePlace {
  readonly guild: string;
  readonly channel: string;
}

const UNAUTHORIZED = { code: 0, message: '401: Unauthorized' };
const NOT_FOUND = { code: 0, message: 'Not Found' };
const BOT = { id: '10', username: 'paperboy', discriminator: '0', avatar: null, bot: true };
/** What is posted or edited comes back as this. */
const MESSAGE = {
  ...{ author: BOT, content: '', timestamp: '2026-01-01T00:00:00Z', edited_timestamp: null },
  ...{ tts: false, mention_everyone: false, mentions: [], mention_roles: [], attachments: [], embeds: [] },
  ...{ pinned: false, type: 0, components: [] },
};

/** Servers with one text channel each, and Paperboy in them. */
export async function startFakeGateway(...places: readonly FakePlace[]): Promise<FakeGateway> {
  const answers = new Map<string, unknown>();
  const beginnings = createMailbox<'identified' | 'resumed'>();
  const calls = createMailbox<Request>();
  const posted: { id: string; channel_id: string; components: unknown }[] = [];
  const refused: string[] = [];
  let losesNext = false;
  let refusals = 0;
  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => response.destroy(error as Error));
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '' } = request;
    const path = url.replace(/^\/api\/v10/, '');
    refusals -= 1;
    if (refusals >= 0 || shutWith === GatewayCloseCodes.AuthenticationFailed)
      return reply(response, UNAUTHORIZED, 401);
    if (method === 'GET') {
      const known = decodeURI(path.replace(/\?.*/, ''));
      const found =
        known === '/gateway/bot' ? gatewayInformation(port()) : (answers.get(known) ?? history(path));
      return found === undefined ? reply(response, NOT_FOUND, 404) : reply(response, found);
    }
    const body: unknown = JSON.parse((await text(request)) || 'null');
    calls.put({ method, path, body });
    refused.push(...requestComplaints({ method, path, body }));
    if (method === 'PUT') return reply(response, []);
    const channel = /^\/channels\/(\d+)\/messages$/.exec(path)?.[1];
    const message = { ...MESSAGE, id: newId(), channel_id: channel ?? places[0]?.channel ?? '' };
    if (method !== 'POST' || channel === undefined) return reply(response, message);
    posted.push({ ...message, ...(body as { components: unknown }) });
    if (!losesNext) return reply(response, message);
    losesNext = false;
    response.destroy();
  }

  /** A page of a channel's messages, the newest first. */
  function history(path: string): unknown {
    const { pathname, searchParams } = new URL(path, 'http://localhost');
    const channel = /^\/channels\/(\d+)\/messages$/.exec(pathname)?.[1];
    const after = BigInt(searchParams.get('after') ?? 0);
    if (channel === undefined) return undefined;
    return posted.filter(({ channel_id, id }) => channel_id === channel && BigInt(id) > after).reverse();
  }

  const sockets = new WebSocketServer({ server, path: '/gateway' });
  const sessions = new Map<string, Session>();
  let isLost = false;
  let shutWith: number | undefined;

  function tell(event: string, data: { readonly guild_id?: string }): void {
    for (const session of sessions.values())
      if (hears(session, data.guild_id)) tellShard(session, event, data);
  }

  function tellShard(session: Session, event: string, data: object): void {
    const s = session.sent.length + 1;
    const packet = JSON.stringify({ op: GatewayOpcodes.Dispatch, t: event, s, d: data });
    session.sent.push({ s, packet });
    session.socket?.send(packet);
  }

  function identify(socket: WebSocket, [shard, count]: readonly [number, number]): void {
    const id = `session-${shard}-${count}`;
    const session: Session = { shard, count, socket, sent: [] };
    sessions.set(id, session);
    const guilds = places.filter(({ guild }) => hears(session, guild));
    tellShard(session, GatewayDispatchEvents.Ready, {
      ...{ v: 10, user: BOT, guilds: guilds.map(({ guild }) => ({ id: guild, unavailable: true })) },
      ...{ session_id: id, resume_gateway_url: `ws://127.0.0.1:${port()}/gateway` },
      application: { id: BOT.id, flags: 0 },
    });
    for (const place of guilds)
      tellShard(session, GatewayDispatchEvents.GuildCreate, { ...guildOf(place), unavailable: false });
    beginnings.put('identified');
  }

  /** What was missed comes first. */
  function resume(socket: WebSocket, id: string, seen: number): void {
    const session = sessions.get(id);
    if (isLost || !session) {
      socket.send(JSON.stringify({ op: GatewayOpcodes.InvalidSession, d: false }));
      return;
    }
    session.socket = socket;
    for (const { s, packet } of session.sent) if (s > seen) socket.send(packet);
    tellShard(session, GatewayDispatchEvents.Resumed, {});
    beginnings.put('resumed');
  }

  sockets.on('connection', (socket) => {
    socket.send(JSON.stringify({ op: GatewayOpcodes.Hello, d: { heartbeat_interval: 45_000 } }));
    socket.on('message', (data) => {
      const { op, d } = JSON.parse(String(data)) as {
        op: number;
        d: { seq: number; session_id: string; shard?: [number, number] };
      };
      if (op === GatewayOpcodes.Heartbeat) socket.send(JSON.stringify({ op: GatewayOpcodes.HeartbeatAck }));
      if (op !== GatewayOpcodes.Identify && op !== GatewayOpcodes.Resume) return;
      if (shutWith !== undefined) socket.close(shutWith);
      else if (op === GatewayOpcodes.Resume) resume(socket, d.session_id, d.seq);
      else identify(socket, d.shard ?? [0, 1]);
    });
    socket.on('close', () => {
      for (const session of sessions.values()) if (session.socket === socket) session.socket = undefined;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  function port(): number {
    const bound = server.address();
    if (typeof bound !== 'object' || bound === null) throw new Error('no port');
    return bound.port;
  }

  function close(code: number): void {
    for (const session of sessions.values()) {
      const { socket } = session;
      session.socket = undefined;
      socket?.close(code);
    }
  }

  return {
    config: { token: 'invented', apiUrl: `http://127.0.0.1:${port()}/api` },
    beginnings,
    answers,
    calls,
    posted,
    refused,
    tell,
    drop(session) {
      isLost = session === 'lost';
      close(4000);
    },
    shut(code) {
      shutWith = code;
      close(code);
    },
    reopen() {
      shutWith = undefined;
    },
    refuseRequests(count) {
      refusals = count;
    },
    loseNextAnswer() {
      losesNext = true;
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

/** Direct messages come to the first shard. */
function hears({ shard, count }: Session, guild = '0'): boolean {
  return (BigInt(guild) >> 22n) % BigInt(count) === BigInt(shard);
}

let ids = 0n;

/** Of now, and later than all others. */
function newId(): string {
  ids += 1n;
  return String(((BigInt(Date.now()) - 1_420_070_400_000n) << 22n) + ids);
}

function reply(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function gatewayInformation(port: number): object {
  const limit = { total: 1000, remaining: 999, reset_after: 1, max_concurrency: 1 };
  return { url: `ws://127.0.0.1:${port}/gateway`, shards: 1, session_start_limit: limit };
}

function guildOf({ guild, channel }: FakePlace) {
  const everyone = { id: guild, name: '@everyone', permissions: String((1n << 40n) - 1n), position: 0 };
  const paperboy = { user: BOT, roles: [], joined_at: '2026-01-01T00:00:00Z', flags: 0 };
  return {
    ...{ id: guild, name: 'Invented', owner_id: '1', emojis: [], features: [] },
    ...{ roles: [everyone], members: [paperboy] },
    channels: [{ id: channel, type: 0, name: 'papers', position: 0, permission_overwrites: [] }],
    ...{ threads: [], stickers: [], presences: [], voice_states: [], stage_instances: [], large: false },
    ...{ guild_scheduled_events: [], joined_at: '2026-01-01T00:00:00Z', member_count: 2 },
  };
}
