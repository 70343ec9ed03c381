import { onTestFinished, test } from 'vitest';
import { NEEDS_POSTGRES, TEST_POSTGRES_URL, useTestDatabase } from '../store/test-postgres.ts';
import { digestWorld } from './digest-world.ts';
import { liveThrough, type Span } from './year.ts';

/** Most zones leave summer time in it. */
const AUTUMN: Span = { start: Date.parse('2011-10-25T00:00Z'), end: Date.parse('2011-11-28T00:00Z') };

test.skipIf(!TEST_POSTGRES_URL)(
  `over an autumn, three processes on one PostgreSQL that come and go post each paper once, when it is due${NEEDS_POSTGRES}`,
  async () => {
    const { url } = await useTestDatabase();
    const world = await digestWorld({ ...AUTUMN, postgres: url, processes: 3 });
    onTestFinished(world.close);
    // With this seed, a clock that is set back unnoticed makes it fail.
    await liveThrough(world, AUTUMN, 3, 6);
  },
  120_000,
);
