import { createKillWorld, type KillWorld } from './kill-world.ts';
import type { Point } from './protocol.ts';
import type { SeededRandom } from './seeded-random.ts';
import { judge, type Verdict } from './verdict.ts';
import type { WorkerEnd } from './workers.ts';

export interface KillRunConfig {
  readonly seed: number;
  /** At least so many processes are killed. */
  readonly kills: number;
  /** The address of an empty PostgreSQL database; a SQLite file where not given. */
  readonly postgres?: string;
  /** How many processes run at once, at most; two, now and then, where not given. */
  readonly processes?: number;
}

export interface KillRun extends Verdict {
  readonly seed: number;
  readonly kills: number;
  /** How many were killed at each kind of moment. */
  readonly killsAt: ReadonlyMap<string, number>;
  readonly days: number;
}

/** However soon all kills are done. */
const LEAST_DAYS = 4;
/** From then on a day's processes live to its end. */
const MOST_KILLED_A_DAY = 60;
const MOST_LIVES_A_DAY = 100;
/** So many processes of a day die while they match its papers and plan its digests, if they get that far. */
const KILLED_PLANNING = 2;
const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Kills process after process over one database, day after day, and tells what the channels saw. */
export async function runKills({ seed, kills, postgres, processes }: KillRunConfig): Promise<KillRun> {
  const world = await createKillWorld({ seed, ...(postgres !== undefined && { postgres }) });
  const killsAt = new Map<string, number>();
  const logged: string[] = [];
  let killed = 0;
  let days = 0;
  try {
    for (; (killed < kills || days < LEAST_DAYS) && logged.length === 0; days += 1) {
      await world.beginDay(days);
      for (let lives = 0; lives < MOST_LIVES_A_DAY; lives += 1) {
        const isKilled = killed < kills && lives < MOST_KILLED_A_DAY;
        const momentOf = lives < KILLED_PLANNING ? momentOfPlanning : anyMoment;
        const ends = await runLives(world, isKilled ? momentOf : undefined, processes);
        for (const { end, kill } of ends) {
          logged.push(...end.logged);
          if (!end.wasKilled || !kill) continue;
          killed += 1;
          killsAt.set(nameOf(kill), (killsAt.get(nameOf(kill)) ?? 0) + 1);
        }
        world.workers.pass(pauseAfterKill(world.random));
        if (ends.some(({ end }) => !end.wasKilled)) break;
      }
    }
    const verdict = await judge(world);
    return { ...verdict, seed, kills: killed, killsAt, days, problems: [...verdict.problems, ...logged] };
  } finally {
    await world.close();
  }
}

/** One process or several at once, until all have ended. */
async function runLives(
  { random, workers, plan }: KillWorld,
  momentOf: ((random: SeededRandom) => Point) | undefined,
  processes: number | undefined,
): Promise<{ readonly end: WorkerEnd; readonly kill?: Point }[]> {
  const atOnce = processes === undefined ? (random.next() < 0.15 ? 2 : 1) : random.between(1, processes);
  const lives = Array.from({ length: atOnce }, () => {
    const fate = momentOf ? { kill: momentOf(random) } : {};
    return { ...fate, worker: workers.start(plan(fate)) };
  });
  return Promise.all(lives.map(async ({ worker, ...fate }) => ({ ...fate, end: await worker.ended })));
}

function momentOfPlanning(random: SeededRandom): Point {
  // Each query is recorded on its own; all channels are planned at once.
  const method = random.pick(['matches.record', 'matches.meet', 'schedules.put', 'ledger.plan']);
  const most = method === 'matches.record' ? 4 : 1;
  return { on: 'store', method, nth: random.between(1, most), when: random.pick(['before', 'after']) };
}

function anyMoment(random: SeededRandom): Point {
  const on = random.pick(['call', 'call', 'store', 'word'] as const);
  switch (on) {
    case 'call':
      return { on, nth: random.between(1, 6), when: random.pick(['before', 'during', 'after']) };
    case 'store':
      return { on, nth: random.between(1, 60), when: random.pick(['before', 'after']) };
    case 'word':
      return { on, nth: random.between(1, 25), turns: random.between(0, 30) };
  }
}

function nameOf(point: Point): string {
  switch (point.on) {
    case 'call':
      return `${point.when} a call to the platform`;
    case 'store':
      return `${point.when} a call of the store`;
    case 'word':
      return 'at any moment';
  }
}

/** How long the machine takes to start Paperboy again. */
function pauseAfterKill(random: SeededRandom): number {
  return random.between(0, random.pick([0, 5 * SECOND, MINUTE, 5 * MINUTE]));
}
