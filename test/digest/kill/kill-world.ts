import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LAYOUTS, type Layout } from '../../../src/store/digest-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { addChannel, MONDAY, publish } from '../digest-world.ts';
import { buildWorker } from './build-worker.ts';
import { PLATFORM, type WorkerPlan } from './protocol.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';
import { openSharedClock, type SharedClock } from './shared-clock.ts';
import { openShared } from './shared-database.ts';
import { createSurvivingPlatform, type SurvivingPlatform } from './surviving-platform.ts';
import { createWorkers, type Workers } from './workers.ts';

/** A channel of the tests, and the titles that it must have been told of by now. */
export interface TestChannel {
  readonly key: string;
  readonly layout: Layout;
  readonly topics: readonly string[];
  readonly wanted: string[];
}

export interface KillWorld {
  /** A SQLite file, or the address of a PostgreSQL database. */
  readonly database: string;
  readonly store: Store;
  readonly clock: SharedClock;
  readonly platform: SurvivingPlatform;
  readonly workers: Workers;
  readonly random: SeededRandom;
  readonly channels: readonly TestChannel[];
  /** A process with a new name. */
  plan(fate?: Pick<WorkerPlan, 'kill' | 'stop'>): WorkerPlan;
  /** Publishes a day's papers, and sets the clock to the slot of its digests. */
  beginDay(day: number): Promise<void>;
  close(): Promise<void>;
}

export interface KillWorldConfig {
  readonly seed: number;
  readonly channels?: number;
  readonly moody?: boolean;
  readonly hasNonce?: boolean;
  /** The address of an empty PostgreSQL database; a SQLite file where not given. */
  readonly postgres?: string;
}

const TOPICS = ['river', 'forest', 'glacier', 'desert'] as const;
const DAY = 24 * 3_600_000;
const HOUR = 3_600_000;

/** A database, a platform and a clock that outlive the processes which work with them. */
export async function createKillWorld(config: KillWorldConfig): Promise<KillWorld> {
  const { seed, moody = true, hasNonce = false } = config;
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-kill-'));
  const database = config.postgres ?? join(folder, 'paperboy.db');
  const clockFile = join(folder, 'clock');
  const random = createSeededRandom(seed);
  const store = await openShared(database);
  const clock = openSharedClock(clockFile, MONDAY);
  const platform = createSurvivingPlatform({ now: clock.now, random, moody, hasNonce });
  const compileCache = join(tmpdir(), 'paperboy-kill-compiled');
  const workers = createWorkers({ platform, clock, script: await buildWorker(), compileCache });
  const channels = Array.from({ length: config.channels ?? 12 }, (_, at): TestChannel => {
    const topics = TOPICS.filter((_topic, topic) => at % 4 === topic || at % 5 === topic);
    const layout = LAYOUTS[at % LAYOUTS.length] ?? 'list';
    return { key: `${PLATFORM}/team/c${at}`, layout, topics, wanted: [] };
  });
  for (const { key, layout, topics } of channels) await addChannel(store, topics, { channel: key, layout });
  let names = 0;

  return {
    ...{ database, store, clock, platform, workers, random, channels },
    plan(fate = {}) {
      names += 1;
      return { name: `worker ${names}`, database, clockFile, seed: seed + names, ...fate };
    },
    async beginDay(day) {
      const slot = MONDAY + HOUR + day * DAY;
      const titles = TOPICS.flatMap((topic) =>
        Array.from({ length: random.between(1, 2) }, (_, at) => `A ${topic} of day ${day}, part ${at}`),
      );
      await publish(store, slot - HOUR, titles);
      for (const { topics, wanted } of channels)
        wanted.push(...titles.filter((title) => topics.some((topic) => title.includes(topic))));
      workers.pass(slot - clock.now());
    },
    async close() {
      await workers.endAll();
      await store.close();
      clock.close();
      rmSync(folder, { recursive: true });
    },
  };
}
