import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { createDelivery } from '../../src/digest/deliver.ts';
import type { PlatformAdapter } from '../../src/platform/platform.ts';
import { openPostgres } from '../../src/store/open-postgres.ts';
import { DUE, PLATFORM, type WorkerReport, type WorkerTask } from './task.ts';

/** One process of several: delivers what is planned, from the word to go until nothing is left. */
const { url, latency, name }: WorkerTask & { name: string } = JSON.parse(process.argv[2] ?? '');

/** Calls that the platform takes from one process at once. */
const AT_ONCE = 20;
const { store } = await openPostgres({ url });
const postedAt: number[] = [];
let free = AT_ONCE;
const waiting: (() => void)[] = [];

async function call(): Promise<void> {
  if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
  else free -= 1;
  if (latency > 0) await setTimeout(latency);
  const next = waiting.shift();
  if (next) next();
  else free += 1;
}

const adapter: PlatformAdapter = {
  platform: PLATFORM,
  // As many as it takes, or more than any process can send.
  limits: { callsPerSecond: latency > 0 ? (AT_ONCE * 1000) / latency : 5_000, channelGap: 0 },
  async start() {},
  async stop() {},
  async edit() {},
  async post(_channel, message) {
    await call();
    postedAt.push(Date.now());
    return [{ id: `${name}-${postedAt.length}`, parts: message.parts }];
  },
};

const ready = once(process, 'message');
process.send?.('ready');
await ready;
const [started, cpu] = [performance.now(), process.cpuUsage()];
const delivery = createDelivery({
  ...{ store, adapters: [adapter], owner: name, random: Math.random },
  log: { error: (context, message) => console.error(message, context) },
  now: () => Math.round(DUE + performance.now() - started),
  elapsed: () => performance.now(),
  sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, signal && { signal }).catch(() => {}),
});
await delivery.deliver();
const used = process.cpuUsage(cpu);
const report: WorkerReport = { postedAt, cpu: (used.user + used.system) / 1000 };
process.send?.(report, async () => {
  await store.close();
  process.disconnect();
});
