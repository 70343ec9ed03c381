import { ingest } from '../../src/catalog/ingest.ts';
import { type Clockwork, createClockwork } from '../../src/digest/clockwork.ts';
import { createDelivery } from '../../src/digest/deliver.ts';
import { nextSlot } from '../../src/digest/slots.ts';
import { newStepKey } from '../../src/digest/step-keys.ts';
import { paperId } from '../../src/paper/identity.ts';
import type { Paper } from '../../src/paper/paper.ts';
import { channelOfKey, type PlatformAdapter, type PlatformLimits } from '../../src/platform/platform.ts';
import { parseQuery } from '../../src/query/parser.ts';
import type { Schedule } from '../../src/store/digest-store.ts';
import type { Store } from '../../src/store/store.ts';
import { openMemoryStore } from '../store/memory-store.ts';
import { createFakePlatform, type FakePlatform } from './fake-platform.ts';
import { openShared, watchCalls } from './kill/shared-database.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

export interface DigestWorld {
  readonly store: Store;
  readonly clock: VirtualClock;
  readonly fake: FakePlatform;
  readonly logged: string[];
  /** Of the first process. */
  readonly clockwork: Clockwork;
  /** What would run at a minute, until all is done; in all processes, or in those that are named, from 0. */
  tick(at: string | number, processes?: readonly number[]): Promise<void>;
  /** Begins a tick at each minute, both ends included, whether the one before has ended or not, until all is done. */
  live(from: number, until: number): Promise<void>;
  /** Puts a new process in the place of one that does nothing just now. */
  restart(process: number): Promise<void>;
  close(): Promise<void>;
}

const MINUTE = 60_000;
/** Monday, 8:00 in UTC. */
export const MONDAY = Date.parse('2026-03-02T08:00:00Z');
export const CHANNEL = 'fake/team/c1';

export interface DigestWorldOptions {
  readonly adapter?: PlatformAdapter;
  readonly start?: number;
  /** What an earlier process left: the same database, clock and platform. */
  readonly after?: DigestWorld;
  readonly platform?: string;
  readonly limits?: PlatformLimits;
  /** The address of an empty PostgreSQL database; SQLite in memory where not given. */
  readonly postgres?: string;
  /** How many processes share the PostgreSQL database; one where not given. */
  readonly processes?: number;
}

/** Whole digest engines over one database, a clock that obeys and a platform that obeys. */
export async function digestWorld(options: DigestWorldOptions = {}): Promise<DigestWorld> {
  const { after, platform = 'fake', limits, postgres, processes: count = 1 } = options;
  const clock = after?.clock ?? createVirtualClock(options.start ?? MONDAY);
  const opened: Store[] = [];
  const open = async () => {
    const store = postgres ? watchCalls(await openShared(postgres), clock.hold) : await openMemoryStore();
    opened.push(store);
    return store;
  };
  const store = after?.store ?? (await open());
  const fake = after?.fake ?? createFakePlatform({ ...clock, platform, ...(limits && { limits }) });
  const logged: string[] = [];
  const log = { error: (_context: unknown, message: string) => void logged.push(message) };
  const { now, elapsed, sleep } = clock;
  const adapters = [options.adapter ?? fake];
  const platforms = adapters.map(({ platform }) => platform);
  let started = 0;

  /** One process of Paperboy: on PostgreSQL with connections of its own. */
  async function startProcess(): Promise<Clockwork> {
    started += 1;
    const ownStore = postgres ? await open() : store;
    const delivery = createDelivery({
      ...{ store: ownStore, adapters, owner: `process ${started}`, log, now, elapsed, sleep },
      random: () => 0.5,
    });
    return createClockwork({ store: ownStore, platforms, delivery, log, now, newKey: newStepKey });
  }

  const processes = await Promise.all(Array.from({ length: count }, startProcess));
  const all = [...processes.keys()];
  const tickIn = (which: readonly number[]) => Promise.all(which.map((at) => processes[at]?.tick()));

  return {
    ...{ store, clock, fake, logged },
    clockwork: processes[0] as Clockwork,
    async tick(at, which = all) {
      clock.set(typeof at === 'number' ? at : Date.parse(at));
      await clock.run(tickIn(which));
    },
    async live(from, until) {
      clock.set(from);
      const ticks: Promise<unknown>[] = [];
      const minutes = async () => {
        for (; clock.now() <= until; await clock.sleep(MINUTE - (clock.now() % MINUTE)))
          ticks.push(tickIn(all));
        await Promise.all(ticks);
      };
      await clock.run(minutes());
    },
    async restart(at) {
      processes[at] = await startProcess();
    },
    async close() {
      for (const each of opened) await each.close();
    },
  };
}

export async function addChannel(
  store: Store,
  queries: readonly string[],
  fields: Partial<Schedule> = {},
  now = MONDAY,
): Promise<Schedule> {
  const channel = fields.channel ?? CHANNEL;
  await store.channels.put(channelOfKey(channel));
  const startsWith = await store.papers.newestEdition();
  for (const text of queries) {
    await store.channels.subscribe({
      ...{ channel, query: text, canonical: parseQuery(text).canonical },
      ...{ createdBy: 'ada', createdByName: 'Ada', createdAt: now },
      ...(startsWith !== undefined && { startsWith }),
    });
  }
  const timetable = { time: '09:00', timeZone: 'UTC', days: [1, 2, 3, 4, 5, 6, 7], ...fields };
  const next = nextSlot(timetable, now);
  const schedule: Schedule = {
    ...{
      channel,
      platform: channelOfKey(channel).platform,
      papers: 10,
      layout: 'list',
      announceQuiet: false,
    },
    ...timetable,
    ...{ nextAt: next.at, nextSlot: next.slot },
  };
  await store.schedules.put(schedule);
  return schedule;
}

export type ToldPaper = Partial<Paper> & { readonly title: string };

/** Papers that come in at a time, as an edition of its day. */
export async function publish(
  store: Store,
  at: number,
  told: readonly (string | ToldPaper)[],
  source = 'feed:test',
): Promise<void> {
  const listedOn = new Date(at).toISOString().slice(0, 10);
  const papers = told.map((paper): Paper => {
    const known = typeof paper === 'string' ? { title: paper } : paper;
    return { id: paperId(known), listedOn, url: 'https://example.org/', sources: ['feed'], ...known };
  });
  await ingest(store, { source, papers, seenAt: at, receivedAt: at });
}
