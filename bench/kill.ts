import { availableParallelism } from 'node:os';
import { type KillRun, runKills } from '../test/digest/kill/kill-run.ts';
import type { BenchOptions, BenchResult } from './result.ts';

const KILLS = 2000;
/** One database lives through so many kills; the next one begins with another seed. */
const KILLS_OF_A_RUN = 100;

/**
 * Kills the process that delivers digests with `kill -9`, 2,000 times, and counts what the channels saw. `--kills 100`
 * makes it shorter, `--seed 7` other moments; a run that went wrong is named by its seed.
 */
export async function run({ numbers }: BenchOptions): Promise<BenchResult> {
  const kills = numbers.kills ?? KILLS;
  const firstSeed = numbers.seed ?? 1;
  const started = performance.now();
  const share = Math.min(KILLS_OF_A_RUN, kills);
  const seeds = Array.from({ length: Math.ceil(kills / share) }, (_, at) => firstSeed + at);
  const runs: KillRun[] = [];
  const lane = async () => {
    for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
      runs.push(await runKills({ seed, kills: share }));
      console.error(`${runs.length * share} of ${kills} kills`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));

  const total = (count: (run: KillRun) => number) => runs.reduce((sum, one) => sum + count(one), 0);
  const bad = runs.filter(({ problems }) => problems.length > 0);
  for (const { seed, problems } of bad) console.error(`seed ${seed}:\n  ${problems.join('\n  ')}`);
  if (bad.length > 0) process.exitCode = 1;
  const moments = [...new Set(runs.flatMap(({ killsAt }) => [...killsAt.keys()]))].sort();
  return {
    title: 'Digests whose process is killed with -9, on SQLite',
    rows: [
      ['kills', `${total((one) => one.kills)}`, `${kills}`],
      ...moments.map(
        (moment) => [`… ${moment}`, `${total((one) => one.killsAt.get(moment) ?? 0)}`, ''] as const,
      ),
      ['papers that channels wanted', `${total(({ papers }) => papers)}`, ''],
      ['messages posted', `${total(({ messages }) => messages)}`, ''],
      ['papers lost', `${total(({ lost }) => lost)}`, '0'],
      ['papers doubled', `${total(({ doubled }) => doubled)}`, '0'],
      ['channels out of order', `${total(({ outOfOrder }) => outOfOrder)}`, '0'],
      ['runs with any other problem', `${bad.length}`, '0'],
      ['seconds', ((performance.now() - started) / 1000).toFixed(0), ''],
    ],
  };
}
