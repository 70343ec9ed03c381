import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createMailbox, type Mailbox } from '../mailbox.ts';
import { complaintsAbout } from './slack-rules.ts';
import { createSocketMode, type SocketMode } from './socket-mode.ts';

/** A call of the Web API by the adapter. */
export interface Call {
  /** Such as `chat.postMessage`. */
  readonly method: string;
  /** What is structured comes parsed. */
  readonly body: Record<string, unknown>;
  /** Who calls. */
  readonly token: string;
}

export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: object;
}

/** What stands before the emulator, and does what it does not. */
export interface Door {
  readonly url: string;
  readonly socket: SocketMode;
  readonly calls: Mailbox<Call>;
  readonly responses: Mailbox<Record<string, unknown>>;
  responseUrl(state: 'open' | 'expired'): string;
  answerOnce(method: string, answer: FakeAnswer): void;
  /** The next call of a method is done, and its connection cut instead of answered. */
  loseNextAnswer(method: string): void;
  /** Throws away what came in so far, and answers not given. */
  forget(): void;
  stop(): Promise<void>;
}

export async function startDoor({
  slackUrl,
  appToken,
}: {
  slackUrl: string;
  appToken: string;
}): Promise<Door> {
  const calls = createMailbox<Call>();
  const responses = createMailbox<Record<string, unknown>>();
  const answers: { method: string; answer: FakeAnswer }[] = [];
  const losses: string[] = [];

  const server = createServer((request, response) => {
    answer(request).then(
      (given) => {
        const loss = losses.indexOf(methodOf(request));
        if (loss < 0) return send(response, given);
        losses.splice(loss, 1);
        request.socket.destroy();
      },
      (error: unknown) => send(response, { status: 500, body: { ok: false, error: String(error) } }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = createSocketMode(server, '/link');
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' && address ? address.port : ''}`;

  async function answer(request: IncomingMessage): Promise<FakeAnswer> {
    const path = request.url ?? '';
    const raw = await readAll(request);
    const body = parseBody(raw, request.headers['content-type'] ?? '');
    if (path === '/respond/expired') return { status: 404, body: { ok: false, error: 'expired_url' } };
    if (path === '/respond/open') return respond(body);
    const method = methodOf(request);
    if (method === 'apps.connections.open') return open(request);
    const { authorization: bearer = '' } = request.headers;
    calls.put({ method, body, token: bearer.replace('Bearer ', '') });
    const at = answers.findIndex((one) => one.method === method);
    const [prepared] = at < 0 ? [] : answers.splice(at, 1);
    if (prepared) return prepared.answer;
    const complaints = complaintsAbout(body);
    if (complaints.length > 0) return refused(complaints);
    const { authorization = '', 'content-type': type = '' } = request.headers;
    const forwarded = await fetch(`${slackUrl}${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': type },
      body: raw,
    });
    return { status: forwarded.status, body: (await forwarded.json()) as object };
  }

  function respond(body: Record<string, unknown>): FakeAnswer {
    const complaints = complaintsAbout(body);
    if (complaints.length > 0) return { ...refused(complaints), status: 400 };
    responses.put(body);
    return {};
  }

  function open({ headers }: IncomingMessage): FakeAnswer {
    const allowed = headers.authorization === `Bearer ${appToken}`;
    return { body: allowed ? { ok: true, url: `ws://${host}/link` } : { ok: false, error: 'invalid_auth' } };
  }

  return {
    url: `http://${host}`,
    socket,
    calls,
    responses,
    responseUrl: (state) => `http://${host}/respond/${state}`,
    answerOnce: (method, given) => void answers.push({ method, answer: given }),
    loseNextAnswer: (method) => void losses.push(method),
    forget() {
      calls.empty();
      responses.empty();
      answers.length = 0;
      losses.length = 0;
    },
    async stop() {
      await socket.close();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function methodOf({ url = '' }: IncomingMessage): string {
  return url.replace(/^\/api\//, '');
}

function refused(complaints: readonly string[]): FakeAnswer {
  return { body: { ok: false, error: 'invalid_blocks', response_metadata: { messages: complaints } } };
}

function send(
  response: ServerResponse,
  { status = 200, headers = {}, body = { ok: true } }: FakeAnswer,
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** The Web API takes JSON, or forms whose structured fields are JSON. */
function parseBody(raw: string, type: string): Record<string, unknown> {
  if (type.includes('json')) return JSON.parse(raw) as Record<string, unknown>;
  const fields = [...new URLSearchParams(raw)].map(([name, value]) => [name, parseField(value)]);
  return Object.fromEntries(fields);
}

function parseField(value: string): unknown {
  return /^[[{]|^(true|false)$/.test(value) ? JSON.parse(value) : value;
}
