import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { PlatformAdapter } from '../platform/platform.ts';
import type { Store } from '../store/store.ts';

export interface MetricsConfig {
  readonly store: Store;
  /** Those that have digests. */
  readonly platforms: readonly Pick<PlatformAdapter, 'platform' | 'trouble'>[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What a look at Paperboy from outside should show, read from the database when somebody asks. */
export function createMetrics({ store, platforms, now }: MetricsConfig): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  new Gauge({
    ...{ name: 'paperboy_papers', help: 'Papers held.', registers },
    async collect() {
      this.set(await store.papers.count());
    },
  });
  new Gauge({
    name: 'paperboy_step_overdue_seconds',
    help: 'By how much the oldest message of a digest is late that is not sent yet; 0 where none is.',
    registers,
    async collect() {
      const dueAt = await store.ledger.nextDueAt(platforms.map(({ platform }) => platform));
      this.set(dueAt === undefined ? 0 : Math.max(0, now() - dueAt) / 1000);
    },
  });
  new Gauge({
    name: 'paperboy_source_success_timestamp_seconds',
    help: 'When a source was last read without an error, in seconds since 1970.',
    labelNames: ['source'],
    registers,
    async collect() {
      for (const { name, lastSuccessAt } of await store.sources.all())
        if (lastSuccessAt !== undefined) this.set({ source: name }, lastSuccessAt / 1000);
    },
  });
  new Gauge({
    name: 'paperboy_source_failing',
    help: '1 where the newest look at a source failed, else 0.',
    labelNames: ['source'],
    registers,
    async collect() {
      for (const { name, lastError } of await store.sources.all())
        this.set({ source: name }, lastError === undefined ? 0 : 1);
    },
  });
  new Gauge({
    name: 'paperboy_platform_working',
    help: '0 where a platform is not connected, or has to be mended, else 1.',
    labelNames: ['platform'],
    registers,
    collect() {
      for (const { platform, trouble } of platforms) this.set({ platform }, trouble?.() ? 0 : 1);
    },
  });
  return registry;
}
