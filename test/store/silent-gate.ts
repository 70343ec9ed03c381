import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to a server on which everything stops without a word, as behind a broken switch. */
export interface SilentGate {
  /** The same address, by this way. */
  readonly url: string;
  fallSilent(): void;
  /** Lets through what was held back, too. */
  speak(): void;
}

export async function createSilentGate(address: string): Promise<SilentGate> {
  const to = new URL(address);
  const sockets = new Set<Socket>();
  let isSilent = false;
  const server = createServer((from) => {
    const onwards = connect(Number(to.port) || 5432, to.hostname);
    for (const [socket, other] of [
      [from, onwards],
      [onwards, from],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => other.destroy());
      socket.on('data', (data) => other.write(data));
      if (isSilent) socket.pause();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const url = new URL(address);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    fallSilent() {
      isSilent = true;
      for (const socket of sockets) socket.pause();
    },
    speak() {
      isSilent = false;
      for (const socket of sockets) socket.resume();
    },
  };
}
