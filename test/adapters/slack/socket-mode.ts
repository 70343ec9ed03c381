import { once } from 'node:events';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

/** Slack's end of Socket Mode: hands envelopes to the app and hears its acknowledgements. */
export interface SocketMode {
  /** Resolves to the acknowledgement's payload. */
  deliver(type: 'slash_commands' | 'interactive' | 'events_api', payload: object): Promise<unknown>;
  close(): Promise<void>;
}

export function createSocketMode(server: Server, path: string): SocketMode {
  const sockets = new WebSocketServer({ server, path });
  const unacknowledged = new Map<string, (payload: unknown) => void>();
  let connected: WebSocket | undefined;
  let envelopes = 0;

  sockets.on('connection', (socket) => {
    connected = socket;
    socket.on('message', (data) => {
      const { envelope_id, payload } = JSON.parse(data.toString()) as {
        envelope_id: string;
        payload: unknown;
      };
      unacknowledged.get(envelope_id)?.(payload);
      unacknowledged.delete(envelope_id);
    });
    socket.send(
      JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A00PAPERBOY' } }),
    );
  });

  return {
    deliver(type, payload) {
      if (!connected) throw new Error('no app is connected by Socket Mode');
      envelopes += 1;
      const envelope_id = `envelope-${envelopes}`;
      const acknowledged = new Promise((resolve) => unacknowledged.set(envelope_id, resolve));
      connected.send(
        JSON.stringify({ type, envelope_id, payload, accepts_response_payload: type !== 'events_api' }),
      );
      return acknowledged;
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await once(sockets, 'close');
    },
  };
}
