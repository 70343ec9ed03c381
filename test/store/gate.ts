import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a server that can be shut: whoever is connected is cut off, and whoever comes is refused. */
export interface Gate {
  /** The same address, by this way. */
  readonly url: string;
  shut(): Promise<void>;
  open(): Promise<void>;
}

/** A gate to the server of an address, open. */
export async function createGate(address: string): Promise<Gate> {
  const to = new URL(address);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;

  function pass(from: Socket): void {
    const onwards = connect(Number(to.port) || 5432, to.hostname);
    for (const [socket, other] of [
      [from, onwards],
      [onwards, from],
    ] as const) {
      sockets.add(socket);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.on('error', () => {});
      socket.pipe(other);
    }
  }

  async function open(): Promise<void> {
    server = createServer(pass).listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  }

  await open();
  const url = new URL(address);
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href,
    open,
    async shut() {
      for (const socket of sockets) socket.destroy();
      if (server?.listening) await new Promise((closed) => server?.close(closed));
    },
  };
}
