import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createMailbox, type Mailbox } from '../mailbox.ts';
import { requestComplaints } from './api-spec.ts';

/** A request that the adapter made. */
export interface Call {
  readonly method: string;
  /** Such as `/channels/1/messages`, with interaction tokens and ids as they are. */
  readonly path: string;
  readonly body: Record<string, unknown>;
}

/** What stands in for Discord's answer; `lost` lets the request through and hangs up instead of answering. */
export type FakeAnswer =
  | { readonly status: number; readonly body?: object; readonly headers?: Record<string, string> }
  | 'lost';

/** Stands before the twin: remembers what is asked of it, and answers as a test wants it. */
export interface Front {
  /** Ends in `/api`. */
  readonly apiUrl: string;
  readonly calls: Mailbox<Call>;
  /** Answers the next call whose method and path fit. */
  answerOnce(call: RegExp, answer: FakeAnswer): void;
  forget(): void;
  /** What Discord would have complained of. */
  readonly refused: readonly string[];
  stop(): Promise<void>;
}

/** On Discord the thread of a message has the message's id; the twin gives it one of its own, which `rename` changes. */
export async function startFront(
  twinUrl: string,
  rename: (message: string, thread: string) => Promise<void>,
): Promise<Front> {
  const calls = createMailbox<Call>();
  const refused: string[] = [];
  const prepared: { call: RegExp; answer: FakeAnswer }[] = [];

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { method = 'GET', url = '' } = request;
    const path = url.replace(/^\/api\/v10/, '');
    const told = { method, path, body: body.length > 0 ? JSON.parse(body.toString()) : {} };
    calls.put(told);
    const answer = answerTo(told);
    if (answer !== undefined && answer !== 'lost') {
      if (answer.status === 204) return void response.writeHead(204).end();
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(JSON.stringify(answer.body ?? {}));
      return;
    }
    const passed = await fetch(twinUrl + url, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body.length > 0 && { body }),
    });
    if (answer === 'lost') return void response.destroy();
    const type = passed.headers.get('content-type');
    response.writeHead(passed.status, type === null ? {} : { 'content-type': type });
    response.end(await asDiscordSays(path, passed));
  }

  function answerTo({ method, path, body }: Call): FakeAnswer | undefined {
    const complaints = requestComplaints({ method, path, body });
    if (complaints.length === 0) {
      const at = prepared.findIndex(({ call }) => call.test(`${method} ${path}`));
      return at >= 0 ? prepared.splice(at, 1)[0]?.answer : undefined;
    }
    refused.push(...complaints);
    return { status: 400, body: { code: 50035, message: `Invalid Form Body: ${complaints.join(', ')}` } };
  }

  async function asDiscordSays(path: string, passed: Response): Promise<string> {
    const text = await passed.text();
    const message = /\/messages\/(\d+)\/threads$/.exec(path)?.[1];
    if (message === undefined || !passed.ok) return text;
    const { id: thread } = JSON.parse(text) as { id: string };
    await rename(message, thread);
    return text.replaceAll(thread, message);
  }

  const server = createServer((request, response) => {
    pass(request, response).catch((error: unknown) => response.destroy(error as Error));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return {
    apiUrl: `http://127.0.0.1:${address.port}/api`,
    calls,
    refused,
    answerOnce: (call, answer) => void prepared.push({ call, answer }),
    forget() {
      calls.empty();
      prepared.length = 0;
      refused.length = 0;
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
