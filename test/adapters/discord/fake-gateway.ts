import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { GatewayDispatchEvents, GatewayOpcodes } from 'discord.js';
import { type WebSocket, WebSocketServer } from 'ws';
import { createMailbox, type Mailbox } from '../mailbox.ts';

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
  stop(): Promise<void>;
}

const BOT = { id: '10', username: 'paperboy', discriminator: '0', avatar: null, bot: true };

export async function startFakeGateway(guild: { readonly id: string }): Promise<FakeGateway> {
  const answers = new Map<string, unknown>();
  const beginnings = createMailbox<'identified' | 'resumed'>();
  const server = createServer(({ method = 'GET', url = '' }, response) => {
    const path = url.replace(/^\/api\/v10/, '').replace(/\?.*/, '');
    if (method === 'PUT') return reply(response, []);
    const found = path === '/gateway/bot' ? gatewayInformation(address()) : answers.get(decodeURI(path));
    if (found === undefined) return reply(response, { code: 0, message: 'Not Found' }, 404);
    return reply(response, found);
  });
  const sockets = new WebSocketServer({ server, path: '/gateway' });
  let connected: WebSocket | undefined;
  let sent: { readonly s: number; readonly text: string }[] = [];
  let sequence = 0;
  let sessions = 0;
  let isLost = false;

  function tell(event: string, data: object): void {
    sequence += 1;
    const text = JSON.stringify({ op: GatewayOpcodes.Dispatch, t: event, s: sequence, d: data });
    sent.push({ s: sequence, text });
    connected?.send(text);
  }

  function identify(): void {
    sent = [];
    sequence = 0;
    sessions += 1;
    tell(GatewayDispatchEvents.Ready, {
      ...{ v: 10, user: BOT, guilds: [{ id: guild.id, unavailable: true }] },
      ...{ session_id: `session-${sessions}`, resume_gateway_url: `ws://127.0.0.1:${address()}/gateway` },
      application: { id: BOT.id, flags: 0 },
    });
    tell(GatewayDispatchEvents.GuildCreate, { ...guild, unavailable: false });
    beginnings.put('identified');
  }

  /** What was missed comes first. */
  function resume(socket: WebSocket, seen: number): void {
    for (const { s, text } of sent) if (s > seen) socket.send(text);
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

  function address(): number {
    const bound = server.address();
    if (typeof bound !== 'object' || bound === null) throw new Error('no port');
    return bound.port;
  }

  return {
    config: { token: 'invented', apiUrl: `http://127.0.0.1:${address()}/api` },
    beginnings,
    answers,
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
