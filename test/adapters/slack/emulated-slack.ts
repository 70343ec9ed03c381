import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = join(import.meta.dirname, '../../../node_modules/emulate/dist/index.js');

/** What the emulated workspace begins with; the bot is no member of `hidden`, for it comes last. */
export interface Workspace {
  readonly bot: { readonly id: string; readonly token: string };
  readonly people: readonly { readonly name: string; readonly token: string }[];
  readonly channels: readonly { readonly name: string; readonly is_private?: boolean }[];
}

export interface EmulatedSlack {
  /** Without a slash at the end. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts `emulate` as its own process on a free loopback port; resolves when it answers. */
export async function startEmulatedSlack(workspace: Workspace): Promise<EmulatedSlack> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-slack-'));
  const seed = join(folder, 'seed.yaml');
  writeFileSync(seed, JSON.stringify({ slack: seedOf(workspace) }));
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [PROGRAM, 'start', '--service', 'slack', '--seed', seed, '--port', String(port)],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const exited = once(child, 'exit');
  const endWithUs = () => child.kill();
  process.once('exit', endWithUs);
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const listen = (text: Buffer) => {
      said.push(text.toString());
      if (said.join('').includes('Ready.')) resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`emulate ended with ${code}: ${said.join('')}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      process.off('exit', endWithUs);
      child.kill();
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function seedOf({ bot, people, channels }: Workspace) {
  const installed = { bot_id: 'B00PAPERBOY', bot_user_id: bot.id };
  return {
    users: people.map(({ name }) => ({ name, real_name: name })),
    channels,
    oauth_apps: [
      {
        client_id: '1.2',
        client_secret: 'invented',
        app_id: 'A00PAPERBOY',
        name: 'Paperboy',
        redirect_uris: [],
        scopes: ['chat:write'],
        bot_name: 'paperboy',
        ...installed,
      },
    ],
    tokens: [
      { token: bot.token, type: 'bot', user_id: bot.id, ...installed },
      ...people.map(({ name, token }) => ({ token, type: 'user', user: name })),
    ],
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
