import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '../command/user-error.ts';
import type { Store } from '../store/store.ts';
import { createMetrics, type MetricsConfig } from './metrics.ts';

/** Where it listens. */
export interface HealthAddress {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
}

export interface HealthConfig extends MetricsConfig {
  readonly address: HealthAddress;
  /** Milliseconds after which a database that does not answer is taken for away. */
  readonly patience?: number;
}

export interface HealthServer {
  readonly port: number;
  stop(): Promise<void>;
}

const PATIENCE = 2_000;

/**
 * Answers whoever looks after Paperboy: `/healthz` as long as the process answers at all, `/readyz` where its database
 * does too and at least one platform works (else 503), with what is wrong with the others, `/metrics` in the text format
 * of Prometheus.
 *
 * @throws UserError where the port cannot be had
 */
export async function startHealth(config: HealthConfig): Promise<HealthServer> {
  const { address, store, platforms, patience = PATIENCE } = config;
  const metrics = createMetrics(config);
  const server = createServer((request, response) => {
    // What fails is the database.
    void answer(new URL(request.url ?? '/', 'http://localhost').pathname, response).catch((error: unknown) =>
      say(response, 503, error instanceof Error ? error.message : 'failed'),
    );
  });

  async function answer(path: string, response: ServerResponse): Promise<void> {
    switch (path) {
      case '/healthz':
        return say(response, 200, 'ok');
      case '/readyz':
        await withinPatience(isAnswering(store), patience);
        return ready(response);
      case '/metrics':
        return say(response, 200, await withinPatience(metrics.metrics(), patience), metrics.contentType);
      default:
        return say(response, 404, 'There are /healthz, /readyz and /metrics.');
    }
  }

  function ready(response: ServerResponse): void {
    const troubles = platforms.flatMap(({ platform, trouble }) => {
      const problem = trouble?.()?.problem;
      return problem === undefined ? [] : [`${platform}: ${problem}`];
    });
    const works = platforms.length === 0 || troubles.length < platforms.length;
    say(response, works ? 200 : 503, [...(works ? ['ready'] : []), ...troubles].join('\n'));
  }

  const listening = Promise.withResolvers<void>();
  server.once('error', (error: NodeJS.ErrnoException) => {
    const where = `${address.host}:${address.port}`;
    const why = error.code === 'EADDRINUSE' ? 'is taken' : `cannot be had (${error.code ?? error.message})`;
    listening.reject(
      new UserError(`PAPERBOY_HEALTH_PORT: ${where} ${why}. Name another port.`, { cause: error }),
    );
  });
  server.listen(address.port, address.host, listening.resolve);
  await listening.promise;
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function isAnswering(store: Store): Promise<void> {
  await store.matches.revision();
}

async function withinPatience<Result>(work: Promise<Result>, patience: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the database does not answer')), patience);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function say(
  response: ServerResponse,
  status: number,
  text: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'content-type': type }).end(text.endsWith('\n') ? text : `${text}\n`);
}
