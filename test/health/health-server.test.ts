import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { type HealthConfig, startHealth } from '../../src/health/health-server.ts';
import type { Store } from '../../src/store/store.ts';
import { heldPaper, withStore } from '../conformance/store-samples.ts';
import { openMemoryStore } from '../store/memory-store.ts';

const open = withStore(() => openMemoryStore());
const SLACK = { platform: 'slack' };
const NOW = 1_700_000_000_000;

async function ask(store: Store, patience?: number, platforms: HealthConfig['platforms'] = [SLACK]) {
  const health = await startHealth({
    ...{ store, platforms, now: () => NOW, address: { host: '127.0.0.1', port: 0 } },
    ...(patience !== undefined && { patience }),
  });
  onTestFinished(health.stop);
  return async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${health.port}${path}`);
    return { status: response.status, text: await response.text() };
  };
}

function withRevision(store: Store, revision: Store['matches']['revision']): Store {
  return { ...store, matches: { ...store.matches, revision } };
}

test('a process whose database answers is healthy and ready', async () => {
  const get = await ask(await open());
  expect(await get('/healthz')).toEqual({ status: 200, text: 'ok\n' });
  expect(await get('/readyz')).toEqual({ status: 200, text: 'ready\n' });
  expect(await get('/else')).toMatchObject({ status: 404, text: expect.stringContaining('/healthz') });
});

test('without its database it is healthy, and not ready', async () => {
  const get = await ask(withRevision(await open(), () => Promise.reject(new Error('connection refused'))));
  expect(await get('/healthz')).toMatchObject({ status: 200 });
  expect(await get('/readyz')).toEqual({ status: 503, text: 'connection refused\n' });
});

test('a database that does not answer is not waited for without an end', async () => {
  const get = await ask(
    withRevision(await open(), () => new Promise(() => {})),
    20,
  );
  expect(await get('/readyz')).toEqual({ status: 503, text: 'the database does not answer\n' });
});

test('metrics tell of papers, of sources and of messages that are late', async () => {
  const store = await open();
  await store.papers.put(heldPaper('p'));
  await store.sources.succeeded('huggingface', NOW - 5_000);
  await store.sources.failed('arxiv', NOW, 'no answer');
  const { status, text } = await (await ask(store))('/metrics');
  expect(status).toBe(200);
  expect(text).toMatch(/^paperboy_papers 1$/m);
  expect(text).toMatch(/^paperboy_step_overdue_seconds 0$/m);
  expect(text).toMatch(/^paperboy_source_success_timestamp_seconds\{source="huggingface"\} 1699999995$/m);
  expect(text).toMatch(/^paperboy_source_failing\{source="arxiv"\} 1$/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
});

test('where one of two platforms does not work the other one is ready, and what is wrong is told', async () => {
  const discord = { platform: 'discord', trouble: () => ({ problem: 'Unknown token.', canPost: false }) };
  const store = await open();
  const both = await ask(store, undefined, [SLACK, discord]);
  expect(await both('/readyz')).toEqual({ status: 200, text: 'ready\ndiscord: Unknown token.\n' });
  const { text } = await both('/metrics');
  expect(text).toMatch(/^paperboy_platform_working\{platform="slack"\} 1$/m);
  expect(text).toMatch(/^paperboy_platform_working\{platform="discord"\} 0$/m);
  const alone = await ask(store, undefined, [discord]);
  expect(await alone('/readyz')).toEqual({ status: 503, text: 'discord: Unknown token.\n' });
  expect(await alone('/healthz')).toMatchObject({ status: 200 });
});

test('a port that is taken is told by its name', async () => {
  const store = await open();
  const first = await startHealth({
    ...{ store, platforms: [], now: () => NOW, address: { host: '127.0.0.1', port: 0 } },
  });
  onTestFinished(first.stop);
  const second = startHealth({
    ...{ store, platforms: [], now: () => NOW, address: { host: '127.0.0.1', port: first.port } },
  });
  await expect(second).rejects.toThrow(`PAPERBOY_HEALTH_PORT: 127.0.0.1:${first.port} is taken`);
});

test.each([
  ['9464', { host: '127.0.0.1', port: 9464 }],
  ['0.0.0.0:9464', { host: '0.0.0.0', port: 9464 }],
  ['[::]:9464', { host: '::', port: 9464 }],
])('the setting %s', (written, address) => {
  expect(readConfig({ PAPERBOY_HEALTH_PORT: written }).health).toEqual(address);
});

test.each(['nine', '0', '70000', 'host:', 'http://host:1'])('the setting “%s” is no address', (written) => {
  expect(() => readConfig({ PAPERBOY_HEALTH_PORT: written })).toThrow(
    'PAPERBOY_HEALTH_PORT must be a port such as 9464, or host:port',
  );
});
