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
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { createFakePlatform, type FakePlatform } from './fake-platform.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

export interface DigestWorld {
  readonly store: Store;
  readonly clock: VirtualClock;
  readonly fake: FakePlatform;
  readonly logged: string[];
  readonly clockwork: Clockwork;
  /** What would run at a minute, until all is done. */
  tick(at: string | number): Promise<void>;
  /** Begins a tick at each minute, both ends included, whether the one before has ended or not, until all is done. */
  live(from: number, until: number): Promise<void>;
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
}

/** A whole digest engine over a database in memory, a clock that obeys and a platform that obeys. */
export async function digestWorld(options: DigestWorldOptions = {}): Promise<DigestWorld> {
  const { after, platform = 'fake', limits } = options;
  const store = after?.store ?? (await openSqliteStore({ file: ':memory:' }));
  const clock = after?.clock ?? createVirtualClock(options.start ?? MONDAY);
  const fake = after?.fake ?? createFakePlatform({ ...clock, platform, ...(limits && { limits }) });
  const logged: string[] = [];
  const log = { error: (_context: unknown, message: string) => void logged.push(message) };
  const { now, elapsed, sleep } = clock;
  const adapters = [options.adapter ?? fake];
  const delivery = createDelivery({
    ...{ store, adapters, owner: 'one', log, now, elapsed, sleep },
    random: () => 0.5,
  });
  const platforms = adapters.map(({ platform }) => platform);
  const clockwork = createClockwork({ store, platforms, delivery, log, now, newKey: newStepKey });
  return {
    ...{ store, clock, fake, logged, clockwork },
    async tick(at) {
      clock.set(typeof at === 'number' ? at : Date.parse(at));
      await clock.run(clockwork.tick());
    },
    async live(from, until) {
      clock.set(from);
      const ticks: Promise<void>[] = [];
      const minutes = async () => {
        for (; clock.now() <= until; await clock.sleep(MINUTE - (clock.now() % MINUTE)))
          ticks.push(clockwork.tick());
        await Promise.all(ticks);
      };
      await clock.run(minutes());
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
