import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';

/** A program of its own: loads both platforms in the order of its arguments, then uploads a file as Discord's adapter would. */
const ADAPTERS = {
  discord: () => import('../../adapters/discord/discord-adapter.ts'),
  slack: () => import('../../adapters/slack/slack-adapter.ts'),
};

for (const name of process.argv.slice(2)) await ADAPTERS[name as keyof typeof ADAPTERS]();
const { REST } = await import('discord.js');
const { restOptions } = await import('../../adapters/discord/rest.ts');

const server = createServer((request, response) => {
  void read(request).then((body) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ type: request.headers['content-type'], body }));
  });
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
const port = typeof address === 'object' && address !== null ? address.port : 0;

const rest = new REST(restOptions(`http://127.0.0.1:${port}/api`)).setToken('invented');
const files = [{ name: 'papers.txt', data: Buffer.from('one paper'), contentType: 'text/plain' }];
const received = await rest.post('/channels/1/messages', { body: { flags: 0 }, files });
process.stdout.write(JSON.stringify(received));
server.close();
server.closeAllConnections();
rest.clearHandlerSweeper();
rest.clearHashSweeper();

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
