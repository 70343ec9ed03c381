import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from './free-port.ts';
import { home } from './program.ts';

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-invented', SLACK_APP_TOKEN: 'xapp-invented' };
const UTC = { PAPERBOY_TIME_ZONE: 'UTC' };

/** A server that takes every request and answers none; `asked` resolves with the first. */
async function silentServer(): Promise<{ url: string; asked: Promise<void> }> {
  const first = Promise.withResolvers<void>();
  const server = createServer(() => first.resolve()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: first.promise };
}

test('where no platform can be reached the program goes on, and says when it tries again', async () => {
  const [away, health] = [await freePort(), await freePort()];
  const program = home().start(['start'], {
    ...{ ...SLACK, ...UTC, SLACK_API_URL: `http://127.0.0.1:${away}/api/` },
    ...{ DISCORD_TOKEN: 'a.b.c', DISCORD_API_URL: `http://127.0.0.1:${away}/api` },
    PAPERBOY_HEALTH_PORT: String(health),
  });
  let log = '';
  program.stderr.on('data', (told) => {
    log += String(told);
  });
  const line = /slack cannot be reached; tried again in \d s/;
  await expect.poll(() => log, { timeout: 10_000 }).toMatch(line);
  await expect.poll(() => log).toMatch(/discord cannot be reached; tried again in \d s/);
  expect(log).not.toContain('    at ');
  const ready = await fetch(`http://127.0.0.1:${health}/readyz`);
  expect(ready.status).toBe(503);
  expect(await ready.text()).toMatch(
    /^discord: It cannot be reached .*\nslack: It cannot be reached .*ECONNREFUSED/,
  );
  program.kill('SIGTERM');
  expect(await once(program, 'close')).toEqual([0, null]);
});

test('a stop does not wait for a platform that does not answer', async () => {
  const { url, asked } = await silentServer();
  const program = home().start(['start'], { ...SLACK, ...UTC, SLACK_API_URL: `${url}/api/` });
  await asked;
  const told = performance.now();
  program.kill('SIGTERM');
  expect(await once(program, 'close')).toEqual([0, null]);
  expect(performance.now() - told).toBeLessThan(5_000);
});

test('a stop ends the wait for the first papers', async () => {
  const { url, asked } = await silentServer();
  const program = home().start(['start'], { PAPERBOY_SOURCES: 'huggingface', HF_ENDPOINT: url });
  await asked;
  program.kill('SIGTERM');
  expect(await once(program, 'close')).toEqual([0, null]);
});
