import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface Loopback {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** The paths that were asked for, in order. */
  readonly asked: string[];
  readonly requests: IncomingMessage[];
  /** What the next requests get, each once; when all are used up, the last one again. */
  answer(...answers: Answer[]): void;
}

/** An HTTP server of this machine that behaves as the test wants; it goes away after the test. */
export async function loopback(...answers: Answer[]): Promise<Loopback> {
  let queue = answers;
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const next = queue.length > 1 ? queue.shift() : queue[0];
    if (next) next(request, response);
    else response.writeHead(404).end('nothing here');
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    get asked() {
      return requests.map(({ url = '' }) => url);
    },
    answer(...more) {
      queue = more;
    },
  };
}

/** A whole answer. */
export function gives(body: string | Uint8Array, headers: Record<string, string> = {}, status = 200): Answer {
  return (_, response) => response.writeHead(status, headers).end(body);
}

/** An answer that names its version, and says 304 to whoever has it. */
export function givesVersion(body: string, version: string): Answer {
  const etag = `"${version}"`;
  return (request, response) => {
    if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { etag }).end(body);
  };
}

export const refuses = (status: number, headers: Record<string, string> = {}): Answer =>
  gives('no', headers, status);

export const sendsOn = (location: string): Answer => gives('', { location }, 302);

/** Breaks the connection off before anything is said. */
export const resets: Answer = (request) => request.socket.resetAndDestroy();

/** Promises more than comes, and hangs up. */
export function cutsOff(body: string): Answer {
  return (request, response) => {
    response.writeHead(200, { 'content-length': String(body.length) });
    response.write(body.slice(0, body.length >> 1), () => request.socket.destroy());
  };
}

/** A few bytes now and then, and no end. */
export const drips: Answer = (_, response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write(' '), 5);
  response.on('close', () => clearInterval(timer));
};

/** So many megabytes, without telling so before. */
export function floods(megabytes: number): Answer {
  return (_, response) => {
    const chunk = Buffer.alloc(1024 * 1024, '[');
    let left = megabytes;
    const more = () => {
      while (left > 0) {
        left -= 1;
        if (!response.write(chunk)) return void response.once('drain', more);
      }
      response.end();
    };
    response.writeHead(200);
    more();
  };
}
