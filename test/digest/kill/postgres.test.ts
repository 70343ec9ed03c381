import { expect, onTestFinished, test } from 'vitest';
import { NEEDS_POSTGRES, TEST_POSTGRES_URL, useTestDatabase } from '../../store/test-postgres.ts';
import { runKills } from './kill-run.ts';
import { createKillWorld } from './kill-world.ts';
import { judge } from './verdict.ts';

const CLEAN = { lost: 0, doubled: 0, outOfOrder: 0, problems: [] };

test.skipIf(!TEST_POSTGRES_URL)(
  `up to three processes on one PostgreSQL, killed at random, post each paper once${NEEDS_POSTGRES}`,
  async () => {
    const { url } = await useTestDatabase();
    const run = await runKills({ seed: 601, kills: 20, postgres: url, processes: 3 });
    expect(run, 'seed 601').toMatchObject(CLEAN);
    expect(run.papers).toBeGreaterThan(25);
  },
  120_000,
);

test.skipIf(!TEST_POSTGRES_URL)(
  `three processes on one PostgreSQL share the work and never post the same message${NEEDS_POSTGRES}`,
  async () => {
    const { url } = await useTestDatabase();
    const shared = await createKillWorld({ seed: 701, channels: 30, postgres: url });
    onTestFinished(shared.close);
    await shared.beginDay(0);
    const all = [1, 2, 3].map(() => shared.workers.start(shared.plan()));
    const ends = await Promise.all(all.map(({ ended }) => ended));
    expect(ends.flatMap(({ logged }) => logged)).toEqual([]);
    expect(await judge(shared), 'seed 701').toMatchObject(CLEAN);
    expect(new Set(shared.platform.landed.map(({ by }) => by)).size).toBeGreaterThan(1);
  },
  120_000,
);
